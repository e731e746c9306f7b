/// Where the chain ends: the number and the digest of the last entry. Noted outside the database (on paper, in a
/// backup, at the province) it proves later that nothing up to it was rewritten.
package struct JournalHead: Sendable, Equatable {
    /// 0 while the journal is empty.
    package let number: Int64
    /// SHA-256, hexadecimal; 64 zeros while the journal is empty.
    package let digest: String

    package init(number: Int64, digest: String) {
        self.number = number
        self.digest = digest
    }

    /// Before the first entry.
    package static let empty = JournalHead(number: 0, digest: String(repeating: "0", count: 64))
}
