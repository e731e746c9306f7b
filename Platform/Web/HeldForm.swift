/// A form that was sent while the session was locked: kept in the page that asks for the password, nowhere else.
package struct HeldForm: Sendable {
    /// Where it was sent to.
    package let path: String
    package let fields: [(name: String, value: String)]
    /// Files cannot be kept in a page: they have to be chosen again.
    package let hadFiles: Bool

    private static let prefix = "giu."
    private static let pathField = "giu-noi-gui"
    private static let filesField = "giu-tep"

    init(path: String, form: FormValues, hadFiles: Bool) {
        self.path = path
        fields = form.pairs.filter { $0.name != "csrf" }
        self.hadFiles = hadFiles
    }

    /// What the page that asks for the password gave back; nil when it held nothing, or not a path of this site.
    package init?(from form: FormValues) {
        path = form[Self.pathField]
        guard LocalPath.isSafe(path), path.hasPrefix("/") else { return nil }
        fields = form.pairs.filter { $0.name.hasPrefix(Self.prefix) }
            .map { (String($0.name.dropFirst(Self.prefix.count)), $0.value) }
        hadFiles = form.has(Self.filesField)
    }

    /// The same as unseen fields of that page.
    package var asHidden: HTML {
        let marks = [(name: Self.pathField, value: path)] + (hadFiles ? [(name: Self.filesField, value: "1")] : [])
        return Components.hidden(marks + fields.map { (Self.prefix + $0.name, $0.value) })
    }

    /// The form as it was, with the one-time key that it had: sent twice, it is done once.
    package func form(_ request: WebRequest, _ content: () -> HTML) -> HTML {
        let once = fields.first { $0.name == "once" }?.value ?? OnceKey.fresh()
        return Components.form(action: path, csrf: request.csrfToken, once: once, multipart: hadFiles) {
            "\(Components.hidden(fields.filter { $0.name != "once" }))\(content())"
        }
    }
}
