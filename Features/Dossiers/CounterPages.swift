import Access
import Base
import Calendars
import Catalogue
import Deadlines
import Identity
import Storage
import Web

/// Tiếp nhận tại quầy: one screen, keyboard only. A card read by the barcode reader fills the person, a procedure is found
/// by code or words, the papers are ticked, Enter receives.
struct CounterPages {
    static let matchesMax = 20

    let live: LiveCalendar
    let catalogue: LiveCatalogue

    var routes: [Route] {
        [
            .get("/quay", "dossier.receive", choose),
            .get("/quay/goi-y", "dossier.receive", suggest),
            .get("/quay/:code", "dossier.receive", form),
            .get("/quay/:code/phi", "dossier.receive", bill),
            .post("/quay/:code", "dossier.receive", receive),
        ]
    }

    /// The procedure: typed as a code it opens at once, otherwise the best matches to choose from.
    func choose(_ request: WebRequest) async throws -> Answer {
        let typed = request.query["q"]
        let index = try await index(request)
        if index.procedure(typed)?.isWithdrawn == false { return .redirect(to: "/quay/\(typed)") }
        let found = typed.isEmpty ? index.common : Self.find(typed, in: index)
        if !typed.isEmpty, found.count == 1 { return .redirect(to: "/quay/\(found[0].code)") }
        let t = request.strings
        let box = FormView(t, values: FormValues([(name: "q", value: typed)]))
        let items = found.prefix(Self.matchesMax).enumerated().map { index, procedure -> HTML in
            """
            <li><a href="/quay/\(procedure.code)"\(if: index < 9, " data-key=\"\(index + 1)\"")>\
            \(if: index < 9, "<kbd>\(index + 1)</kbd> ")\(procedure.name)</a> <span class="hint">\(procedure.code) · \(procedure.field)</span></li>
            """
        }
        let main: HTML = """
            <h1>\(t("dossier.counter.title"))</h1>
            \(Components.filterForm(action: "/quay") {
                box.search("q", label: t("dossier.counter.procedure"), hint: t("dossier.counter.procedure.hint"),
                    suggestions: "/quay/goi-y", attributes: " autofocus")
            })
            <h2>\(t(typed.isEmpty ? "dossier.counter.common" : "dossier.counter.found"))</h2>
            \(if: items.isEmpty, Components.emptyState(t("dossier.counter.none", ["query": typed]), icon: .search))
            \(if: !items.isEmpty, "<ol class=\"choices\" data-list>\(items)</ol>")
            \(if: request.site.policy.allows(.identityResetAtCounter, to: request.caller),
                "<p><a href=\"\(ResetAtCounterPages.path)\">\(t("identity.at-counter.link"))</a></p>")
            """
        return .page(Page(title: t("dossier.counter.title"), density: .officer, section: "/quay", main: main))
    }

    func suggest(_ request: WebRequest) async throws -> Answer {
        let found = Self.find(request.query["q"], in: try await index(request))
        return try .suggestions(found.prefix(8).map {
            Suggestion(text: $0.name, detail: "\($0.code) · \($0.field)", href: "/quay/\($0.code)")
        })
    }

    private func index(_ request: WebRequest) async throws -> CatalogueIndex {
        try await request.site.database.read { try catalogue.index(on: request.now.localDate, in: $0) }
    }

    private static func find(_ typed: String, in index: CatalogueIndex) -> [Procedure] {
        typed.isEmpty ? [] : index.search.hits(for: typed, limit: matchesMax).map(\.procedure)
    }

    func form(_ request: WebRequest) async throws -> Answer {
        .page(try await page(request, values: .none, problem: nil))
    }

    /// What the fee comes to for the pages and copies typed so far, as a piece of the page.
    func bill(_ request: WebRequest) async throws -> Answer {
        let code = request.parameters["code"] ?? ""
        let procedure = try await request.site.database.read {
            try ProcedureStore.current(code: code, on: request.now.localDate, in: $0)
        }
        guard let procedure else { throw Problem.notFound }
        let rule = procedure.feeRule(for: .counter)
        let bill = FeeFields.bill(rule, FeeFields.typed(request.query, rule: rule).count, request.strings)
        return Answer(body: .bytes(Array(bill.text.utf8), contentType: "text/html; charset=utf-8"))
    }

    func receive(_ request: WebRequest) async throws -> Answer {
        if request.form.has("count") { return .page(try await page(request, values: request.form, problem: nil)) }
        if request.form.has("read-card") {
            guard let card = IdentityCard(qrText: request.form["card"]) else {
                let problem = Problem.invalid([FieldFault("card", "dossier.card-shape")])
                return .page(try await page(request, values: request.form, problem: problem), status: 422)
            }
            return .page(try await page(request, values: CounterForm.filled(request.form, from: card), problem: nil))
        }
        let code = request.parameters["code"] ?? ""
        let form = CounterForm(values: request.form)
        return try await request.once(orAgain: { try await page(request, values: request.form, problem: $0) }) { tx in
            guard let procedure = try ProcedureStore.current(code: code, on: request.now.localDate, in: tx),
                let own = request.permit.agency, let agency = try AgencyStore.agency(own, in: tx)
            else { throw Problem.notFound }
            let served = form.namesAnother(than: own) ? try AgencyStore.served(in: tx) : []
            let (filing, faults) = form.filing(procedure: procedure, own: agency, among: served)
            // Another agency's dossier is handed to its offices by itself.
            let office = filing.agency.id == own ? ID<OfficeMark>(request.form["office"]) : nil
            let dossier = try ReceiveAtCounter(filing, termIfUnknown: TermFields.typed(request.form),
                office: office, calendar: live.current(in: tx), faults: faults)
                .run(in: tx, act: request.act)
            return .redirect(to: "/ho-so/\(dossier.id)", notice: "dossier-received")
        }
    }

    private func page(_ request: WebRequest, values: FormValues, problem: Problem?) async throws -> Page {
        let code = request.parameters["code"] ?? ""
        let (procedure, agency, offices, served) = try await request.site.database.read { snapshot in
            guard let procedure = try ProcedureStore.current(code: code, on: request.now.localDate, in: snapshot),
                !procedure.isWithdrawn, let own = request.permit.agency,
                let agency = try AgencyStore.agency(own, in: snapshot)
            else { throw Problem.notFound }
            return (procedure, agency, try AgencyStore.offices(of: own, in: snapshot),
                try AgencyStore.served(in: snapshot))
        }
        let form = FormView(request.strings, values: values, faults: problem?.fields ?? [])
        return CounterViews(procedure: procedure, agency: agency, offices: offices, served: served,
            calendar: live.current(for: agency.id), request: request)
            .page(form, problem: problem)
    }
}
