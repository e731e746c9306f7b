import Access
import Base
import Journal
import Storage

/// Bật, tắt một lý do: officers are shown it or not. Nothing is deleted.
package struct SwitchReason {
    let kind: DossierReason.Kind
    let text: String
    let isActive: Bool

    package init(_ kind: DossierReason.Kind, _ text: String, isActive: Bool) {
        self.kind = kind
        self.text = text
        self.isActive = isActive
    }

    /// - Throws: `not-found` for a sentence that is on no list of the centre.
    package func run(in tx: Transaction, act: Act) throws {
        guard let agency = act.permit.agency else { throw Problem.forbidden }
        let reasons = try ReasonStore.reasons(of: agency, in: tx)
        guard var reason = reasons.first(where: { $0.kind == kind && $0.text == text }) else { throw Problem.notFound }
        guard reason.isActive != isActive else { return }
        reason.isActive = isActive
        try ReasonStore.save(reason, of: agency, in: tx)
        try Journal.append(
            JournalDraft(isActive ? "reason.switched-on" : "reason.switched-off", of: "dossier-reason",
                "\(agency)/\(kind.rawValue)", agency: agency, facts: ["kind": kind.rawValue, "text": text]),
            by: act, in: tx)
    }
}
