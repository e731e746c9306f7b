import Access
import Base
import Identity
import Storage
import Web

/// `/du-lieu-ca-nhan`: what is kept of people and why, for everybody (thông báo xử lý dữ liệu cá nhân);
/// `/quan-tri/du-lieu-ca-nhan`: all kinds of records with their tables, for those who look after them.
enum RecordKindPages {
    static let path = "/du-lieu-ca-nhan"
    static let adminPath = "/quan-tri/du-lieu-ca-nhan"

    static let routes: [Route] = [
        .get(path, .privacyNotice, notice),
        .get(adminPath, .privacyKinds) { .page(kinds($0)) },
    ]

    @Sendable private static func notice(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        let agencies = try await request.site.database.read { try AgencyStore.served(in: $0) }
        let cards = RecordKind.all.filter(\.isPersonal).map { kind -> HTML in
            """
            <section><h3>\(kind.name.text(t.language.tag))</h3>\(Components.summaryList([
                .init(t("privacy.kinds.purpose"), "\(kind.purpose.text(t.language.tag))"),
                .init(t("privacy.kinds.basis"), "\(kind.basis.joined(separator: ", "))"),
                .init(t("privacy.kinds.keep"), "\(keep(kind, t))"),
                .init(t("privacy.kinds.level"), "\(t("privacy.level.\(kind.level)"))"),
            ], t))</section>
            """
        }
        return .page(Page(
            title: t("privacy.notice"), density: request.caller.staff == nil ? .citizen : .officer, main: """
            \(Components.backLink(to: "/", t))
            <h1>\(t("privacy.notice"))</h1>
            <p class="lead">\(t("privacy.notice.lead"))</p>
            <h2>\(t("privacy.notice.who"))</h2>
            <p>\(t("privacy.notice.who.text"))</p><ul>\(agencies.map { "<li>\($0.name)</li>" as HTML })</ul>
            <h2>\(t("privacy.notice.rights"))</h2>
            <ul><li>\(t("privacy.notice.rights.see"))</li><li>\(t("privacy.notice.rights.correct"))</li>
            <li>\(t("privacy.notice.rights.readers"))</li><li>\(t("privacy.notice.rights.complain"))</li></ul>
            <h2>\(t("privacy.notice.kinds"))</h2>
            \(cards)
            """))
    }

    private static func kinds(_ request: WebRequest) -> Page {
        let t = request.strings
        let rows = RecordKind.all.map { kind in
            Components.TableRow([
                "<strong>\(kind.name.text(t.language.tag))</strong><br><small>\(kind.id)</small>",
                "\(kind.purpose.text(t.language.tag))", "\(kind.basis.joined(separator: ", "))",
                "\(keep(kind, t))<br><small>\(kind.source.text(t.language.tag))</small>",
                Components.tag(t("privacy.level.\(kind.level)"), tone(kind.level)),
                "\(kind.owner)<br><small>\(kind.tables.joined(separator: ", "))</small>",
            ])
        }
        return Page(title: t("privacy.kinds"), density: .officer, section: adminPath, main: """
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("privacy.kinds"))</h1>
            <p>\(t("privacy.kinds.lead"))</p>
            \(Components.table(caption: t("privacy.kinds"), columns: [
                .init(t("privacy.kinds.kind")), .init(t("privacy.kinds.purpose")), .init(t("privacy.kinds.basis")),
                .init(t("privacy.kinds.keep")), .init(t("privacy.kinds.level")), .init(t("privacy.kinds.owner")),
            ], rows: rows, hidesCaption: true))
            """)
    }

    private static func tone(_ level: Int) -> Tone { level == 4 ? .late : level == 3 ? .warn : .neutral }

    /// "10 năm kể từ khi giải quyết xong".
    static func keep(_ kind: RecordKind, _ t: Strings) -> String {
        let since = t("privacy.since.\(kind.since.rawValue)")
        switch kind.keep {
        case .permanent: return t("privacy.keep.permanent")
        case .current: return t("privacy.keep.current")
        case .days(let days): return t("privacy.keep.days", ["count": "\(days)", "since": since])
        case .months(let months) where months % 12 == 0:
            return t("privacy.keep.years", ["count": "\(months / 12)", "since": since])
        case .months(let months): return t("privacy.keep.months", ["count": "\(months)", "since": since])
        }
    }
}
