import Access
import Base
import Storage
import Synchronization
import Web

/// Nhật ký truy cập: the one place where a look at somebody's papers is written down. The dispatcher calls `record`
/// with the answer in its hand, so a look is on the disk before it is shown; what cannot be written is not shown. A
/// worklist is: its line names nobody, and an office whose disk is full must still see what is due.
///
/// The lines are a table of their own and not entries of the journal: readings outnumber deeds by far, need no place in
/// one chain, and would make every page wait in the line in which deeds stand. The digest of each day's lines is an
/// entry of the journal (`CloseReadDays`), so that the day's seal covers them, too.
package final class ReadLog: Sendable {
    /// The same look again within this time adds no line: a page reloaded, a file opened twice.
    package static let quietSeconds: Int64 = 600
    /// Younger days the database itself does not let go: a year, and a day for the hours on either side.
    static let keptDays = 368
    private static let rememberedMax = 20_000

    private struct Look: Hashable {
        let account: AccountID
        let inPlaceOf: [AccountID]
        let what: Reading.What
        let kind: String
        let records: [String]
        let part: String
        let address: String
        /// Through the API.
        let isProgram: Bool
    }

    private let database: any Database
    /// When each look was last written by this process. Others write their own, a restart begins anew: a line too many
    /// does no harm, one too few would.
    private let recent = Mutex<[Look: Instant]>([:])

    package init(database: any Database) { self.database = database }

    /// Returns once the look is written down.
    /// - Throws: `StorageError` when it cannot be; then nothing may be shown. Never for a worklist: the next look at it
    ///   is written.
    package func record(_ read: ReadAct) async throws {
        let isWorklist = read.reading.kind == ReadLine.worklist
        // An empty worklist has shown nobody.
        guard let account = read.act.caller.account, !isWorklist || !read.records.isEmpty else { return }
        let look = Look(
            account: account, inPlaceOf: read.act.caller.staff?.standsInFor.map(\.account) ?? [],
            what: read.reading.what, kind: read.reading.kind, records: isWorklist ? [] : read.records,
            part: isWorklist ? read.door : read.part,
            address: read.address, isProgram: read.door.hasPrefix("/api/"))
        guard !isRecent(look, at: read.act.at) else { return }
        do {
            try await database.write(lane: .free) { tx in
                try ReadLogStore.insert(try ReadLine(read, by: account, in: tx), in: tx)
            }
        } catch is StorageError where isWorklist { return }
        recent.withLock { recent in
            if recent.count >= Self.rememberedMax {
                recent = recent.filter { read.act.at.seconds(since: $0.value) < Self.quietSeconds }
                if recent.count >= Self.rememberedMax { recent = [:] }
            }
            recent[look] = read.act.at
        }
    }

    private func isRecent(_ look: Look, at now: Instant) -> Bool {
        recent.withLock { recent in recent[look].map { now.seconds(since: $0) < Self.quietSeconds } ?? false }
    }
}
