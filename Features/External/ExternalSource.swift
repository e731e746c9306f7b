import Base

/// Which system a dossier lives in: a word of the importer's choice, always the same for the same system.
package enum ExternalSource {
    /// - Throws: `invalid-form` for anything but up to twenty letters, digits, dots and hyphens.
    package static func checked(_ typed: String) throws(Problem) -> String {
        let word = VietnameseText.tidied(typed).uppercased()
        let isPlain = word.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        guard (1...20).contains(word.utf8.count), isPlain else {
            throw .invalid([FieldFault("source", "external-source")])
        }
        return word
    }
}
