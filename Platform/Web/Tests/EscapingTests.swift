import Access
import Base
import Testing

@testable import Web

/// Every slot of every component takes the worst a person can type, and shows it as text.
@Suite struct EscapingTests {
    static let hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{x}&amp;\u{202E}"

    static let pieces: [(name: String, html: HTML)] = {
        let evil = hostile
        let t = Strings(language: .vietnamese, own: ["web.draft.saved": "{time}"], fallback: [:])
        let form = FormView(
            t, values: FormValues([("x", evil), ("x-ngay", evil), ("x-thang", evil), ("x-nam", evil)]),
            faults: [FieldFault("x", evil, [evil: evil])])
        let choices: [FormView.Choice] = [.init(evil, evil, hint: evil), .init("b", evil)]
        let chart = { (kind: Chart.Kind) in
            Chart(
                kind, title: evil, summary: evil, categoryTitle: evil, categories: [evil, "b"],
                series: [.init(evil, [1, 2]), .init(evil, [3, 4])])
        }
        return [
            ("button", Components.button(evil, name: evil, value: evil)),
            ("button link", Components.buttonLink(evil, to: evil)),
            ("hidden", Components.hidden([(evil, evil)])),
            ("form", Components.form(action: evil, csrf: evil, once: evil, draft: evil) { "\(evil)" }),
            ("filter", Components.filterForm(action: evil) { "\(evil)" }),
            ("draft", Components.draftState(t, savedAt: evil)),
            ("text", form.text("x", label: evil, hint: evil, initial: evil, autocomplete: evil)),
            ("area", form.textArea("x", label: evil, hint: evil)),
            ("search", form.search("x", label: evil, hint: evil, suggestions: evil)),
            ("radios", form.radios("x", label: evil, choices, hint: evil)),
            ("checkboxes", form.checkboxes("x", label: evil, choices, hint: evil, heading: true)),
            ("checkbox", form.checkbox("x", label: evil, hint: evil, value: evil)),
            ("select", form.select("x", label: evil, choices, hint: evil, none: evil)),
            ("date", form.date("x", label: evil, hint: evil)),
            ("file", form.file("x", label: evil, hint: evil)),
            ("group", form.group(evil, hint: evil) { "\(evil)" }), ("summary", form.summary),
            ("notice", Components.notice(.warn, title: evil) { "\(evil)" }), ("tag", Components.tag(evil, .late)),
            ("empty", Components.emptyState(evil, text: evil)), ("back", Components.backLink(to: evil, t, label: evil)),
            ("crumbs", Components.breadcrumbs([(evil, evil)], evil, t)),
            ("live", Components.live(evil, t) { "\(evil)" }),
            (
                "table",
                Components.table(
                    caption: evil, columns: [.init(evil, sortKey: evil)],
                    rows: [.init(["\(evil)"], link: evil)], sorting: .init(by: evil, descending: true) { key, _ in key }
                )
            ),
            ("summary list", Components.summaryList([.init(evil, "\(evil)", change: evil)], t)),
            ("tabs", Components.tabs(evil, [.init(evil, to: evil, count: 1, isCurrent: false)])),
            ("pages", Components.pagination(page: 2, of: 9, t) { _ in evil }),
            ("pager", Components.pager(previous: (evil, evil), next: (evil, evil), t)),
            ("timeline", Components.timeline([.init(evil, when: evil, text: "\(evil)")])),
            ("steps", Components.steps([evil, evil], current: 1, t)),
            ("progress", Components.progress(evil, done: 1, of: 2, t)),
            ("tiles", Components.tiles([.init(evil, evil, detail: evil, to: evil), .init(evil, evil)])),
            ("cards", Components.cards([.init(.home, evil, text: evil, to: evil)])),
            ("opener", Components.opener(evil, of: evil, orPage: evil)),
            ("dialog", Components.dialog(id: evil, title: evil, t) { "\(evil)" }),
            ("bars", Components.chart(chart(.bars), t)), ("stacked", Components.chart(chart(.stackedBars), t)),
            ("columns", Components.chart(chart(.columns), t)), ("lines", Components.chart(chart(.lines), t)),
            ("layout", layout(evil)),
        ]
    }()

    private static func layout(_ evil: String) -> HTML {
        var context = Pages.context(.citizen(CitizenCaller(account: ID(at: Instant(microseconds: 0)), name: evil)))
        context.path = evil
        context.notice = evil
        context.csrfToken = evil
        context.placeName = evil
        context.contactLines = [evil]
        context.requestID = evil
        context.languages = [("vi", evil), (evil, evil)]
        return Layout.document(Page(title: evil, density: .officer, section: evil, main: "\(evil)"), in: context)
    }

    @Test(arguments: pieces.map(\.name)) func `what a person typed stays text`(piece: String) throws {
        let html = try #require(Self.pieces.first { $0.name == piece }).html.text
        #expect(!html.contains("<script>alert"))
        #expect(!html.contains("<img"))
        #expect(html.matches(of: /<[^<>]*"'/).isEmpty, "a quote ended an attribute")
        #expect(html.contains("&lt;script&gt;"), "the text is not shown at all")
    }
}
