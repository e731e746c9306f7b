import Foundation

/// Vietnamese text as the offices need it: one normal form, search without marks, names sorted by given name.
package enum VietnameseText {
    /// NFC with outer space cut and inner runs of white space made one blank; control and invisible characters dropped.
    package static func tidied(_ text: String) -> String {
        if isTidy(text) { return text }
        let visible = text.precomposedStringWithCanonicalMapping.unicodeScalars.compactMap { scalar -> Character? in
            if scalar.properties.generalCategory == .control { return " " }
            return isInvisible(scalar) ? nil : Character(scalar)
        }
        return visible.split(whereSeparator: \.isWhitespace).map { String($0) }.joined(separator: " ")
            .precomposedStringWithCanonicalMapping
    }

    /// What nobody sees and two names could differ by: marks that turn the direction of writing, blanks without width,
    /// empty letters. The two joiners stay, Khmer and emoji need them, and so do the choosers of a picture's form.
    package static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0xAC, 0xAE...0x34E, 0x1E00...0x1FFF, 0x200C...0x200D, 0xFE00...0xFE0F: false
        default: scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .format
        }
    }

    /// Whether a look at the bytes is enough to know that there is nothing to tidy: nearly all text that is stored or
    /// typed. Only letters that are their own normal form pass (U+0000 to U+02FF, Vietnamese from U+1E00 to U+1EFF) and
    /// single blanks inside.
    package static func isTidy(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var index = 0
            var afterBlank = true
            while index < bytes.count {
                let byte = bytes[index]
                switch byte {
                case 0x20:
                    if afterBlank { return false }
                    afterBlank = true
                    index += 1
                    continue
                case 0x21...0x7E: index += 1
                // Not for this way: controls up to U+009F, the hard blank U+00A0, the soft hyphen U+00AD.
                case 0xC2:
                    guard index + 1 < bytes.count, bytes[index + 1] > 0xA0, bytes[index + 1] != 0xAD else {
                        return false
                    }
                    index += 2
                case 0xC3...0xCB: index += 2
                case 0xE1:
                    guard index + 1 < bytes.count, (0xB8...0xBB).contains(bytes[index + 1]) else { return false }
                    index += 3
                // Dashes, quotation marks, points of omission.
                case 0xE2:
                    guard index + 2 < bytes.count, bytes[index + 1] == 0x80, (0x90...0xA7).contains(bytes[index + 2])
                    else { return false }
                    index += 3
                default: return false
                }
                afterBlank = false
            }
            return !afterBlank || bytes.isEmpty
        }
    }

    /// Lower case without marks, đ as d: what is compared when people type without tone marks. "Đống Đa" → "dong da".
    package static func folded(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A: out.append(UInt8(scalar.value) + 32)
            case 0...0x7F: out.append(UInt8(scalar.value))
            case 0xC0...0x24F: out += foldedLatin[Int(scalar.value) - 0xC0]
            case 0x1E00...0x1EFF: out += foldedVietnamese[Int(scalar.value) - 0x1E00]
            case 0x300...0x36F: continue
            default: out += folding(of: scalar)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The key by which Vietnamese lists are sorted: given name first, then the rest, without marks, then with them.
    package static func sortKey(ofName name: String) -> String {
        let words = tidied(name).split(separator: " ")
        guard let given = words.last else { return "" }
        let rest = words.dropLast().joined(separator: " ")
        return "\(folded(String(given))) \(folded(rest)) \(given) \(rest)"
    }

    private static let foldedLatin = (0xC0...0x24F).map { Unicode.Scalar($0).map(folding) ?? [] }
    private static let foldedVietnamese = (0x1E00...0x1EFF).map { Unicode.Scalar($0).map(folding) ?? [] }

    private static func folding(of scalar: Unicode.Scalar) -> [UInt8] {
        if scalar == "đ" || scalar == "Đ" { return [UInt8(ascii: "d")] }
        let base = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
            .filter { !(0x300...0x36F).contains($0.value) }
        return Array(String(String.UnicodeScalarView(base)).lowercased().utf8)
    }
}
