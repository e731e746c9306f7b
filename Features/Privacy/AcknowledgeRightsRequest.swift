import Access
import Base
import Storage

/// Xác nhận đã nhận yêu cầu.
package struct AcknowledgeRightsRequest: Sendable {
    let id: ID<RightsRequest>

    package init(_ id: ID<RightsRequest>) { self.id = id }

    /// - Throws: `rights-acknowledged` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var one = try RightsRequestStore.request(id, of: act.permit.agency, in: tx)
        guard one.acknowledgedAt == nil, one.answer == nil else { throw Problem("rights-acknowledged", status: 409) }
        one.acknowledgedAt = act.at
        one.acknowledgedBy = act.caller.name
        try RightsRequestStore.update(one, in: tx)
        try RightsLedger.tell("rights.acknowledged", one, by: act, in: tx)
    }
}
