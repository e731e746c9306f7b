import Base
import Crypto
import Storage

/// SHA-256 over everything an entry says. Each field goes in with its length before it, so that no two entries have the
/// same bytes: `("ab", "c")` is not `("a", "bc")`, and a missing agency is not an empty one.
struct EntryDigest {
    private var hash = SHA256()

    static func hex(of entry: JournalEntry) -> String {
        var digest = EntryDigest()
        digest.add("motcua journal 1")
        digest.add(entry.number)
        digest.add(entry.at.microseconds)
        digest.add(entry.kind)
        digest.add(entry.subjectKind)
        digest.add(entry.subject)
        digest.add(optional: entry.agency?.description)
        digest.add(optional: entry.actor?.description)
        digest.add(entry.actorName)
        digest.add(entry.actorRole)
        digest.add(entry.requestID)
        digest.add(Int64(entry.facts.count))
        for fact in JSONFacts(entry.facts).sorted {
            digest.add(fact.key)
            digest.add(fact.value)
        }
        digest.add(entry.previousDigest)
        return Hex.text(digest.hash.finalize())
    }

    private mutating func add(_ number: Int64) {
        withUnsafeBytes(of: number.bigEndian) { hash.update(bufferPointer: $0) }
    }

    private mutating func add(_ text: String) {
        add(Int64(text.utf8.count))
        var text = text
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }

    private mutating func add(optional text: String?) {
        add(text == nil ? 0 : 1)
        if let text { add(text) }
    }
}
