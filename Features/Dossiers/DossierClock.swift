import Base
import Deadlines

/// What the time limit of one dossier rests on, gathered for the deadline engine: one place for the deeds that set the
/// due date and for the pages that explain it.
enum DossierClock {
    /// - Parameter supplement: one that was asked before acceptance takes nothing from the time limit; one that the
    ///   office asked for later begins it anew when it is answered (NĐ 61/2018, article 19.4).
    static func matter(_ term: Term, acceptedAt: Instant, supplement: Supplement?) -> DeadlineCase {
        let stops = supplement.map { supplement in
            supplement.askedFrom == .submitted ? [] : [
                Stop(from: supplement.askedAt, to: supplement.answeredAt, ground: .supplement, effect: .restarts)
            ]
        }
        return DeadlineCase(term: term, acceptedAt: acceptedAt, stops: stops ?? [])
    }

    /// Nil before acceptance.
    static func matter(_ folder: DossierFolder) -> DeadlineCase? {
        guard let accepted = folder.dossier.acceptedAt, let term = folder.content.term else { return nil }
        return matter(term, acceptedAt: accepted, supplement: folder.supplement)
    }
}
