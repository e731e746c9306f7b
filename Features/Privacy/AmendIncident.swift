import Access
import Base
import Storage

/// Bổ sung thông tin sự cố: what becomes known later. The journal says that it was done, the record what is known now.
package struct AmendIncident: Sendable {
    let id: ID<Incident>
    let facts: IncidentFacts

    package init(_ id: ID<Incident>, _ facts: IncidentFacts) {
        self.id = id
        self.facts = facts
    }

    /// - Throws: `invalid-form`; `incident-closed` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var one = try IncidentStore.incident(id, of: act.permit.agency, in: tx)
        guard one.closedAt == nil else { throw Problem("incident-closed", status: 409) }
        var checked = try IncidentScope.found(in: try facts.checked(at: act.at), for: one.agency, tx)
        // The clocks run from the finding as it was first said: whoever mends the rest cannot win time.
        checked.foundAt = min(one.facts.foundAt, checked.foundAt)
        guard checked != one.facts else { return }
        one.facts = checked
        try IncidentStore.update(one, in: tx)
        try IncidentLedger.tell("incident.amended", one, by: act, in: tx)
    }
}
