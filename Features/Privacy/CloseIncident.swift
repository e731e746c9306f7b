import Access
import Base
import Storage

/// Kết thúc sự cố: nothing of it changes afterwards.
package struct CloseIncident: Sendable {
    let id: ID<Incident>

    package init(_ id: ID<Incident>) { self.id = id }

    /// - Throws: `incident-closed`, `incident-open-duties` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var one = try IncidentStore.incident(id, of: act.permit.agency, in: tx)
        guard one.closedAt == nil else { throw Problem("incident-closed", status: 409) }
        guard Incident.Duty.allCases.allSatisfy({ one.done[$0] != nil }) else {
            throw Problem("incident-open-duties", status: 409)
        }
        one.closedAt = act.at
        try IncidentStore.update(one, in: tx)
        try IncidentLedger.tell("incident.closed", one, by: act, in: tx)
    }
}
