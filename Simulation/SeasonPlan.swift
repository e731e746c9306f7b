import Base
import Catalogue
import Deadlines

/// A whole season, decided before it begins: who files what when, and how each dossier ends. Pure; the same profile,
/// catalogue and seed give the same plan.
package struct SeasonPlan: Sendable {
    /// One act that will be done: which dossier, which of its steps.
    struct Act: Sendable {
        let at: Instant
        let dossier: Int
        let step: Int
    }

    package let profile: SeasonProfile
    package let seed: UInt64
    package let dossiers: [DossierPlan]
    /// All steps of all dossiers in the order of time.
    let acts: [Act]

    /// Working days that are looked at beyond the season: its last dossiers are settled and collected there.
    private static let daysAfter = 75

    /// - Parameter standing: the moment at which some dossiers stand on the desks and go no further; nil for none.
    /// - Throws: `calendar-missing`, `season-field-unknown`, `season-too-short`.
    package init(
        _ profile: SeasonProfile, procedures: [Procedure], calendar: WorkCalendar, seed: UInt64,
        standing: Instant? = nil
    ) throws(Problem) {
        let lastYear = calendar.years.last?.number ?? profile.last.year
        let horizon = LocalDate(year: lastYear, month: 12, day: 31) ?? profile.last
        let time = try OfficeTime(from: profile.first.adding(days: -10),
            through: min(profile.last.adding(days: Self.daysAfter), max(horizon, profile.last)), calendar: calendar)
        var dossiers: [DossierPlan] = []
        dossiers.reserveCapacity(profile.received)
        var firstPerson = 0
        for office in profile.offices {
            var planner = OfficePlanner(office, from: profile.first, through: profile.last, time: time,
                calendar: calendar, procedures: procedures, firstPerson: firstPerson, seed: seed)
            dossiers += try planner.plans()
            firstPerson += OfficePlanner.filers(of: office) + office.received + office.refused
        }
        if let standing { dossiers = StandingWork.left(of: dossiers, at: standing) }
        self.profile = profile
        self.seed = seed
        self.dossiers = dossiers
        acts = Self.inOrder(dossiers)
    }

    private static func inOrder(_ dossiers: [DossierPlan]) -> [Act] {
        var acts: [Act] = []
        acts.reserveCapacity(dossiers.count * 8)
        for (number, dossier) in dossiers.enumerated() {
            for (step, done) in dossier.steps.enumerated() {
                acts.append(Act(at: done.at, dossier: number, step: step))
            }
        }
        acts.sort { ($0.at, $0.dossier, $0.step) < ($1.at, $1.dossier, $1.step) }
        return acts
    }
}
