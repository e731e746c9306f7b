import Access
import Base
import Storage

/// Bỏ lệnh giữ: from now on the schedule may have the record again.
package struct LiftHold: Sendable {
    let id: ID<LegalHold>
    let reason: String

    package init(_ id: ID<LegalHold>, reason: String) {
        self.id = id
        self.reason = reason
    }

    /// - Throws: `invalid-form`; `hold-lifted` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var hold = try PurgeStore.hold(id, of: act.permit.agency, in: tx)
        guard hold.liftedAt == nil else { throw Problem("hold-lifted", status: 409) }
        let reason = try WrittenGround.checked(reason, "reason", "privacy.hold-reason")
        hold.liftedAt = act.at
        hold.liftedName = act.caller.name
        hold.liftReason = reason
        try PurgeStore.lift(hold, in: tx)
        try HoldLedger.tell("hold.lifted", hold, by: act, in: tx)
    }
}
