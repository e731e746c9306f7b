import Access
import Base
import Blobs
import Crypto
import Files
import Foundation
import Journal
import Storage

/// Thực hiện tiêu hủy: after the days of mercy the program destroys what was marked, some records a transaction. Killed
/// anywhere it goes on where it was: a record and its mark change in one commit, so none is lost and none done twice.
package struct CarryOutPurge: Sendable {
    private static let batch = 20
    /// Bytes stay a day longer than their rows: an upload of the same file that is under way keeps them.
    private static let bytesStaySeconds: Int64 = 86_400

    let permit: Permit
    let purgers: [String: Purger]

    /// - Throws: `Problem` when the policy does not know of the schedule.
    package init(policy: AccessPolicy, purgers: [Purger]) throws(Problem) {
        permit = try policy.permit(.purgeCarryOut, to: .system("privacy"))
        self.purgers = Dictionary(purgers.map { ($0.kind, $0) }) { first, _ in first }
    }

    /// Does what is due, then removes the bytes that nobody needs.
    package func run(on database: any Database, blobs: any BlobStore, at now: Instant) async throws {
        let act = Act(permit: permit, at: now, requestID: "")
        for run in try await database.read({ try PurgeStore.due(at: now, in: $0) }) {
            guard let purger = purgers[run.kind] else { continue }
            while try await step(run, purger, on: database, act) {}
        }
        try await removeBytes(on: database, blobs: blobs, at: now)
    }

    /// - Returns: whether more is left.
    func step(_ run: PurgeRun, _ purger: Purger, on database: any Database, _ act: Act) async throws -> Bool {
        try await database.write { tx in
            // Called back, or done by another process, since it was listed.
            guard try PurgeStore.run(run.id, of: run.agency, in: tx).state == .approved else { return false }
            let items = try PurgeStore.items(of: run.id, .marked, limit: Self.batch, in: tx)
            for item in items { try end(item, run, purger, act, in: tx) }
            guard items.count < Self.batch else { return true }
            try finish(run, act, in: tx)
            return false
        }
    }

    private func end(_ item: PurgeItem, _ run: PurgeRun, _ purger: Purger, _ act: Act, in tx: Transaction) throws {
        if try purger.isHeld(item.record, from: run.agency, in: tx) {
            _ = try PurgeStore.end(item.record, of: run.id, as: .held, at: act.at, in: tx)
            return
        }
        switch try purger.destroy(item.record, run.agency, run.before, act.at, tx) {
        case .kept: _ = try PurgeStore.end(item.record, of: run.id, as: .kept, at: act.at, in: tx)
        case .destroyed(let files):
            _ = try PurgeStore.end(item.record, of: run.id, as: .destroyed, at: act.at, in: tx)
            try PurgeStore.insert(bytes: files, at: act.at, in: tx)
        }
    }

    private func finish(_ run: PurgeRun, _ act: Act, in tx: Transaction) throws {
        var done = run
        done.state = .done
        done.endedAt = act.at
        done.endedName = act.caller.name
        try PurgeStore.update(done, in: tx)
        let counts = try PurgeStore.counts(of: run.id, in: tx)
        try PurgeLedger.tell("purge.carried-out", done, [
            "destroyed": "\(counts[.destroyed] ?? 0)", "held": "\(counts[.held] ?? 0)",
            "kept": "\(counts[.kept] ?? 0)", "digest": try Self.digest(of: run.id, in: tx),
        ], by: act, in: tx)
    }

    /// SHA-256 over the ids of what was destroyed, sorted, one a line: the record of destruction names it, and a list
    /// kept elsewhere can be held against it.
    static func digest(of run: ID<PurgeRun>, in snapshot: Snapshot) throws -> String {
        let ids = try PurgeStore.items(of: run, .destroyed, limit: ProposePurge.recordsMax, in: snapshot)
            .map(\.record).sorted()
        return Hex.text(SHA256.hash(data: Data(ids.map { $0 + "\n" }.joined().utf8)))
    }

    private func removeBytes(on database: any Database, blobs: any BlobStore, at now: Instant) async throws {
        let moment = now.adding(seconds: -Self.bytesStaySeconds)
        while true {
            let digests = try await database.read { try PurgeStore.bytes(freedBefore: moment, limit: 100, in: $0) }
            guard !digests.isEmpty else { return }
            for digest in digests {
                let isUsed = try await database.read { try FileStore.isUsed(digest, in: $0) }
                if !isUsed { try await blobs.remove(digest, writtenBefore: moment) }
                try await database.write(lane: .free) { try PurgeStore.forget(bytes: digest, in: $0) }
            }
        }
    }
}
