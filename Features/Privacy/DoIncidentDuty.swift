import Access
import Base
import Storage

/// Đánh dấu đã làm một việc của sự cố: contained, told within 24 hours, reported within 72, people told, learnt from.
package struct DoIncidentDuty: Sendable {
    let id: ID<Incident>
    let duty: Incident.Duty
    let note: String

    package init(_ id: ID<Incident>, _ duty: Incident.Duty, note: String) {
        self.id = id
        self.duty = duty
        self.note = note
    }

    /// - Throws: `invalid-form`; `incident-closed`, `incident-duty-done` (409).
    package func run(in tx: Transaction, act: Act) throws {
        let one = try IncidentStore.incident(id, of: act.permit.agency, in: tx)
        guard one.closedAt == nil else { throw Problem("incident-closed", status: 409) }
        guard one.done[duty] == nil else { throw Problem("incident-duty-done", status: 409) }
        let note = VietnameseText.tidied(note)
        guard !note.isEmpty else { throw Problem.invalid([FieldFault("note", "privacy.incident-note")]) }
        guard note.count <= Incident.textMax else {
            throw Problem.invalid([FieldFault("note", "privacy.too-long", ["max": "\(Incident.textMax)"])])
        }
        try IncidentStore.insert(.init(at: act.at, by: act.caller.name, note: note), duty, of: id, in: tx)
        try IncidentLedger.tell(
            "incident.duty-done", one,
            ["duty": duty.rawValue, "late": one.isLate(duty, at: act.at) ? "yes" : "no"], by: act, in: tx)
    }
}
