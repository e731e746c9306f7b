import Base
import Storage
import Web

/// `/quan-tri/danh-muc`: what is published, in which version; take records in after a look at what would change;
/// export.
struct CatalogueAdminPages: Sendable {
    static let path = "/quan-tri/danh-muc"

    var routes: [Route] {
        [
            .get(Self.path, .editCatalogue) { try await list($0, nil) },
            .get("\(Self.path)/xuat.json", .editCatalogue, export),
            .post("\(Self.path)/xem-truoc", .editCatalogue, preview),
            .post(Self.path, .editCatalogue, take),
        ]
    }

    @Sendable private func list(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let t = request.strings
        let latest = try await request.site.database.read { try ProcedureStore.latest(in: $0) }
        let form = FormView(request, problem)
        let page = Page(title: form.title(t("catalogue.admin")), density: .officer, section: Self.path, main: """
            \(form.summary)
            <h1>\(t("catalogue.admin"))</h1>
            <p>\(t("catalogue.admin.text"))</p>
            \(Components.form(action: "\(Self.path)/xem-truoc", request) { """
                \(form.textArea("records", label: t("catalogue.admin.records"),
                    hint: t("catalogue.admin.records.hint"), rows: 8))
                \(form.date("from", label: t("catalogue.admin.from"), initial: request.now.localDate))
                \(Components.button(t("catalogue.admin.preview")))
                """ })
            <h2>\(t("catalogue.admin.list", ["count": t.formats.number(latest.count)]))</h2>
            \(Components.buttonRow([
                Components.buttonLink(t("catalogue.admin.export"), to: "\(Self.path)/xuat.json", .secondary,
                    icon: .download),
            ]))
            \(table(latest, t))
            """)
        return .page(page, status: problem?.status ?? 200)
    }

    private func table(_ editions: [ProcedureStore.Edition], _ t: Strings) -> HTML {
        Components.table(
            caption: t("catalogue.admin"),
            columns: [
                .init(t("catalogue.code"), .code), .init(t("catalogue.admin.name")),
                    .init(t("catalogue.admin.version"), .number),
                .init(t("catalogue.admin.from")), .init(t("catalogue.admin.state")),
            ],
            rows: editions.map { edition in
                let path = "/thu-tuc/\(edition.code)?phien-ban=\(edition.version)"
                return .init([
                    "<a href=\"\(path)\">\(edition.code)</a>", "\(edition.name)", "\(edition.version)",
                    "\(t.formats.date(edition.effectiveFrom))",
                    edition.isWithdrawn ? Components.tag(t("catalogue.admin.withdrawn"), .late)
                        : Components.tag(t("catalogue.admin.published"), .good),
                ], link: path)
            }, hidesCaption: true, folds: false, empty: Components.emptyState(t("catalogue.admin.none")))
    }

    /// Everything in force today, in the shape that an import reads.
    @Sendable private func export(_ request: WebRequest) async throws -> Answer {
        let records = try await request.site.database.read { snapshot in
            try ProcedureStore.all(on: request.now.localDate, in: snapshot).filter { !$0.isWithdrawn }
                .compactMap { try ProcedureStore.record(of: $0.id, in: snapshot) }
        }
        return .file(Array(CatalogueFile.text(of: records).utf8), type: "application/json", name: "procedures.json",
            attachment: true)
    }

    /// The dry run: says what would change and asks; nothing is written.
    @Sendable private func preview(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        do {
            let (deed, remarks) = try read(request)
            let outcome = try await request.site.database.read { try deed.outcome(in: $0) }
            return .page(Page(title: t("catalogue.admin.preview"), density: .officer, section: Self.path, main: """
                \(Components.backLink(to: Self.path, t))
                <h1>\(t("catalogue.admin.preview"))</h1>
                \(counts(outcome, t))
                \(lines(outcome.added, t("catalogue.admin.added")))
                \(lines(outcome.changed, t("catalogue.admin.changed")))
                \(said(remarks, t("catalogue.admin.remarks"), .warn, t))
                \(if: !outcome.changesNothing, confirmation(request, deed))
                """))
        } catch let faults as CatalogueFaults {
            return .page(Page(title: t("catalogue.admin.refused"), density: .officer, section: Self.path, main: """
                \(Components.backLink(to: Self.path, t))
                <h1>\(t("catalogue.admin.refused"))</h1>
                \(said(faults.faults, t("catalogue.admin.faults"), .late, t))
                """), status: 422)
        } catch let problem as Problem {
            return try await list(request, problem)
        }
    }

    private func counts(_ outcome: ImportCatalogue.Outcome, _ t: Strings) -> HTML {
        Components.summaryList([
            .init(t("catalogue.admin.added"), "\(outcome.added.count)"),
            .init(t("catalogue.admin.changed"), "\(outcome.changed.count)"),
            .init(t("catalogue.admin.unchanged"), "\(outcome.unchanged.count)"),
        ], t)
    }

    private func lines(_ lines: [ImportCatalogue.Line], _ title: String) -> HTML {
        guard !lines.isEmpty else { return .empty }
        return "<h2>\(title)</h2><ul>\(lines.map { "<li>\($0.code) \($0.name) (\($0.version))</li>" as HTML })</ul>"
    }

    private func said(_ faults: [CatalogueFault], _ title: String, _ tone: Tone, _ t: Strings) -> HTML {
        guard !faults.isEmpty else { return .empty }
        return Components.notice(tone, title: title) {
            "<ul>\(faults.prefix(200).map { "<li>\($0.text(t))</li>" as HTML })</ul>"
        }
    }

    private func confirmation(_ request: WebRequest, _ deed: ImportCatalogue) -> HTML {
        let fields = [(name: "records", value: request.form["records"])] + FormValues.pairs("from", deed.effectiveFrom)
        return Components.form(action: Self.path, request) {
            "\(Components.hidden(fields))\(Components.button(request.strings("catalogue.admin.take")))"
        }
    }

    @Sendable private func take(_ request: WebRequest) async throws -> Answer {
        do {
            let (deed, _) = try read(request)
            return try await request.once { tx in
                _ = try deed.run(in: tx, act: request.act)
                return .redirect(to: Self.path, notice: "catalogue-imported")
            }
        } catch is CatalogueFaults {
            return try await preview(request)
        } catch let problem as Problem where problem.status == 409 || !problem.fields.isEmpty {
            return try await list(request, problem)
        }
    }

    /// - Throws: `CatalogueFaults`, `Problem` `invalid-form` for a date that is none.
    private func read(_ request: WebRequest) throws -> (deed: ImportCatalogue, remarks: [CatalogueFault]) {
        guard case .date(let date) = request.form.date("from") else {
            throw Problem.invalid([FieldFault("from", "catalogue-from")])
        }
        let content = try CatalogueFile.read(Array(request.form["records"].utf8))
        return (ImportCatalogue(content.records, effectiveFrom: date), content.remarks)
    }
}
