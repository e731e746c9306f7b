import Access
import Base
import Calendars
import Deadlines
import Journal
import Storage
import Web

/// Keeps the current step of every open dossier up with the journal. What is worked out is read in a snapshot, outside
/// the writers' line; kept is it, with the place in the journal, in one transaction that finds the place unmoved.
enum FollowSteps {
    static let batch = 200
    static let consumer = JournalConsumer("dossiers.steps", from: .first)

    static func follower(_ live: LiveCalendar) -> Follower {
        Follower("dossiers.steps") { try await step($0, live) }
    }

    /// What the next entries change.
    private struct Found: Sendable {
        let position: Int64
        let taken: Int
        var steps: [(step: CurrentStep, agency: AgencyID)] = []
        var gone: [ID<Dossier>] = []
    }

    /// - Returns: whether more may be waiting.
    static func step(_ database: any Database, _ live: LiveCalendar) async throws -> Bool {
        guard let found = try await database.read({ try look(live, in: $0) }) else { return false }
        return try await database.write(lane: .free) { tx in
            // Another process was faster: what it has taken is not taken again.
            guard try Journal.position(of: consumer, in: tx) == found.position else { return true }
            try Journal.advance(consumer: consumer, in: tx, limit: found.taken) { _, _ in }
            try CurrentStepStore.save(found.steps, in: tx)
            try CurrentStepStore.remove(found.gone, in: tx)
            return found.taken == batch
        }
    }

    /// Nil when nothing is waiting.
    private static func look(_ live: LiveCalendar, in snapshot: Snapshot) throws -> Found? {
        let position = try Journal.position(of: consumer, in: snapshot)
        let entries = try Journal.entries(after: position, limit: batch, in: snapshot)
        guard !entries.isEmpty else { return nil }
        var found = Found(position: position, taken: entries.count)
        let about = entries.filter { $0.subjectKind == Dossier.subjectKind }
        let ids = Set(about.compactMap { ID<Dossier>($0.subject) })
        let dossiers = try CurrentStepStore.dossiers(ids.sorted(), in: snapshot)
        let resolved = dossiers.filter { $0.state.isBeingResolved && $0.acceptedAt != nil }
        let calendar = try live.current(in: snapshot)
        let edition = try resolved.isEmpty ? 0 : CalendarLedger(in: snapshot).last
        for basis in try CurrentStepStore.bases(of: resolved, in: snapshot) {
            guard let step = CurrentStep(basis, in: calendar, edition: edition) else { continue }
            found.steps.append((step, basis.dossier.agency))
        }
        found.gone = ids.subtracting(found.steps.map(\.step.dossier)).sorted()
        return found
    }
}
