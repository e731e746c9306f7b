import Access
import Base
import Catalogue
import Deadlines
import Storage

/// Hồ sơ: one person's matter under one procedure, from filing to the handing over of its result.
///
/// This is the checked copy of what the journal tells: `DossierHistory.state(of:)` folds the entries and must give the
/// same state.
package struct Dossier: Sendable, Equatable {
    /// The subject of a dossier's journal entries.
    package static let subjectKind = "dossier"

    package let id: ID<Dossier>
    package let code: DossierCode
    package var state: DossierState
    /// Counts changes; a deed that worked on an older copy is told so.
    package var revision: Int
    /// The version of the procedure it was filed under; moved only by a person who has seen what changes.
    package var procedure: ID<Procedure>
    package let procedureCode: String
    /// Lĩnh vực at the time of filing, for lists and figures.
    package let field: String
    package let channel: Channel
    /// The agency that resolves (cơ quan giải quyết) and the one that received (cơ quan tiếp nhận).
    package let agency: AgencyID
    package let receivingAgency: AgencyID
    /// Cơ quan trả kết quả: the counter where the person collects.
    package let returningAgency: AgencyID
    /// The agency that has a leg of the way now; nil while the resolving one has it.
    package var legAgency: AgencyID?
    package var office: OfficeID?
    package var assignee: AccountID?
    /// The citizen's account that filed online.
    package let filerAccount: AccountID?
    package let applicantName: String
    package let submittedAt: Instant
    package var acceptedAt: Instant?
    /// Hẹn trả: set at acceptance, moved only by lawful stops of the clock.
    package var dueAt: Instant?
    /// Đã xử lý xong, or refused or withdrawn: the moment that on-time is judged by.
    package var finishedAt: Instant?
    package var returnedAt: Instant?
    package let returnMethod: ReturnMethod
    package var isDigitised: Bool
    /// More was asked for a second time: late in the index of QĐ 766/QĐ-TTg, whatever the dates say.
    package var isAskedAgain = false
    /// By which the filer acts for the applicant; nil when they file for themselves, or have shown no mandate.
    package var mandate: MandateID?
    /// The applicant, where it is an organisation: its members see and do what the filer does.
    package var organisation: OrganisationID?
    /// The applicant's own account, where it is not the filer's: since they said yes to the mandate, or took the
    /// dossier over.
    package var ownerAccount: AccountID?
    /// Whether the filer still sees it; the owner's to say.
    package var isSeenByFiler = true

    /// The same dossier after `action`.
    /// - Throws: `dossier-wrong-state` (409) when the table of actions does not lead there from here.
    package func after(_ action: DossierAction, to target: DossierState? = nil) throws(Problem) -> Dossier {
        guard action.from.contains(state) else {
            throw Problem("dossier-wrong-state", status: 409, arguments: ["code": code.text],
                detail: "\(action.rawValue) from \(state.rawValue)")
        }
        var changed = self
        changed.state = target ?? action.to ?? state
        changed.revision += 1
        return changed
    }

    /// Early, on time, late (trước hạn, đúng hạn, quá hạn), by date as handbook 1.5 says; nil while nothing can be said.
    package func punctuality(at now: Instant) -> Punctuality? {
        dueAt == nil ? nil : Punctuality(due: dueAt, finished: finishedAt, now: now)
    }
}

/// How the person wants the result (phương thức nhận kết quả).
package enum ReturnMethod: String, Sendable, CaseIterable, SQLConvertible {
    case counter, electronic, post
}
