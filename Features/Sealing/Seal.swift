import Base
import Journal
import Proof

/// Một lần niêm phong: the journal as it was at one moment, signed. What it covers cannot be changed unseen by anybody
/// who has kept the seal, on the wall or in a file.
package struct Seal: Sendable, Equatable {
    /// From 1, without gaps.
    package let number: Int64
    /// To the second, as the note says it.
    package let at: Instant
    package let head: TreeHead
    /// The digest of the journal's last entry then: its number is the tree's size.
    package let chain: String
    package let note: SignedNote
    package let key: PublicSealKey

    /// Entries that it covers: those numbered 1 to this.
    package var size: Int64 { head.size }

    /// Signs what the tree is.
    /// - Throws: what the crypto library throws.
    static func made(
        _ number: Int64, origin: String, edge: TreeEdge, chain: String, at now: Instant, with key: SealKey
    ) throws -> Seal {
        let head = TreeHead(
            origin: origin, size: edge.size, root: edge.root,
            further: ["seal \(number)", "at \(now.iso8601)", "chain \(chain)"])
        let note = try SignedNote(signing: head.text, as: origin, with: key.key)
        guard let seal = Seal(note: note, key: key.publicKey) else {
            throw Problem("seal-unreadable", status: 500, arguments: ["number": "\(number)"])
        }
        return seal
    }

    /// Nil when the note says less than a seal says. Whether it is signed, `isSigned` says.
    init?(note: SignedNote, key: PublicSealKey) {
        guard let head = TreeHead(note.text), head.origin == note.signer, head.size > 0,
            let number = head["seal"].flatMap({ Int64($0) }), number > 0,
            let at = head["at"].flatMap({ Instant(iso8601: $0) }), let chain = head["chain"],
            TreeHash(hex: chain) != nil
        else { return nil }
        self.number = number
        self.at = at
        self.head = head
        self.chain = chain
        self.note = note
        self.key = key
    }

    package var isSigned: Bool { note.isSigned(by: key) }

    /// As a line of the file beside the database, without its end.
    package var line: String { node.orderedText }

    var node: JSONNode {
        JSONNode.object([
            ("seal", JSONNode(.integer(number))), ("note", JSONNode(.text(note.note))),
            ("key", JSONNode(.text(key.base64))),
        ])
    }

    /// Reads what `line` writes; nil for anything else.
    init?(_ node: JSONNode) {
        guard let note = node["note"]?.text.flatMap({ SignedNote($0) }),
            let key = node["key"]?.text.flatMap({ PublicSealKey($0) }),
            let seal = Seal(note: note, key: key), node["seal"]?.integer == seal.number
        else { return nil }
        self = seal
    }

    /// Reads a file of seals, one a line.
    /// - Throws: `Problem` `seals-unreadable` with the line's number.
    package static func read(lines bytes: [UInt8]) throws(Problem) -> [Seal] {
        var seals: [Seal] = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let node = try? JSONReader.read(Array(line)), let seal = Seal(node) else {
                throw Problem("seals-unreadable", arguments: ["line": "\(index + 1)"])
            }
            seals.append(seal)
        }
        return seals
    }
}

extension JSONNode {
    /// An object with its members in this order.
    static func object(_ members: [(name: String, node: JSONNode)]) -> JSONNode {
        JSONNode(.object(members.map { Member(name: $0.name, node: $0.node) }))
    }
}
