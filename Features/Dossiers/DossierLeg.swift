import Access
import Base
import Deadlines

/// Chặng liên thông: the part of a dossier's way that another agency takes, with a time limit of its own. Handed over
/// and received by name and moment on both ends (giao, nhận), so that the control sheet (form 06) can be filled.
///
/// Everything that the other agency must know to act is here and in the entries `dossier.sent-on` to
/// `dossier.received-back`: it may be an agency of this installation or, later, one of another.
package struct DossierLeg: Sendable, Equatable {
    package static let taskLengthMax = 500

    /// Who gave or took, and when.
    package struct Hand: Sendable, Equatable {
        package let name: String
        package let at: Instant
    }

    /// From 1.
    package let number: Int
    package let from: AgencyID
    package let to: AgencyID
    package let toName: String
    /// What is asked of the other agency.
    package let task: String
    package let term: Term
    package let sent: Hand
    /// Nil until somebody there has taken it.
    package let taken: Hand?
    /// Set when it is taken.
    package let dueAt: Instant?
    /// Nil while the other agency has it.
    package let givenBack: Hand?
    /// What came out of it.
    package let outcome: String
    /// The agency that resolves has it back, or the next leg's has taken over.
    package let received: Hand?

    /// What its date rests on: its own term from the moment when it was taken, less what stood meanwhile. Nil until it
    /// is taken, and once it is given back.
    func matter(_ record: ClockRecord) -> DeadlineCase? {
        guard let taken, givenBack == nil else { return nil }
        return DeadlineCase(
            term: term, acceptedAt: taken.at, stops: record.counted.filter { $0.from >= taken.at })
    }
}
