import Access
import Base
import Identity
import Journal
import Proof
import Storage

/// Niêm phong nhật ký: adds what came since the last seal to the tree, signs it, keeps it. The reading goes in short
/// steps beside those who work; one small transaction ends it.
package struct CloseJournal: Sendable {
    static let batch = 5000

    let database: any Database
    let key: SealKey

    package init(_ database: any Database, key: SealKey) {
        self.database = database
        self.key = key
    }

    /// - Parameter permit: of whoever seals; the program itself in the evening.
    /// - Returns: the new seal; the last one when nothing was written since. Nil for an empty journal.
    /// - Throws: `Problem` `seal-disagrees` when the journal is not the one that was sealed last, `seal-gap` when an
    ///   entry is missing.
    @discardableResult
    package func run(
        permit: Permit, at now: Instant, requestID: String, progress: (_ percent: Int) async throws -> Void = { _ in }
    ) async throws -> Seal? {
        let begin = try await database.read { try Beginning($0) }
        guard begin.hasNews else { return begin.last }
        var (edge, nodes, chain) = (begin.edge, [(TreeNode, TreeHash)](), "")
        while edge.size < begin.head.number {
            let (from, limit) = (edge.size, Int(min(Int64(Self.batch), begin.head.number - edge.size)))
            let leaves = try await database.read { try Journal.digests(after: from, limit: limit, in: $0) }
            guard !leaves.isEmpty else { throw Self.gap(after: from) }
            for leaf in leaves {
                guard leaf.number == edge.size + 1 else { throw Self.gap(after: edge.size) }
                edge.add(SealStore.leaf(of: leaf.digest)) { if TileShelf.keeps($0.level) { nodes.append(($0, $1)) } }
                chain = leaf.digest
            }
            try await progress(Int(edge.size * 100 / begin.head.number))
        }
        let number = (begin.last?.number ?? 0) + 1
        let seal = try Seal.made(number, origin: begin.origin, edge: edge, chain: chain, at: now, with: key)
        let act = Act(permit: permit, at: now, requestID: requestID)
        return try await database.write { [nodes] tx in
            // Another process was faster: its seal is as good.
            let last = try SealStore.last(in: tx)
            guard (last?.number ?? 0) + 1 == number else { return last }
            try SealStore.insert(seal, nodes, in: tx)
            try Journal.append(
                JournalDraft("seal.closed", of: "seal", "\(number)", agency: nil,
                    facts: ["size": "\(seal.size)", "root": seal.head.root.hex, "key": key.publicKey.fingerprint]),
                by: act, in: tx)
            return seal
        }
    }

    /// Where the new seal begins.
    private struct Beginning: Sendable {
        let last: Seal?
        let head: JournalHead
        let edge: TreeEdge
        let origin: String

        /// Whether there is something to seal; that it was sealed last is no news.
        var hasNews: Bool { head.number > (last.map { $0.size + 1 } ?? 0) }

        init(_ snapshot: Snapshot) throws {
            last = try SealStore.last(in: snapshot)
            head = try Journal.head(in: snapshot)
            var shelf = SealStore.shelf(in: snapshot)
            do { edge = try TreeEdge(size: last?.size ?? 0, of: &shelf) } catch is TreeGap {
                throw CloseJournal.disagreement(last)
            }
            // A seal over another past would prove nothing and hide the change: somebody must look first.
            if let last, edge.root != last.head.root { throw CloseJournal.disagreement(last) }
            origin = try last?.head.origin ?? CloseJournal.origin(in: snapshot)
        }
    }

    private static func disagreement(_ seal: Seal?) -> Problem {
        Problem("seal-disagrees", status: 409, arguments: ["number": "\(seal?.number ?? 0)"])
    }

    private static func gap(after number: Int64) -> Problem {
        Problem("seal-gap", status: 409, arguments: ["number": "\(number + 1)"])
    }

    /// Names the journal for ever: the identifier of the first agency that is served, as its dossiers bear it.
    private static func origin(in snapshot: Snapshot) throws -> String {
        let agency = try AgencyStore.served(in: snapshot).first
        return "motcua/\(agency?.identifier ?? agency?.statisticsCode ?? "0")"
    }
}
