import Access
import Base
import Deadlines
import Journal
import Storage

/// Tiếp nhận hồ sơ: the clock starts, the due date is set, the receipt (form 01) can be printed. With an office it is
/// forwarded in the same breath, as the law wants the same day.
package struct AcceptDossier {
    let dossier: ID<Dossier>
    /// Needed only when the catalogue gives no time: a due date is never silently absent.
    let termIfUnknown: Term?
    let office: OfficeID?
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, termIfUnknown: Term? = nil, office: OfficeID?, calendar: WorkCalendar) {
        self.dossier = dossier
        self.termIfUnknown = termIfUnknown
        self.office = office
        self.calendar = calendar
    }

    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> Dossier {
        let accepted = try DossierLedger.step(.accept, dossier, by: act, in: tx) { dossier in
            let content = try DossierPartsStore.content(of: dossier.id, in: tx)
            guard let term = content.term ?? termIfUnknown else {
                throw Problem.invalid([FieldFault("term", "dossier.term-unknown")])
            }
            if content.term == nil { try DossierPartsStore.setTerm(term, of: dossier.id, in: tx) }
            dossier.acceptedAt = act.at
            dossier.dueAt = try Deadline.due(for: term, acceptedAt: act.at, in: calendar).instant
            return ["term": term.code, "term-stated": content.term == nil ? "1" : "0"]
        }
        guard let office else { return accepted }
        return try ForwardDossier(dossier, to: office).run(in: tx, act: act)
    }
}
