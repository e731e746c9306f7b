import Base
import Calendars
import Deadlines
import Journal
import Storage

/// Whether the kept steps say what the journal and the working calendar add up to: each is worked out anew, in the
/// calendar that it rests on. What the follower has not come to yet is not judged.
struct StepInvariants {
    private let base: WorkCalendar
    private let ledger: CalendarLedger
    /// How far in the journal the follower is.
    private let followed: Int64
    private let kept: [ID<Dossier>: CurrentStep]
    private var calendars: [Int64: WorkCalendar] = [:]

    init(of dossiers: [Dossier], over base: WorkCalendar = .vietnam, in snapshot: Snapshot) throws {
        self.base = base
        ledger = try CalendarLedger(in: snapshot)
        followed = try Journal.position(of: FollowSteps.consumer, in: snapshot)
        kept = try CurrentStepStore.kept(dossiers.map(\.id), in: snapshot)
    }

    /// What is wrong with one of them, in words.
    mutating func rules(_ dossier: Dossier, _ entries: [JournalEntry], in snapshot: Snapshot) throws -> [String] {
        let step = kept[dossier.id]
        if let step, step.revision > dossier.revision { return ["step of a revision \(step.revision) to come"] }
        guard step != nil || dossier.state.isBeingResolved, step?.revision ?? dossier.revision == dossier.revision,
            entries.last.map({ $0.number <= followed }) ?? false
        else { return [] }
        let basis = try CurrentStepStore.basis(of: dossier,
            clock: DossierClockStore.record(of: dossier.id, in: snapshot), history: entries, in: snapshot)
        let edition = step?.calendar ?? ledger.last
        let calendar = calendars[edition] ?? ledger.calendar(through: edition, over: base)
        calendars[edition] = calendar
        let told = CurrentStep(basis, in: calendar, edition: edition)
        var rules: [String] = []
        if step.map({ !$0.agrees(with: told) }) ?? (told != nil) {
            rules.append("step \(Self.words(step)), journal and calendar say \(Self.words(told))")
        }
        if let leg = basis.leg, leg.taken != nil {
            let said = entries.last { $0.facts["leg-due"] != nil }?.facts["leg-due"]
            if said != leg.dueAt?.iso8601 {
                rules.append("leg due \(leg.dueAt?.iso8601 ?? "never"), journal says \(said ?? "never")")
            }
        }
        return rules
    }

    private static func words(_ step: CurrentStep?) -> String {
        step.map { "\($0.name) due \($0.dueAt?.iso8601 ?? "never")" } ?? "none"
    }
}
