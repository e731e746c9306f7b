import Access
import Base
import Catalogue
import Deadlines
import Identity
import Journal
import Reporting
import Simulation
import Storage

/// Makes an installation out of nothing and plays a season in it: `motcua simulate`, and with some weeks up to today
/// behind it `motcua demo`.
package struct PlaySeason: Sendable {
    /// When the invariants are checked.
    package enum Check: String, Sendable, CaseIterable {
        /// After every day what is new, and everything at the end.
        case everyDay = "every-day"
        case end
        case none
    }

    /// How far it has come.
    package struct Progress: Sendable {
        package let dossiers: Int
        package let all: Int
        /// Nil while the dossiers of a day are being played.
        package let day: LocalDate?
    }

    package struct Outcome: Sendable {
        package var dossiers = 0
        package var deeds = 0
        package var head = JournalHead.empty
        /// Of all agencies of the season together, for its period.
        package var figures = FigureSummary()
        package var violations: [Invariants.Violation] = []
    }

    /// After this many violations the rest is not looked for.
    private static let violationsMax = 20

    package let profile: SeasonProfile
    /// Dossiers of the weeks around today that follow the season; 0 for none.
    package let recent: Int
    package let seed: Int
    package let check: Check

    package init(_ profile: SeasonProfile, recent: Int = 0, seed: Int, check: Check) {
        self.profile = profile
        self.recent = recent
        self.seed = seed
        self.check = check
    }

    /// - Throws: `installation-exists` when the data is somebody's already; what planning and the deeds refuse with.
    package func run(
        in house: Storehouse, password: PasswordHash, now: Instant,
        progress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) async throws -> Outcome {
        let stage = try await setStage(in: house.database, password: password)
        var player = try await SeasonPlayer(database: house.database, blobs: house.blobs, stage: stage,
            policy: Features.policy, calendar: .vietnam, seed: UInt64(seed), createdAt: opening)
        var outcome = Outcome()
        var invariants = Invariants(house.database)
        // Nothing of the season itself happens after its last day; only the demonstration goes on with it.
        let end = recent > 0 ? now : Instant(profile.last.adding(days: 1)).adding(seconds: -1)
        let all = profile.received + recent
        for plan in try await plans(in: house.database, now: now) {
            let before = outcome.dossiers
            let played = try await player.play(plan, until: min(end, now),
                progress: { progress(Progress(dossiers: before + $0, all: all, day: nil)) },
                afterDay: { day in
                    guard check == .everyDay else { return }
                    progress(Progress(dossiers: before, all: all, day: day))
                    try await Self.catchUp(house.database)
                    outcome.violations += try await invariants.checkNews()
                    guard outcome.violations.count < Self.violationsMax else { throw Broken(outcome.violations) }
                })
            outcome.dossiers += played.dossiers
            outcome.deeds += played.deeds
        }
        if recent > 0 { try await actForOthers(in: house, now: now) }
        try await Self.catchUp(house.database)
        if check != .none { outcome.violations += try await invariants.checkAll() }
        guard outcome.violations.isEmpty else { throw Broken(outcome.violations) }
        return try await finished(outcome, in: house.database)
    }

    /// The demonstration's people who act for somebody else, as of today.
    private func actForOthers(in house: Storehouse, now: Instant) async throws {
        let scan = try await SampleScan.stage(in: house.blobs, createdAt: opening)
        try await house.database.write { tx in
            guard let commune = try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: tx) else { return }
            try RepeatableIDs.with(seed: UInt64(seed)) {
                try DemoActing(agency: commune.id, scan: scan, now: now).run(in: tx)
            }
        }
    }

    /// What runs beside a server runs here once: the figures take what the journal has.
    private static func catchUp(_ database: any Database) async throws {
        for follower in Features.all.flatMap(\.followers) { try await follower.catchUp(database) }
    }

    /// The invariants do not hold: a fault of the program.
    package struct Broken: Error, Sendable {
        package let violations: [Invariants.Violation]

        init(_ violations: [Invariants.Violation]) { self.violations = violations }
    }

    /// The evening before the season: everything is made then.
    private var opening: Instant { Instant(profile.first.adding(days: -1), LocalTime(hour: 16, minute: 0)) }

    private func setStage(in database: any Database, password: PasswordHash) async throws -> SeasonStage {
        func act(_ permission: Permission) throws(Problem) -> Act {
            let permit = try Features.policy.permit(permission, to: .system("motcua simulate"))
            return Act(permit: permit, at: opening, requestID: "season")
        }
        let (setUp, publishing) = (try act(.identitySetUp), try act(.editCatalogue))
        return try await database.write { tx in
            let kind = Installation.Kind.demo(seed: seed, dossiers: profile.received + recent,
                profile: profile.received > 0 ? profile.name : "")
            try InstallationStore.mark(Installation(kind: kind, at: opening, isWhole: false), in: tx)
            return try RepeatableIDs.with(seed: UInt64(seed)) {
                try Journal.append(
                    JournalDraft("installation.made", of: "installation", "demo", agency: nil, facts: [
                        "seed": "\(seed)", "profile": profile.name, "dossiers": "\(profile.received + recent)",
                        "version": Version.text,
                    ]), by: setUp, in: tx)
                return try SeasonStage.set(for: profile, password: password, in: tx, setUp: setUp,
                    publishing: publishing)
            }
        }
    }

    private func plans(in database: any Database, now: Instant) async throws -> [SeasonPlan] {
        let procedures = try await database.read { try ProcedureStore.all(on: profile.last, in: $0) }
        var plans = [try SeasonPlan(profile, procedures: procedures, calendar: .vietnam, seed: UInt64(seed))]
        if recent > 0, let agency = profile.offices.first?.agency {
            let weeks = RecentWeeks.season(of: agency, around: now.localDate, count: recent)
            plans.append(try SeasonPlan(
                weeks, procedures: procedures, calendar: .vietnam, seed: UInt64(seed), standing: now))
        }
        return plans
    }

    private func finished(_ outcome: Outcome, in database: any Database) async throws -> Outcome {
        var outcome = outcome
        try await database.write { tx in try InstallationStore.markWhole(in: tx) }
        guard let period = ReportPeriod(from: profile.first, through: profile.last) else { return outcome }
        let codes = profile.offices.map(\.agency.code)
        let (figures, head) = try await database.read { snapshot in
            let agencies = try codes.compactMap { try AgencyStore.agency(statisticsCode: $0, in: snapshot)?.id }
            let report = try FigureReport.byField(FigureScope(agencies), period, today: profile.last, in: snapshot)
            return (report.total, try Journal.head(in: snapshot))
        }
        outcome.figures = figures
        outcome.head = head
        return outcome
    }
}
