import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Dossiers
import Identity
import Storage

/// Plays a plan through the deeds of a real office, in the order of time, with the plan's time for the clock. What
/// happens within a day is written in few large transactions: one fsync for hundreds of deeds.
package struct SeasonPlayer {
    package struct Outcome: Sendable, Equatable {
        package var dossiers = 0
        package var deeds = 0
    }

    /// What is told while it goes on: how many dossiers there are already.
    package typealias Progress = @Sendable (_ dossiers: Int) -> Void

    /// Deeds that share a transaction at most: the journal's lane is held meanwhile.
    private static let deedsPerTransaction = 400

    let database: any Database
    let stage: SeasonStage
    let scan: StagedFile
    let policy: AccessPolicy
    let calendar: WorkCalendar
    private let seed: UInt64
    private var memory = SeasonMemory()
    private var transactions: UInt64 = 0

    /// - Parameter createdAt: the moment that the sample papers bear.
    package init(
        database: any Database, blobs: any BlobStore, stage: SeasonStage, policy: AccessPolicy, calendar: WorkCalendar,
        seed: UInt64, createdAt: Instant
    ) async throws {
        self.database = database
        self.stage = stage
        self.policy = policy
        self.calendar = calendar
        self.seed = seed
        scan = try await SampleScan.stage(in: blobs, createdAt: createdAt)
        memory.accounts = stage.citizens
    }

    /// - Parameters:
    ///   - end: what would happen later does not happen.
    ///   - afterDay: is called when everything of a day has been done and is on the disk.
    package mutating func play(
        _ plan: SeasonPlan, until end: Instant, progress: Progress = { _ in },
        afterDay: (LocalDate) async throws -> Void = { _ in }
    ) async throws -> Outcome {
        let procedures = try await procedures(of: plan)
        var outcome = Outcome()
        memory.dossiers = [:]
        var acts = plan.acts.prefix { $0.at <= end }
        while let day = acts.first?.at.localDate {
            let today = acts.prefix { $0.at.localDate == day }
            acts = acts.dropFirst(today.count)
            var left = today
            while !left.isEmpty {
                let batch = Array(left.prefix(Self.deedsPerTransaction))
                left = left.dropFirst(batch.count)
                try await write(batch, of: plan, procedures)
                outcome.deeds += batch.count
                outcome.dossiers += batch.count(where: { $0.step == 0 })
                progress(outcome.dossiers)
            }
            try await afterDay(day)
        }
        return outcome
    }

    private mutating func write(
        _ batch: [SeasonPlan.Act], of plan: SeasonPlan, _ procedures: [ID<Procedure>: Procedure]
    ) async throws {
        transactions += 1
        let known = memory
        let ids = seed &+ transactions &* 0x9E37_79B9_7F4A_7C15
        let deeds = SeasonDeeds(stage: stage, scan: scan, policy: policy, calendar: calendar, procedures: procedures,
            seed: seed)
        // The closure may run again after a conflict: it begins with what was known before, and makes the same ids.
        memory = try await database.write { tx in
            try RepeatableIDs.with(seed: ids) {
                var memory = known
                for act in batch {
                    try deeds.perform(plan.dossiers[act.dossier], act, &memory, in: tx)
                }
                return memory
            }
        }
    }

    private func procedures(of plan: SeasonPlan) async throws -> [ID<Procedure>: Procedure] {
        let wanted = Set(plan.dossiers.map(\.procedure))
        return try await database.read { snapshot in
            var found: [ID<Procedure>: Procedure] = [:]
            for id in wanted { found[id] = try ProcedureStore.version(id, in: snapshot) }
            return found
        }
    }
}

/// What has come of the plan so far.
struct SeasonMemory: Sendable {
    struct Kept: Sendable {
        let id: ID<Dossier>
        let office: OfficeID
    }

    /// Those under way, by their number in the plan.
    var dossiers: [Int: Kept] = [:]
    /// Citizens with an account, by the number of the invented person.
    var accounts: [Int: Caller] = [:]
    /// The last number of the register of results, by agency and year.
    var resultNumbers: [String: Int] = [:]
}
