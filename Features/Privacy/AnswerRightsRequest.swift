import Access
import Base
import Storage

/// Trả lời yêu cầu về dữ liệu cá nhân: granted, partly, or refused with its ground. What it corrects in a dossier is
/// entered there as a new note or paper; nothing that was written is rewritten.
package struct AnswerRightsRequest: Sendable {
    let id: ID<RightsRequest>
    let outcome: RightsRequest.Outcome
    let ground: String
    let note: String

    package init(_ id: ID<RightsRequest>, _ outcome: RightsRequest.Outcome, ground: String, note: String) {
        self.id = id
        self.outcome = outcome
        self.ground = ground
        self.note = note
    }

    /// - Throws: `invalid-form`; `rights-answered` (409).
    package func run(in tx: Transaction, act: Act) throws {
        var one = try RightsRequestStore.request(id, of: act.permit.agency, in: tx)
        guard one.answer == nil else { throw Problem("rights-answered", status: 409) }
        let (ground, note) = (VietnameseText.tidied(ground), VietnameseText.tidied(note))
        var faults: [FieldFault] = []
        if outcome != .granted, ground.isEmpty { faults.append(FieldFault("ground", "privacy.rights-ground")) }
        if note.isEmpty { faults.append(FieldFault("note", "privacy.rights-note")) }
        for (field, text) in [("ground", ground), ("note", note)] where text.count > RightsRequest.textMax {
            faults.append(FieldFault(field, "privacy.too-long", ["max": "\(RightsRequest.textMax)"]))
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        one.answer = RightsRequest.Answer(
            at: act.at, by: act.caller.name, outcome: outcome, ground: ground, note: note)
        try RightsRequestStore.update(one, in: tx)
        let isLate = act.at.localDate > one.answerBy
        try RightsLedger.tell(
            "rights.answered", one, ["outcome": outcome.rawValue, "late": isLate ? "yes" : "no"], by: act, in: tx)
    }
}
