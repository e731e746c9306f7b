import Base
import Catalogue

/// Everything that will happen to one invented dossier, decided before it begins.
package struct DossierPlan: Sendable, Equatable {
    package enum Deed: String, Sendable {
        /// Online: the citizen files from their account.
        case file
        case accept, refuse
        /// At the counter: filed and accepted at once.
        case receive
        case scan
        case claim
        case askSupplement = "ask-supplement"
        case supply, propose
        case sendBack = "send-back"
        case approve, publish
        case handOver = "hand-over"
        case withdraw
        /// Where a claimed dossier may stand this morning.
        case askDuty = "ask-duty"
        case suspend
        case sendOn = "send-on"
        case reviewDraft = "review-draft"
        case decline, stop
    }

    package struct Step: Sendable, Equatable {
        package let at: Instant
        package let deed: Deed
    }

    /// How it stands at the end of its season.
    package enum Outcome: String, Sendable {
        case settled, settledLate = "settled-late", open, withdrawn, refused
    }

    /// The agency's statistics code.
    package let agency: String
    package let procedure: ID<Procedure>
    package let procedureCode: String
    package let field: String
    package let channel: Channel
    package let outcome: Outcome
    package let isDigitised: Bool
    /// The citizen who files online, as the number of an invented person; nil at the counter.
    package let filer: Int?
    /// Whose matter it is; the filer themselves, or somebody of their family.
    package let applicant: Int
    /// The last day of the lawful time, supplement counted; nil when it is refused.
    package let due: LocalDate?
    /// Who of several officers acts.
    package let turn: Int
    /// In the order of time; at least one.
    package let steps: [Step]

    /// The same dossier with another course.
    func with(steps: [Step]) -> DossierPlan {
        DossierPlan(agency: agency, procedure: procedure, procedureCode: procedureCode, field: field, channel: channel,
            outcome: outcome, isDigitised: isDigitised, filer: filer, applicant: applicant, due: due, turn: turn,
            steps: steps)
    }

    /// When the agency accepted it; nil when it never did.
    package var acceptedAt: Instant? { steps.first { $0.deed == .accept || $0.deed == .receive }?.at }
    /// When it was settled: result there, withdrawn or refused.
    package var settledAt: Instant? {
        steps.first { $0.deed == .publish || $0.deed == .withdraw || $0.deed == .refuse }?.at
    }
}
