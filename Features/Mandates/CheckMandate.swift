import Access
import Base
import Journal
import Storage

/// Kiểm tra giấy tờ: an officer accepts or refuses the ground on which somebody acts.
package struct CheckMandate: Sendable {
    package enum Verdict: String, Sendable { case accept, refuse }

    let mandate: MandateID
    let verdict: Verdict
    let reason: String

    /// - Parameter reason: needed for a refusal; the agent and the person read it.
    package init(_ mandate: MandateID, _ verdict: Verdict, reason: String = "") {
        self.mandate = mandate
        self.verdict = verdict
        self.reason = reason
    }

    /// - Throws: `mandate-decided` (409) for what is decided or over.
    package func run(in tx: Transaction, act: Act) throws {
        try act.requireMandate(.mandateCheck)
        var found = try MandateStore.mandate(mandate, for: act.permit, in: tx)
        guard found.standing == .awaiting, found.state(on: act.at.localDate) != .over else {
            throw Problem("mandate-decided", status: 409)
        }
        let reason = VietnameseText.tidied(reason)
        if verdict == .refuse, reason.isEmpty {
            throw Problem.invalid([FieldFault("reason", "mandate.reason-missing")])
        }
        try MandateReason.check(reason)
        found.standing = verdict == .accept ? .accepted : .refused
        (found.decidedAt, found.decidedBy, found.reason) = (act.at, act.caller.name, reason)
        try MandateStore.save(found, was: .awaiting, in: tx)
        if verdict == .refuse, let organisation = found.organisation {
            // It is not the organisation's: whom its founder has let in has nothing of it either.
            try endMembers(of: organisation, in: tx, act: act)
        }
        let kind = verdict == .accept ? "mandate.accepted" : "mandate.refused"
        try Journal.append(found.entry(kind, ["reason": reason]), by: act, in: tx)
    }

    private func endMembers(of organisation: OrganisationID, in tx: Transaction, act: Act) throws {
        for var member in try OrganisationStore.members(of: organisation, in: tx) {
            let was = member.standing
            (member.standing, member.decidedAt, member.decidedBy) = (.ended, act.at, act.caller.name)
            try MandateStore.save(member, was: was, in: tx)
            try Journal.append(member.entry("organisation.member-removed", ["by": "counter"]), by: act, in: tx)
        }
        try OrganisationStore.dropAll(to: organisation, in: tx)
    }
}

enum MandateReason {
    static let lengthMax = 500

    static func check(_ reason: String) throws(Problem) {
        guard reason.count <= lengthMax else {
            throw .invalid([FieldFault("reason", "mandate.too-long", ["max": "\(lengthMax)"])])
        }
    }
}
