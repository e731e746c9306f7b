import Access
import Base
import Journal
import Proof

/// Biên nhận có bằng chứng: the journal's entry by which a dossier was received, with what shows that it stood under a
/// seal. No names of citizens are in it: entries about dossiers tell none.
package struct Receipt: Sendable, Equatable {
    static let format = "motcua receipt 1"
    /// A file that is longer is no receipt.
    package static let bytesMax = 200_000
    /// The entry by which the office takes a dossier in (giấy tiếp nhận hồ sơ).
    static let kind = "dossier.accepted"

    package let code: String
    package let entry: JournalEntry
    /// Nil until the evening after it was received.
    package let sealed: Sealed?

    /// The first seal over the entry, and what leads there.
    package struct Sealed: Sendable, Equatable {
        package let seal: Seal
        package let proof: InclusionProof
        /// A stamp of a time-stamp authority over the seal (RFC 3161), Base64; nil for none.
        package let stamp: String?
        /// The newest seal when the receipt was taken, shown to go on from the first; nil when that is the newest.
        package let later: Later?
    }

    package struct Later: Sendable, Equatable {
        package let seal: Seal
        package let proof: ConsistencyProof
    }

    init(code: String, entry: JournalEntry, sealed: Sealed?) {
        self.code = code
        self.entry = entry
        self.sealed = sealed
    }

    /// When the office took the dossier in.
    package var receivedAt: Instant { entry.at }

    var leaf: TreeHash { SealStore.leaf(of: entry.digest) }
}

// MARK: As a file

extension Receipt {
    /// The file `bien-nhan-CODE.json`.
    package var text: String {
        JSONNode.object([
            ("format", .init(.text(Self.format))), ("code", .init(.text(code))), ("entry", Self.node(entry)),
            ("state", .init(.text(sealed == nil ? "waits-for-seal" : "sealed"))),
            ("sealed", sealed.map(Self.node) ?? .init(.null)),
        ]).orderedText + "\n"
    }

    private static func node(_ entry: JournalEntry) -> JSONNode {
        func text(_ value: String?) -> JSONNode { JSONNode(value.map { .text($0) } ?? .null) }
        return .object([
            ("number", .init(.integer(entry.number))), ("at", .init(.integer(entry.at.microseconds))),
            ("kind", text(entry.kind)), ("subjectKind", text(entry.subjectKind)), ("subject", text(entry.subject)),
            ("agency", text(entry.agency?.description)), ("actor", text(entry.actor?.description)),
            ("actorName", text(entry.actorName)), ("actorRole", text(entry.actorRole)),
            ("requestID", text(entry.requestID)),
            ("facts", .object(entry.facts.sorted { $0.key < $1.key }.map { ($0.key, text($0.value)) })),
            ("previousDigest", text(entry.previousDigest)), ("digest", text(entry.digest)),
        ])
    }

    private static func node(_ sealed: Sealed) -> JSONNode {
        .object([
            ("seal", sealed.seal.node),
            ("index", .init(.integer(sealed.proof.index))), ("size", .init(.integer(sealed.proof.size))),
            ("path", path(sealed.proof.path)),
            ("stamp", JSONNode(sealed.stamp.map { .text($0) } ?? .null)),
            ("later", sealed.later.map { later in
                .object([("seal", later.seal.node), ("path", path(later.proof.path))])
            } ?? .init(.null)),
        ])
    }

    private static func path(_ hashes: [TreeHash]) -> JSONNode {
        JSONNode(.list(hashes.map { JSONNode(.text($0.base64)) }))
    }

    /// Reads such a file; nil for anything else. Whether it is true, `VerifyReceipt` says.
    package init?(reading bytes: [UInt8]) {
        guard bytes.count <= Self.bytesMax, let node = try? JSONReader.read(bytes),
            node["format"]?.text == Self.format, let code = node["code"]?.text,
            let entry = node["entry"].flatMap(Self.entry), let part = node["sealed"]
        else { return nil }
        if part.value == .null {
            self.init(code: code, entry: entry, sealed: nil)
            return
        }
        guard let sealed = Self.sealed(part) else { return nil }
        self.init(code: code, entry: entry, sealed: sealed)
    }

    private static func entry(_ node: JSONNode) -> JournalEntry? {
        func text(_ name: String) -> String? { node[name]?.text }
        guard let number = node["number"]?.integer, let at = node["at"]?.integer, let kind = text("kind"),
            let subjectKind = text("subjectKind"), let subject = text("subject"),
            let actorName = text("actorName"), let actorRole = text("actorRole"), let requestID = text("requestID"),
            let previous = text("previousDigest"), let digest = text("digest"),
            case .object(let members)? = node["facts"]?.value
        else { return nil }
        var facts: [String: String] = [:]
        for member in members {
            guard let fact = member.node.text else { return nil }
            facts[member.name] = fact
        }
        return JournalEntry(
            number: number, at: Instant(microseconds: at), kind: kind, subjectKind: subjectKind, subject: subject,
            agency: text("agency").flatMap { AgencyID($0) }, actor: text("actor").flatMap { AccountID($0) },
            actorName: actorName, actorRole: actorRole, requestID: requestID, facts: facts,
            previousDigest: previous, digest: digest)
    }

    private static func sealed(_ node: JSONNode) -> Sealed? {
        guard let seal = node["seal"].flatMap({ Seal($0) }), let index = node["index"]?.integer,
            let size = node["size"]?.integer, let path = node["path"].flatMap(hashes),
            let stamp = node["stamp"], let part = node["later"]
        else { return nil }
        var later: Later?
        if part.value != .null {
            guard let next = part["seal"].flatMap({ Seal($0) }), let path = part["path"].flatMap(hashes) else {
                return nil
            }
            later = Later(seal: next, proof: ConsistencyProof(first: seal.size, second: next.size, path: path))
        }
        return Sealed(
            seal: seal, proof: InclusionProof(index: index, size: size, path: path), stamp: stamp.text,
            later: later)
    }

    private static func hashes(_ node: JSONNode) -> [TreeHash]? {
        guard let list = node.list, list.count <= 130 else { return nil }
        let hashes = list.compactMap { $0.text.flatMap { TreeHash(base64: $0) } }
        return hashes.count == list.count ? hashes : nil
    }
}
