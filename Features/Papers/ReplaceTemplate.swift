import Access
import Base
import Journal
import Paper
import Storage

/// Thay biểu mẫu: puts an agency's own layout in the place of the program's, when it reads and prints without a fault.
package struct ReplaceTemplate {
    let form: PaperForm
    let text: String

    package init(_ form: PaperForm, text: String) {
        self.form = form
        self.text = text
    }

    /// - Throws: all faults of the text with their lines, as faults of the field `text`.
    package func run(in tx: Transaction, act: Act) throws {
        guard let agency = act.permit.agency else { throw Problem.forbidden }
        _ = try Self.checked(text, form)
        try TemplateStore.save(form, of: agency, text: text, by: act, in: tx)
        try Journal.append(
            JournalDraft("paper.template-replaced", of: "paper-template", "\(agency)/\(form.number)", agency: agency,
                facts: ["form": form.number, "bytes": "\(text.utf8.count)"]),
            by: act, in: tx)
    }

    /// The layout, tried out on sample values: what reads and cannot be drawn is not taken either.
    static func checked(_ text: String, _ form: PaperForm) throws(Problem) -> PaperTemplate {
        do throws(TemplateFaults) {
            let template = try TemplateReader.read(text, for: form)
            do {
                let paper = SamplePapers.paper(form, template)
                _ = try PDFRenderer.render(paper)
                _ = try PaperHTML.render(paper)
            } catch { throw TemplateFaults(list: [TemplateFault(0, .notDrawable)]) }
            return template
        } catch { throw .invalid(error.list.map(\.field)) }
    }
}

extension TemplateFault {
    /// As a fault of the form's field.
    var field: FieldFault { FieldFault("text", kind.rawValue, ["line": "\(line)", "what": what]) }
}
