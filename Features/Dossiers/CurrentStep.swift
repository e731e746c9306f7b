import Base
import Calendars
import Deadlines

/// Bước đang làm: the part of the way in which an open dossier is now, with the end of its share of the time - the step
/// of the internal way, or the leg while another agency has the dossier. Beside the dossier's own date, which the
/// person was promised, this is what the officials promised each other.
package struct CurrentStep: Sendable, Equatable {
    package let dossier: ID<Dossier>
    /// As the internal way calls it; of a leg what the other agency was asked for.
    package let name: String
    package let isLeg: Bool
    package let from: Instant
    /// Nil while the clock stands, while nobody of the other agency has taken the leg, and beyond the calendar.
    package let dueAt: Instant?
    /// Of the dossier that it was worked out for; a dossier that has changed since has another step, perhaps.
    let revision: Int
    /// The last revision of the working calendar that it rests on.
    let calendar: Int64

    /// Judged by date, as everything is; nil while nothing can be said.
    package func punctuality(at now: Instant) -> Punctuality? {
        dueAt.map { Punctuality(due: $0, finished: nil, now: now) }
    }

    package func isLate(at now: Instant) -> Bool { punctuality(at: now)?.isLate ?? false }
}

extension CurrentStep {
    /// Nil for what nobody resolves, and before acceptance.
    /// - Parameters:
    ///   - calendar: everybody's, the agencies' own in it.
    ///   - edition: its last revision.
    init?(_ basis: DossierCourse.Basis, in calendar: WorkCalendar, edition: Int64) {
        let state = basis.dossier.state
        guard state.isBeingResolved, basis.dossier.acceptedAt != nil else { return nil }
        (dossier, revision, self.calendar) = (basis.dossier.id, basis.dossier.revision, edition)
        if let leg = basis.leg {
            (name, isLeg, from) = (leg.task, true, leg.taken?.at ?? leg.sent.at)
            dueAt = state.isClockStanding ? nil : leg.dueAt
        } else {
            let course = DossierCourse(basis, calendar: calendar)?.course
            guard let now = course?.legs.last, now.to == nil else { return nil }
            (name, isLeg, from) = (now.step.name, false, now.from)
            dueAt = state.isClockStanding ? nil : now.due
        }
    }

    /// Whether it says the same, under whatever revision of the calendar.
    func agrees(with other: CurrentStep?) -> Bool {
        guard let other else { return false }
        return (name, isLeg, from, dueAt) == (other.name, other.isLeg, other.from, other.dueAt)
    }
}
