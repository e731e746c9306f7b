import Access
import Base
import Deadlines
import Identity
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
        var dossier = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.accept)
        let content = try DossierPartsStore.content(of: dossier.id, in: tx)
        guard let term = content.term ?? termIfUnknown else {
            throw Problem.invalid([FieldFault("term", "dossier.term-unknown")])
        }
        if content.term == nil { try DossierPartsStore.setTerm(term, of: dossier.id, in: tx) }
        dossier.acceptedAt = act.at
        dossier.dueAt = try Deadline.due(for: term, acceptedAt: act.at, in: calendar).instant
        try DossierLedger.record(.accept, dossier, facts: ["term": term.code], by: act, in: tx)
        guard let office else { return dossier }
        return try ForwardDossier(dossier.id, to: office).run(in: tx, act: act)
    }
}

/// Từ chối tiếp nhận (form 03), with the reason that the person reads.
package struct RefuseDossier {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        let reason = try Remark.checked(reason, field: "reason")
        var dossier = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.refuse)
        dossier.finishedAt = act.at
        try DossierLedger.record(.refuse, dossier, facts: ["reason": reason], by: act, in: tx)
    }
}

/// Chuyển hồ sơ đến phòng chuyên môn: nobody has it yet, everybody of the office sees it.
package struct ForwardDossier {
    let dossier: ID<Dossier>
    let office: OfficeID

    package init(_ dossier: ID<Dossier>, to office: OfficeID) {
        self.dossier = dossier
        self.office = office
    }

    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> Dossier {
        var dossier = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.forward)
        guard let office = try AgencyStore.office(office, in: tx), office.agency == dossier.agency else {
            throw Problem.invalid([FieldFault("office", "dossier.office-missing")])
        }
        dossier.office = office.id
        dossier.assignee = nil
        try DossierLedger.record(.forward, dossier, facts: ["office": office.name], by: act, in: tx)
        return dossier
    }
}

/// A sentence that a person must give: a reason, a note, a proposal.
enum Remark {
    static func checked(_ text: String, field: String, lengthMax: Int = DossierNote.lengthMax) throws(Problem) -> String {
        let tidied = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { VietnameseText.tidied(String($0)) }.joined(separator: "\n")
            .trimmingPrefix { $0.isWhitespace }
        if tidied.allSatisfy(\.isWhitespace) { throw .invalid([FieldFault(field, "dossier.\(field)-missing")]) }
        if tidied.count > lengthMax { throw .invalid([FieldFault(field, "dossier.too-long", ["max": "\(lengthMax)"])]) }
        return String(tidied)
    }
}
