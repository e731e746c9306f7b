import Access
import Base
import Identity
import Journal
import Storage
import Web

/// The journal as an administrator and the director read it: what happened in their own agency, newest first.
enum JournalPages {
    static let path = "/quan-tri/nhat-ky"
    static let verifyPath = "/quan-tri/nhat-ky/kiem-tra"
    private static let entriesPerPage = 50

    static let routes: [Route] = [
        .get(path, .journalSee) { try await page($0, verdict: nil) }.reads(.log, of: "journal", record: nil),
        // Changes nothing, but reads the whole journal: so it is a button, with its token, and not a link.
        .post(verifyPath, .journalSee) { request in
            try await page(request, verdict: try await Journal.verify(request.site.database))
        }.reads(.log, of: "journal", record: nil),
    ]

    private static func page(_ request: WebRequest, verdict: JournalVerdict?) async throws -> Answer {
        let t = request.strings
        let search = try search(request)
        let (entries, names) = try await request.site.database.read { snapshot in
            let entries = try Journal.entries(matching: search, in: snapshot)
            return (entries, try Self.names(in: entries, snapshot))
        }
        let values = request.query
        return .page(Page(title: t("administration.journal"), density: .officer, section: path, main: """
            \(Components.backLink(to: AdministrationPages.path, t, label: t("administration.title")))
            <h1>\(t("administration.journal"))</h1>
            <p>\(t("administration.journal.lead"))</p>
            \(verdict.map { notice($0, t) })
            \(Components.action(t("administration.journal.verify"), to: verifyPath, request))
            \(filter(FormView(t, values: values), t))
            \(table(entries, names, t))
            \(older(entries, values, t))
            """))
    }

    /// Only the caller's own agency: what is out of reach is not there.
    private static func search(_ request: WebRequest) throws(Problem) -> JournalSearch {
        guard let agency = request.permit.agency else { throw .notFound }
        return JournalSearch(
            agency: agency, kind: request.query["loai"], subject: request.query["doi-tuong"],
            before: Int64(request.query["truoc"]), limit: entriesPerPage)
    }

    private static func notice(_ verdict: JournalVerdict, _ t: Strings) -> HTML {
        switch verdict {
        case .intact(let head):
            Components.notice(.good, live: true) {
                "<p>\(t("app.journal.intact", ["entries": t.formats.number(head.number), "digest": head.digest]))</p>"
            }
        case .broken(let fault):
            Components.notice(.late, live: true) {
                "<p>\(t("app.journal.\(fault.word)", ["number": "\(fault.number)"]))</p>"
            }
        }
    }

    /// Whose accounts the entries are about: a sign-in is written before anybody is there to have done it.
    private static func names(in entries: [JournalEntry], _ snapshot: Snapshot) throws -> [String: String] {
        var names: [String: String] = [:]
        for entry in entries where entry.subjectKind == "account" && names[entry.subject] == nil {
            guard let account = AccountID(entry.subject) else { continue }
            names[entry.subject] = try StaffStore.member(account, in: snapshot)?.name
        }
        return names
    }

    private static func filter(_ form: FormView, _ t: Strings) -> HTML {
        let (words, chosen) = (EntryWords(t: t), form.value("loai"))
        let kind = chosen.contains(".") ? [FormView.Choice(chosen, words.kind(chosen))] : []
        return Components.filterForm(action: path) { """
            \(form.select("loai", label: t("administration.journal.kind"),
                kind + EntryWords.groups.map { .init($0, words.group($0)) }, none: t("administration.journal.every")))
            \(form.text("doi-tuong", label: t("administration.journal.subject"),
                hint: t("administration.journal.subject.hint")))
            \(Components.button(t("administration.journal.filter"), .secondary))
            """ }
    }

    private static func table(_ entries: [JournalEntry], _ names: [String: String], _ t: Strings) -> HTML {
        Components.table(
            caption: t("administration.journal"),
            columns: [
                .init(t("administration.journal.number"), .number), .init(t("administration.journal.at")),
                .init(t("administration.journal.what")), .init(t("administration.journal.record")),
                .init(t("administration.journal.who")), .init(t("administration.journal.facts")),
            ],
            rows: entries.map { row($0, names, t) }, hidesCaption: true,
            empty: Components.emptyState(t("administration.journal.none")))
    }

    private static func row(_ entry: JournalEntry, _ names: [String: String], _ t: Strings) -> Components.TableRow {
        let words = EntryWords(t: t)
        let facts = entry.facts.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: " · ")
        let history = "\(path)?doi-tuong=\(PercentCoding.encoded(entry.subject))"
        let name = names[entry.subject].map { ": \($0)" } ?? ""
        return Components.TableRow([
            "\(entry.number)", "\(t.formats.shortDateTime(entry.at))",
            """
            <a href="\(path)?loai=\(PercentCoding.encoded(entry.kind))">\(words.kind(entry.kind))</a><br>\
            <small><code>\(entry.kind)</code></small>
            """,
            "<a href=\"\(history)\">\(words.record(entry.subjectKind))\(name)</a>",
            "\(entry.actorName) <small>\(words.role(entry.actorRole))</small>", "<small>\(facts)</small>",
        ])
    }

    /// A link to what came before the last entry shown; keeps the filter.
    private static func older(_ entries: [JournalEntry], _ values: FormValues, _ t: Strings) -> HTML {
        guard entries.count == entriesPerPage, let last = entries.last else { return .empty }
        let kept = ["loai", "doi-tuong"].filter { !values[$0].isEmpty }
            .map { "\($0)=\(PercentCoding.encoded(values[$0]))&" }.joined()
        return Components.buttonLink(
            t("administration.journal.older"), to: "\(path)?\(kept)truoc=\(last.number)", .secondary)
    }
}
