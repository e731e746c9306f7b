import Access
import Base
import Books
import Dossiers
import Foundation
import Identity
import Paper
import Storage
import Web

/// `/so-theo-doi`: the register, searched and by month, on the screen and as form 07.
enum RegisterPages {
    static let path = "/so-theo-doi"
    static let rowsOfPage = 50
    /// What one print may hold: the greatest month of a big ward is below, and it takes some seconds.
    static let rowsOfPrintMax = 3000

    static let routes: [Route] = [
        .get(path, .registerSee, show).reads(.list, record: nil),
        .get("\(path)/pdf", .registerSee) { try await print($0, .pdf) }.reads(.list, record: nil),
        .get("\(path)/in", .registerSee) { try await print($0, .page) }.reads(.list, record: nil),
    ]

    /// What an address asks for.
    private struct Asked {
        let period: RegisterPeriod
        let typed: String
        let page: Int

        init(_ request: WebRequest) {
            typed = request.query["tim"]
            let today = request.now.localDate
            period = RegisterPeriod(request.query["ky"])
                ?? (typed.isEmpty ? RegisterPeriod(of: today) : RegisterPeriod(year: today.year, month: nil))
            page = max(1, Int(request.query["trang"]) ?? 1)
        }

        func address(_ page: Int) -> String {
            let words = typed.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed) ?? ""
            return "\(path)?ky=\(period.text)\(typed.isEmpty ? "" : "&tim=\(words)")&trang=\(page)"
        }
    }

    private static func question(
        _ asked: Asked, agency: AgencyID, for permit: Permit, in snapshot: Snapshot
    ) throws -> BookStore.Question {
        var question = BookStore.Question(
            agency: agency, book: .receipt, from: asked.period.from, through: asked.period.through)
        guard !asked.typed.isEmpty else { return question }
        // A short number is a place in the book.
        if asked.typed.count <= 6, let number = Int(asked.typed) {
            question.number = number
        } else {
            question.dossiers = try DossierSearchStore.dossiers(DossierQuery(asked.typed), for: permit, in: snapshot)
                .map(\.id.description)
        }
        return question
    }

    @Sendable private static func show(_ request: WebRequest) async throws -> Answer {
        let asked = Asked(request)
        guard let agency = request.permit.agency else { throw Problem.forbidden }
        let (register, count) = try await request.site.database.read { snapshot in
            let question = try question(asked, agency: agency, for: request.permit, in: snapshot)
            return (
                try Register.read(question, offset: (asked.page - 1) * rowsOfPage, limit: rowsOfPage,
                    for: request.permit, in: snapshot),
                try BookStore.count(question, in: snapshot)
            )
        }
        var answer = Answer.page(page(register, count, asked, request))
        answer.shown = register.entries.compactMap { $0.line?.dossier.id.description }
        return answer
    }

    private static func page(_ register: Register, _ count: Int, _ asked: Asked, _ request: WebRequest) -> Page {
        let t = request.strings
        let form = FormView(t, values: request.query)
        let choices = RegisterPeriod.choices(upTo: request.now.localDate).map { period in
            FormView.Choice(period.text, period.month.map {
                t("paper.register.month", ["month": "\($0)", "year": "\(period.year)"])
            } ?? t("paper.register.year", ["year": "\(period.year)"]))
        }
        let ask: HTML = Components.filterForm(action: path) {
            """
            \(form.select("ky", label: t("paper.register.period"), choices, initial: asked.period.text))
            \(form.search("tim", label: t("paper.register.search"), hint: t("paper.register.search.hint")))
            """
        }
        let print = "?ky=\(asked.period.text)"
        let main: HTML = """
            <h1>\(t("paper.register"))</h1><p>\(t("paper.register.lead"))</p>\(ask)
            \(Components.buttonRow([
                Components.buttonLink(t("paper.register.pdf"), to: "\(path)/pdf\(print)", .secondary, icon: .file),
                Components.buttonLink(t("paper.register.print"), to: "\(path)/in\(print)", .plain, icon: .print),
            ]))
            <p class="hint">\(t("paper.register.count", ["count": t.formats.number(count)]))</p>
            \(table(register, t))
            \(Components.pagination(page: asked.page, of: (count + rowsOfPage - 1) / rowsOfPage, t) {
                asked.address($0)
            })
            """
        return Page(title: t("paper.register"), density: .officer, section: path, main: main)
    }

    private static func table(_ register: Register, _ t: Strings) -> HTML {
        let rows = register.entries.map { entry in
            let row = entry.row
            let name: HTML = entry.line.map { "<a href=\"/ho-so/\($0.dossier.id)\">\($0.dossier.code.text)</a>" } ?? ""
            return Components.TableRow(
                [
                    "\(row["index"] ?? "")", name, "\(row["applicant"] ?? "")", "\(row["procedure"] ?? "")",
                    "\(row["received"] ?? "")", "\(row["due"] ?? "")", "\(entry.passedOnTo)",
                    "\(row["result-in"] ?? "")", "\(row["result-out"] ?? "")", "\(row["note"] ?? "")",
                ], tone: entry.slip.voiding == nil ? nil : .late)
        }
        return Components.table(
            caption: t("paper.register"),
            columns: [
                .init(t("paper.register.index"), .number), .init(t("paper.register.code"), .code),
                .init(t("paper.register.applicant")), .init(t("paper.register.procedure")),
                .init(t("paper.register.received")), .init(t("paper.register.due")),
                .init(t("paper.register.passed-on")), .init(t("paper.register.result-in")),
                .init(t("paper.register.result-out")), .init(t("paper.register.note")),
            ],
            rows: rows, hidesCaption: true,
            empty: Components.emptyState(t("paper.register.none"), text: t("paper.register.none.text"), icon: .list))
    }

    private static func print(_ request: WebRequest, _ way: PaperAnswer) async throws -> Answer {
        let period = RegisterPeriod(request.query["ky"]) ?? RegisterPeriod(of: request.now.localDate)
        guard let agency = request.permit.agency else { throw Problem.forbidden }
        let now = request.now
        let paper = try await request.site.database.read { snapshot in
            try Self.paper(period, of: agency, at: now, for: request.permit, in: snapshot)
        }
        return try way.answer(paper, name: "so-theo-doi-\(period.text)", request)
    }

    /// Form 07 of a month or year.
    /// - Throws: `register-too-long` (409) for more rows than one print holds.
    static func paper(
        _ period: RegisterPeriod, of id: AgencyID, at now: Instant, for permit: Permit, in snapshot: Snapshot
    ) throws -> PaperDocument {
        guard let agency = try AgencyStore.agency(id, in: snapshot) else { throw Problem.notFound }
        let question = BookStore.Question(agency: id, book: .receipt, from: period.from, through: period.through)
        let count = try BookStore.count(question, in: snapshot)
        guard count <= rowsOfPrintMax else {
            throw Problem("register-too-long", status: 409, arguments: ["max": "\(rowsOfPrintMax)"])
        }
        let register = try Register.read(question, limit: rowsOfPrintMax, for: permit, in: snapshot)
        var fields = AgencyWords(agency).fields
        fields["period"] = period.words
        fields["book"] = "01/\(period.year)"
        fields["printed"] = PaperWords.date(now.localDate)
        fields["count"] = count == 0 ? "" : "\(count)"
        return TemplateFilling.paper(
            try TemplateStore.layout(.register, for: agency, in: snapshot),
            PaperValues(fields: fields, lists: ["dossiers": register.rows]), createdAt: now)
    }
}
