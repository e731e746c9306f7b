import Access
import Base
import Dossiers
import Journal
import Storage

/// Ra lệnh giữ: a complaint, a lawsuit or an inspection needs a dossier, or all of a person.
package struct HoldRecords: Sendable {
    let subject: LegalHold.Subject
    /// A dossier's code, or a personal id.
    let typed: String
    let reason: String

    package init(_ subject: LegalHold.Subject, _ typed: String, reason: String) {
        self.subject = subject
        self.typed = typed
        self.reason = reason
    }

    /// - Throws: `invalid-form`.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> ID<LegalHold> {
        guard let agency = act.permit.agency else { throw Problem.forbidden }
        let (reason, fault) = WrittenGround.read(reason, "reason", "privacy.hold-reason")
        var faults = [fault].compactMap { $0 }
        let found = try record(act.permit, in: tx)
        if found == nil { faults.append(FieldFault("record", "privacy.hold-record")) }
        guard faults.isEmpty, let found else { throw Problem.invalid(faults) }
        let hold = LegalHold(
            id: ID(at: act.at), agency: agency, subject: subject, record: found.record, label: found.label,
            reason: reason, byName: act.caller.name, at: act.at, liftedAt: nil, liftedName: "", liftReason: "")
        try PurgeStore.insert(hold, in: tx)
        try HoldLedger.tell("hold.placed", hold, by: act, in: tx)
        return hold.id
    }

    private func record(_ permit: Permit, in tx: Transaction) throws -> (record: String, label: String)? {
        switch subject {
        case .dossier:
            guard let code = DossierCode(VietnameseText.tidied(typed)),
                let dossier = try DossierStore.dossier(code: code, for: permit, in: tx)
            else { return nil }
            return (dossier.id.description, dossier.code.text)
        case .person:
            let digits = typed.filter { !" .-".contains($0) }
            guard [9, 12].contains(digits.count), digits.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
            return (digits, "…" + digits.suffix(4))
        }
    }
}

/// What the journal says of holds: on what sort, and which dossier; of a person no number.
enum HoldLedger {
    static func tell(_ kind: String, _ hold: LegalHold, by act: Act, in tx: Transaction) throws {
        var facts = ["subject": hold.subject.rawValue]
        if hold.subject == .dossier { facts["code"] = hold.label }
        try Journal.append(
            JournalDraft(kind, of: "hold", hold.id.description, agency: hold.agency, facts: facts), by: act, in: tx)
    }
}
