import Access
import Base
import Deadlines
import Identity
import Storage

/// Tiếp nhận trực tiếp: a person stands at the counter; dossier, code, due date and receipt in one step.
package struct ReceiveAtCounter {
    let filing: Filing
    let termIfUnknown: Term?
    let office: OfficeID?
    let calendar: WorkCalendar
    /// What the door has found wrong with the form already: told together with the rest.
    let faults: [FieldFault]

    package init(
        _ filing: Filing, termIfUnknown: Term? = nil, office: OfficeID?, calendar: WorkCalendar,
        faults: [FieldFault] = []
    ) {
        self.filing = filing
        self.termIfUnknown = termIfUnknown
        self.office = office
        self.calendar = calendar
        self.faults = faults
    }

    package func run(in tx: Transaction, act: Act) throws -> Dossier {
        let term = filing.procedure.time.term(remote: filing.agency.isRemote) ?? termIfUnknown
        let faults = self.faults + (term == nil ? [FieldFault("term", "dossier.term-unknown")] : [])
        var opened = try OpenDossier(filing: filing, filesOf: nil, faultsOfDoor: faults).open(in: tx, act: act)
        try AcceptDossier(opened.breath.dossier.id, termIfUnknown: termIfUnknown, office: office, calendar: calendar)
            .take(in: &opened.breath, term: opened.content.term, at: act.at, tx)
        opened.content.term = opened.content.term ?? termIfUnknown
        return try opened.write(in: tx)
    }
}
