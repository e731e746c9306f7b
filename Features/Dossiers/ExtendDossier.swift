import Access
import Base
import Deadlines
import Journal
import Storage

/// Xin lỗi và hẹn lại (form 04): the date moves once, told at the latest a day before it would have been missed
/// (NĐ 61/2018, article 19.9).
package struct ExtendDossier {
    package static let daysMax = 365

    let dossier: ID<Dossier>
    /// In the days in which the term itself counts.
    let days: Int
    let reason: String
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, days: Int, reason: String, calendar: WorkCalendar) {
        self.dossier = dossier
        self.days = days
        self.reason = reason
        self.calendar = calendar
    }

    /// - Throws: `dossier-extended-already`, `extension-too-late` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var faults: [FieldFault] = []
        if !(1...Self.daysMax).contains(days) {
            faults.append(FieldFault("days", "dossier.days-range", ["max": "\(Self.daysMax)"]))
        }
        let reason = try Remark.checked(reason, field: "reason", beside: faults)
        try DossierLedger.step(.extend, dossier, by: act, in: tx) { dossier in
            guard let due = dossier.dueAt, let term = try DossierPartsStore.content(of: dossier.id, in: tx).term else {
                throw StorageError.badColumn("due_at", "no due date for \(dossier.id)")
            }
            if try DossierClockStore.record(of: dossier.id, in: tx).extended != nil {
                throw Problem("dossier-extended-already", status: 409, arguments: ["code": dossier.code.text])
            }
            guard act.at.localDate < due.localDate else {
                throw Problem("extension-too-late", status: 409, arguments: ["code": dossier.code.text])
            }
            try DossierClockStore.extend(Extension(days: days, of: term), of: dossier.id, in: tx)
            dossier.dueAt = try DossierClock.due(
                of: dossier, by: DossierClockStore.record(of: dossier.id, in: tx), in: calendar, tx)
            return ["reason": reason, "old-due": due.iso8601]
        }
    }
}

/// Xin lỗi vì quá hạn (form 04): it is late already, so the date does not move; the person is told why and until when.
package struct ApologiseForDelay {
    let dossier: ID<Dossier>
    let reason: String
    /// The working day by which it will be done.
    let promised: LocalDate?
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, reason: String, promised: LocalDate?, calendar: WorkCalendar) {
        self.dossier = dossier
        self.reason = reason
        self.promised = promised
        self.calendar = calendar
    }

    /// - Throws: `apology-not-late`, `apology-given-already` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var faults: [FieldFault] = []
        let isPossible = try promised.map { try $0 >= act.at.localDate && calendar.isWorking($0) } ?? false
        if !isPossible { faults.append(FieldFault("promised", "dossier.promised-day")) }
        let reason = try Remark.checked(reason, field: "reason", beside: faults)
        guard let promised else { throw Problem.invalid(faults) }
        try DossierLedger.step(.apologise, dossier, by: act, in: tx) { dossier in
            guard dossier.punctuality(at: act.at)?.isLate ?? false else {
                throw Problem("apology-not-late", status: 409, arguments: ["code": dossier.code.text])
            }
            let history = try Journal.entries(of: Dossier.subjectKind, dossier.id.description, in: tx)
            if let earlier = Apology.holding(in: history, at: act.at) {
                throw Problem("apology-given-already", status: 409,
                    arguments: ["code": dossier.code.text, "date": "\(earlier.promised.localDate)"])
            }
            let end = Instant(promised, calendar.hours(on: promised).afternoon.closes)
            return ["reason": reason, "promised": end.iso8601]
        }
    }
}
