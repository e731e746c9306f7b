import Access
import Base
import Journal
import Storage

/// Thêm lý do: one more sentence for the officers of the caller's centre to choose. One that was switched off is
/// switched on again.
package struct AddReason {
    let kind: DossierReason.Kind
    let text: String

    package init(_ kind: DossierReason.Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }

    /// - Throws: faults of the field `text`: nothing typed, too long, or there already.
    package func run(in tx: Transaction, act: Act) throws {
        guard let agency = act.permit.agency else { throw Problem.forbidden }
        let text = VietnameseText.tidied(text)
        var faults: [FieldFault] = []
        if text.isEmpty { faults.append(FieldFault("text", "dossier.reason-missing")) }
        if text.count > DossierReason.lengthMax {
            faults.append(FieldFault("text", "dossier.too-long", ["max": "\(DossierReason.lengthMax)"]))
        }
        let there = try ReasonStore.reasons(of: agency, in: tx).first { $0.kind == kind && $0.text == text }
        if there?.isActive == true { faults.append(FieldFault("text", "dossier.reason-there")) }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        try ReasonStore.save(
            DossierReason(kind: kind, text: text, isBuiltIn: false, isActive: true), of: agency, in: tx)
        try Journal.append(
            JournalDraft("reason.added", of: "dossier-reason", "\(agency)/\(kind.rawValue)", agency: agency,
                facts: ["kind": kind.rawValue, "text": text]),
            by: act, in: tx)
    }
}
