import Base
import Web

/// How the administrator's pages of the layouts look.
struct TemplateViews {
    let request: WebRequest

    private var t: Strings { request.strings }

    func list(_ standings: [TemplatePages.Standing]) -> Page {
        let rows = standings.map { standing in
            let path = "\(TemplatePages.path)/\(standing.form.number)"
            let hidden: HTML = "<span class=\"hidden\"> \(standing.form.number)</span>"
            return Components.TableRow(
                [
                    "\(standing.form.number)",
                    "<a href=\"\(path)\">\(t("paper.form.\(standing.form.number)"))</a>", tag(standing),
                    """
                    <a href="\(path)/pdf">PDF\(hidden)</a> · <a href="\(path)/in">\(t("paper.print-page"))\(hidden)</a>
                    """,
                ])
        }
        return Page(title: t("paper.templates"), density: .officer, section: TemplatePages.path, main: """
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("paper.templates"))</h1><p>\(t("paper.templates.lead"))</p>
            \(Components.table(
                caption: t("paper.templates"),
                columns: [
                    .init(t("paper.templates.form"), .code), .init(t("paper.name")), .init(t("paper.templates.whose")),
                    .init(t("paper.templates.preview"), .action),
                ],
                rows: rows, hidesCaption: true))
            """)
    }

    func one(_ standing: TemplatePages.Standing, _ problem: Problem?) -> Page {
        let form = FormView(request, problem)
        let number = standing.form.number
        let path = "\(TemplatePages.path)/\(number)"
        let title = "\(number) · \(t("paper.form.\(number)"))"
        let tryOut: HTML = " formaction=\"\(path)/xem-thu\" formtarget=\"_blank\""
        return Page(title: form.title(title), density: .officer, section: TemplatePages.path, main: """
            \(form.summary)\(Components.backLink(to: TemplatePages.path, t, label: t("paper.templates")))
            <h1>\(title)</h1>\(PapersPanel.refusal(problem, t))
            <p>\(tag(standing)) \(whose(standing))</p>\(unread(standing))
            \(Components.buttonRow([
                Components.buttonLink(t("paper.templates.preview-pdf"), to: "\(path)/pdf", .secondary, icon: .file),
                Components.buttonLink(t("paper.templates.preview-page"), to: "\(path)/in", .secondary, icon: .print),
                Components.buttonLink(t("paper.templates.download"), to: "\(path)/tai-ve", .plain, icon: .download),
            ]))
            \(Components.form(action: path, request) {
                """
                \(form.textArea("text", label: t("paper.templates.text"), hint: t("paper.templates.text.hint"),
                    rows: 24, initial: standing.text, attributes: " class=\"mono\" spellcheck=\"false\""))
                \(Components.buttonRow([
                    Components.button(t("paper.templates.use")),
                    Components.button(t("paper.templates.try"), .secondary, attributes: tryOut),
                ]))
                """
            })
            \(if: standing.owner == .own,
                Components.action(t("paper.templates.restore"), to: "\(path)/mau-goc", request, .danger))
            \(language)\(fields(standing.form))
            """)
    }

    private func tag(_ standing: TemplatePages.Standing) -> HTML {
        switch standing.owner {
        case .program: Components.tag(t("paper.templates.program"))
        case .province: Components.tag(t("paper.templates.province"), .info)
        case .own: Components.tag(t("paper.templates.own"), standing.isRead ? .good : .late)
        }
    }

    private func whose(_ standing: TemplatePages.Standing) -> HTML {
        guard let replacement = standing.replacement else { return .empty }
        let words = t("paper.templates.by", ["name": replacement.by, "time": t.formats.dateTime(replacement.at)])
        return "<span class=\"hint\">\(words)</span>"
    }

    private func unread(_ standing: TemplatePages.Standing) -> HTML {
        guard !standing.isRead else { return .empty }
        return Components.notice(.late) { "<p>\(t("paper.templates.unread"))</p>" }
    }

    /// The whole language on one card: what an author needs beside the text.
    private var language: HTML {
        let rows = Self.commands.map { command, key in
            Components.TableRow(["<code>\(command)</code>", "\(t(key))"])
        }
        return """
            <h2>\(t("paper.language"))</h2>\(Components.table(
                caption: t("paper.language"),
                columns: [.init(t("paper.language.command")), .init(t("paper.language.meaning"))], rows: rows,
                hidesCaption: true))
            """
    }

    private static let commands: [(String, String)] = [
        ("@sheet a5 | a4 | a4-landscape", "paper.language.sheet"),
        ("@wide LIST 5", "paper.language.wide"),
        ("@title … / @footer …", "paper.language.title"),
        ("@head … | … | … | …", "paper.language.head"),
        ("[bold italic centre small] …", "paper.language.paragraph"),
        ("**…** __…__ \\n", "paper.language.runs"),
        ("{field} {field?}", "paper.language.field"),
        ("@columns … @column 60 … @end", "paper.language.columns"),
        ("@table LIST small … @cell 20 centre | … | {list.field} … @end", "paper.language.table"),
        ("@each LIST … @end", "paper.language.each"),
        ("@if FIELD … @else … @end", "paper.language.if"),
        ("@signatures … @sign … | … | … @end", "paper.language.signatures"),
        ("@barcode {code} | 84 / @qr {lookup} | 25", "paper.language.codes"),
        ("@together … @end / @space 2 / @page", "paper.language.flow"),
        ("# …", "paper.language.comment"),
    ]

    /// Every field of the form with what it holds in the preview.
    private func fields(_ form: PaperForm) -> HTML {
        let sample = SamplePapers.values(form)
        let known = PaperFields.of(form)
        var rows = known.names.sorted().map { name in
            Components.TableRow(["<code>{\(name)}</code>", "\(sample.fields[name] ?? "")"])
        }
        for (list, names) in known.lists.sorted(by: { $0.key < $1.key }) {
            rows += names.sorted().map { name in
                Components.TableRow([
                    "<code>{\(list).\(name)}</code>", "\(sample.lists[list]?.first?[name] ?? "")",
                ])
            }
        }
        return """
            <h2>\(t("paper.fields"))</h2>\(Components.table(
                caption: t("paper.fields"),
                columns: [.init(t("paper.fields.name")), .init(t("paper.fields.sample"))], rows: rows,
                hidesCaption: true))
            """
    }
}
