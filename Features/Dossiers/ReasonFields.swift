import Web

/// A reason in a form: one of the centre's sentences to choose, and room for words of one's own. Either will do.
struct ReasonFields {
    let choices: [DossierReason.Kind: [String]]
    let t: Strings

    func fields(
        _ form: FormView, _ kind: DossierReason.Kind, _ field: String = "reason", label: String, hint: String? = nil,
        rows: Int
    ) -> HTML {
        let sentences = choices[kind] ?? []
        let choice: HTML = sentences.isEmpty ? .empty : form.select(
            "\(field)-choice", label: t("dossier.reason.choice"), sentences.map { .init($0, $0) },
            none: t("dossier.reason.own-words"), isOptional: true)
        return "\(choice)\(form.textArea(field, label: label, hint: hint, rows: rows))"
    }
}

extension FormValues {
    /// What was chosen, then what was typed, each on its line.
    func reason(_ field: String = "reason") -> String {
        [self["\(field)-choice"], self[field]].filter { !$0.isEmpty }.joined(separator: "\n")
    }
}
