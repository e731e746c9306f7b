import Access
import Base
import Calendars
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
        var breath = try DossierBreath(dossier, by: act, in: tx)
        let known = try DossierPartsStore.content(of: dossier, in: tx).term
        try take(in: &breath, term: known, at: act.at, tx)
        if known == nil { try DossierPartsStore.setTerm(termIfUnknown, of: dossier, in: tx) }
        try breath.write(in: tx)
        return breath.dossier
    }

    /// The steps themselves, on a dossier that may have no row yet.
    /// - Parameter known: the term of its content; where it has none the officer's counts, and is to be kept there.
    func take(in breath: inout DossierBreath, term known: Term?, at now: Instant, _ tx: Transaction) throws {
        try breath.take(.accept) { dossier in
            guard let term = known ?? termIfUnknown else {
                throw Problem.invalid([FieldFault("term", "dossier.term-unknown")])
            }
            dossier.acceptedAt = now
            dossier.dueAt = try Deadline.due(for: term, acceptedAt: now, in: calendar.of(dossier.agency)).instant
            return ["term": term.code, "term-stated": known == nil ? "1" : "0"]
        }
        if let office { try ForwardDossier(dossier, to: office).take(in: &breath, tx) }
    }
}
