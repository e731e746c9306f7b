import Access
import Base
import Journal
import Storage

/// Chấm dứt: at once, by the agent, by the person, or at the counter on the person's word (BLDS 2015, articles 140.3
/// and 569). What was filed by it stays filed.
package struct EndMandate: Sendable {
    let mandate: MandateID
    let reason: String

    /// - Parameter reason: may be empty, except at the counter.
    package init(_ mandate: MandateID, reason: String) {
        self.mandate = mandate
        self.reason = reason
    }

    /// - Throws: `mandate-decided` (409) for what has ended already.
    package func run(in tx: Transaction, act: Act) throws {
        let isOfficer = act.caller.staff != nil
        try act.requireMandate(isOfficer ? .mandateCheck : .mandateOwn)
        var found = try MandateStore.mandate(mandate, for: act.permit, in: tx)
        guard [.awaiting, .accepted].contains(found.standing), found.kind != .member else {
            throw Problem("mandate-decided", status: 409)
        }
        let reason = VietnameseText.tidied(reason)
        if isOfficer, reason.isEmpty { throw Problem.invalid([FieldFault("reason", "mandate.reason-missing")]) }
        try MandateReason.check(reason)
        let was = found.standing
        found.standing = .ended
        (found.decidedAt, found.decidedBy, found.reason) = (act.at, act.caller.name, reason)
        try MandateStore.save(found, was: was, in: tx)
        let side = isOfficer ? "counter" : found.agent == act.caller.account ? "agent" : "person"
        try Journal.append(found.entry("mandate.ended", ["by": side, "reason": reason]), by: act, in: tx)
    }
}
