import Base
import Storage
import Web

/// `/quan-tri/danh-muc`: what is published, in which version, the export, and the way in (`CatalogueImportPages`).
struct CatalogueAdminPages: Sendable {
    static let path = "/quan-tri/danh-muc"

    var routes: [Route] {
        [
            .get(Self.path, .editCatalogue) { try await list($0, nil) },
            .get("\(Self.path)/xuat.json", .editCatalogue, export),
        ]
    }

    func list(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let t = request.strings
        let latest = try await request.site.database.read { try ProcedureStore.latest(in: $0) }
        let form = FormView(request, problem)
        let page = Page(title: form.title(t("catalogue.admin")), density: .officer, section: Self.path, main: """
            \(form.summary)
            <h1>\(t("catalogue.admin"))</h1>
            <p>\(t("catalogue.admin.text"))</p>
            <h2>\(t("catalogue.admin.take-in"))</h2>
            \(Components.form(action: CatalogueImportPages.previewPath, request, multipart: true) { """
                \(form.file("file", label: t("catalogue.admin.file"), hint: t("catalogue.admin.file.hint"),
                    types: [.json], isOptional: true))
                \(form.textArea("records", label: t("catalogue.admin.records"),
                    hint: t("catalogue.admin.records.hint"), rows: 4, isOptional: true))
                \(form.date("from", label: t("catalogue.admin.from"), initial: request.now.localDate))
                \(form.checkbox("withdraw-missing", label: t("catalogue.admin.withdraw-missing"),
                    hint: t("catalogue.admin.withdraw-missing.hint")))
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
}
