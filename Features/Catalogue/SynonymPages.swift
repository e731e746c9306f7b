import Base
import Web

/// `/quan-tri/tu-dong-nghia`: the words of every day that this commune adds to the search.
struct SynonymPages: Sendable {
    static let path = "/quan-tri/tu-dong-nghia"

    var routes: [Route] {
        [
            .get(Self.path, .editCatalogue) { try await list($0, nil) },
            .post(Self.path, .editCatalogue, add),
            .post("\(Self.path)/:id/xoa", .editCatalogue, remove),
        ]
    }

    @Sendable private func list(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let t = request.strings
        let own = try await request.site.database.read { try SynonymStore.all(in: $0) }
        let form = FormView(request, problem)
        let rows = own.map { entry in
            Components.TableRow([
                "\(entry.synonym.phrase)", "\(entry.synonym.meaning)",
                Components.action(t("catalogue.synonyms.remove"), to: "\(Self.path)/\(entry.id)/xoa", request, .plain),
            ])
        }
        return .page(Page(title: form.title(t("catalogue.synonyms")), density: .officer, section: Self.path, main: """
            \(form.summary)
            <h1>\(t("catalogue.synonyms"))</h1>
            <p>\(t("catalogue.synonyms.text"))</p>
            \(Components.form(action: Self.path, request) { """
                \(form.text("phrase", label: t("catalogue.synonyms.phrase"), hint: t("catalogue.synonyms.phrase.hint")))
                \(form.text("meaning", label: t("catalogue.synonyms.meaning"),
                    hint: t("catalogue.synonyms.meaning.hint")))
                \(Components.button(t("catalogue.synonyms.add")))
                """ })
            \(Components.table(caption: t("catalogue.synonyms.own"),
                columns: [.init(t("catalogue.synonyms.phrase")), .init(t("catalogue.synonyms.meaning")),
                    .init(t("catalogue.synonyms.remove"), .action)],
                rows: rows, folds: false, empty: Components.emptyState(t("catalogue.synonyms.none"))))
            <details><summary>\(t("catalogue.synonyms.built-in"))</summary>
            <ul>\(Synonym.builtIn.map { "<li>\($0.phrase) = \($0.meaning)</li>" as HTML })</ul></details>
            """), status: problem?.status ?? 200)
    }

    @Sendable private func add(_ request: WebRequest) async throws -> Answer {
        let deed = AddSynonym(phrase: request.form["phrase"], meaning: request.form["meaning"])
        do {
            return try await request.once { tx in
                try deed.run(in: tx, act: request.act)
                return .redirect(to: Self.path, notice: "synonym-added")
            }
        } catch let problem as Problem where !problem.fields.isEmpty || problem.code == "synonyms-full" {
            return try await list(request, problem)
        }
    }

    @Sendable private func remove(_ request: WebRequest) async throws -> Answer {
        let deed = RemoveSynonym(id: try request.id("id"))
        return try await request.once { tx in
            try deed.run(in: tx, act: request.act)
            return .redirect(to: Self.path, notice: "synonym-removed")
        }
    }
}
