import Base
import Catalogue
import Files
import Web

/// The screen of the papers: for each component a photo or a file, or the promise to bring the original.
enum FilingPaperViews {
    static func papers(_ form: FormView, _ screen: FilingScreen, _ request: WebRequest) -> HTML {
        let t = request.strings
        let components = screen.procedure.components
        let cards = components.filter { $0.kind != .presentOnly }.map { card($0, form, screen, request) }
        let shown = components.filter { $0.kind == .presentOnly }.map { "<li>\($0.name)</li>" as HTML }
        let promises = components.filter { $0.kind != .presentOnly }.map { component in
            form.checkbox("promise-\(component.number)", label: component.name,
                initial: screen.draft.isPromised(component.number))
        }
        return """
            <h1>\(t("dossier.step.giay-to"))</h1><p>\(t("dossier.papers.hint"))</p>\(cards)\(outside(screen, request))
            \(if: !shown.isEmpty, "<h2>\(t("dossier.papers.shown"))</h2><ul>\(shown)</ul>")
            \(FilingViews.stepForm(.papers, screen, request) {
                """
                \(if: !promises.isEmpty, "<fieldset><legend>\(t("dossier.papers.promise"))</legend>\(promises)</fieldset>")
                """
            })
            """
    }

    /// Files for papers that a newer version of the procedure does not ask for: kept, to be sent along or removed.
    private static func outside(_ screen: FilingScreen, _ request: WebRequest) -> HTML {
        let t = request.strings
        let files = screen.draft.files(of: 0).compactMap { screen.files[$0] }
        guard !files.isEmpty else { return .empty }
        return """
            <section class="paper-card"><h2>\(t("dossier.papers.outside"))</h2>
            <p class="hint">\(t("dossier.papers.outside.hint"))</p>
            <ul class="files">\(kept(files, component: 0, screen, request))</ul></section>
            """
    }

    private static func kept(
        _ files: [KeptFile], component: Int, _ screen: FilingScreen, _ request: WebRequest
    ) -> [HTML] {
        let t = request.strings
        return files.map { file -> HTML in
            """
            <li><span class="file-name">\(file.name)</span> <span class="hint">\(t.formats.fileSize(file.size))</span>
            \(Components.action(t("dossier.papers.remove"),
                to: "/nop-ho-so/bo-tep/\(screen.draft.id)/\(component)/\(file.id)", request, .plain))</li>
            """
        }
    }

    private static func card(
        _ component: Component, _ form: FormView, _ screen: FilingScreen, _ request: WebRequest
    ) -> HTML {
        let t = request.strings
        let field = "component-\(component.number)"
        let files = screen.draft.files(of: component.number).compactMap { screen.files[$0] }
        let kept = kept(files, component: component.number, screen, request)
        return """
            <section class="paper-card" id="f-\(field)" tabindex="-1"><h2>\(component.name)</h2>
            \(form.fault(field).map { "<p class=\"fault\">\($0)</p>" as HTML })
            \(if: component.kind == .conditional, "<p class=\"hint\">\(t("dossier.component.conditional"))</p>")
            \(if: !kept.isEmpty, "<ul class=\"files\">\(kept)</ul>")
            \(Components.form(action: "/nop-ho-so/tep/\(screen.draft.id)/\(component.number)", request, multipart: true) {
                """
                \(FormView(t).file("file", label: t(files.isEmpty ? "dossier.papers.add" : "dossier.papers.add-more"),
                    several: true, attributes: " aria-label=\"\(t("dossier.papers.add")): \(component.name)\""))
                \(Components.button(t("dossier.papers.send"), .secondary, icon: .upload))
                """
            })
            </section>
            """
    }
}
