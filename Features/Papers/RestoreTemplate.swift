import Access
import Base
import Journal
import Storage

/// Dùng lại mẫu gốc: takes an agency's own layout away; the province's or the program's counts again.
package struct RestoreTemplate {
    let form: PaperForm

    package init(_ form: PaperForm) { self.form = form }

    /// - Throws: `paper-template-standard` (409) when there is nothing to take away.
    package func run(in tx: Transaction, act: Act) throws {
        guard let agency = act.permit.agency else { throw Problem.forbidden }
        guard try TemplateStore.remove(form, of: agency, in: tx) else {
            throw Problem("paper-template-standard", status: 409)
        }
        try Journal.append(
            JournalDraft("paper.template-restored", of: "paper-template", "\(agency)/\(form.number)", agency: agency,
                facts: ["form": form.number]),
            by: act, in: tx)
    }
}
