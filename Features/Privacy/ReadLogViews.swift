import Base
import Dossiers
import Web

/// Lines of the log of readings on a page and in a spreadsheet.
enum ReadLogViews {
    /// - Parameter names: whose looks they are; not where they are all one's own.
    static func table(_ lines: [ReadLine], names: Bool, _ t: Strings) -> HTML {
        let who: [Components.Column] = names ? [.init(t("privacy.who"))] : []
        return Components.table(
            caption: t("privacy.log"),
            columns: [.init(t("privacy.at"), .date)] + who + [
                .init(t("privacy.what")), .init(t("privacy.record"), .code), .init(t("privacy.ground")),
                .init(t("privacy.address")),
            ],
            rows: lines.map { line in
                let name: HTML = """
                    \(line.accountName)\(if: !line.inPlaceOf.isEmpty,
                        "<br><small>\(t("privacy.in-place-of", ["name": line.inPlaceOf]))</small>")
                    """
                let person: [HTML] = names ? [name] : []
                return Components.TableRow(
                    ["\(t.formats.shortDateTime(line.at))"] + person + [
                        "\(t("privacy.what.\(line.what.rawValue)"))", record(line, t),
                        "\(t("privacy.ground.\(line.ground.rawValue)"))", "\(line.address)",
                    ], tone: isOutOfTheWay(line) ? .warn : nil)
            }, hidesCaption: true,
            empty: Components.emptyState(t("privacy.none"), text: t("privacy.none.text"), icon: .list))
    }

    /// A dossier that the reader had no part in. What is no dossier - a paper of authority to be checked, a request to
    /// be answered - has no holder, so nothing is to be wondered at.
    private static func isOutOfTheWay(_ line: ReadLine) -> Bool {
        line.kind == Dossier.subjectKind && line.ground == .search && line.what != .list
    }

    private static func record(_ line: ReadLine, _ t: Strings) -> HTML {
        if line.kind == Dossier.subjectKind, !line.record.isEmpty {
            return "<a href=\"/ho-so/\(line.record)\">\(line.code)</a>"
        }
        if line.kind == ReadLine.worklist {
            return """
                \(t("privacy.worklist.\(worklist(line))")): \
                \(t("privacy.records", ["count": t.formats.number(line.shown)]))
                """
        }
        guard line.what == .list, !line.records.isEmpty else { return "\(t("privacy.kind.\(kind(line))"))" }
        return "\(t("privacy.records", ["count": t.formats.number(line.records.count)]))"
    }

    /// Which list it was.
    private static func worklist(_ line: ReadLine) -> String {
        switch line.door {
        case "/ban-lam-viec": "desk"
        case "/ky-duyet": "decide"
        case "/bang-giam-doc", "/bang-giam-doc/ho-so": "board"
        default: "other"
        }
    }

    private static func kind(_ line: ReadLine) -> String {
        let known = ["dossier", "external", "journal", "reading", "mandate", "rights-request"]
        return known.contains(line.kind) ? line.kind : "other"
    }

    /// How the closed days stand.
    static func standing(_ days: [ReadDay], _ wrong: [LocalDate], _ t: Strings) -> HTML {
        if let day = wrong.last {
            return Components.notice(.late, live: true) {
                "<p>\(t("privacy.days.wrong", ["day": t.formats.date(day)]))</p>"
            }
        }
        guard let newest = days.first else { return .empty }
        let text = t("privacy.days.right", ["day": t.formats.date(newest.day), "count": "\(days.count)"])
        return "<p class=\"hint\">\(text)</p>"
    }

    static func sheet(_ lines: [ReadLine], _ t: Strings) -> [UInt8] {
        var sheet = Sheet()
        sheet.add([
            t("privacy.at"), t("privacy.who"), t("privacy.roles"), t("privacy.in-place"), t("privacy.what"),
            t("privacy.record"), t("privacy.ground"), t("privacy.address"), t("privacy.request"),
        ])
        for line in lines {
            sheet.add([
                line.at.iso8601, line.accountName, line.roles, line.inPlaceOf, t("privacy.what.\(line.what.rawValue)"),
                line.code.isEmpty
                    ? t("privacy.records", ["count": "\(max(line.shown, line.records.count))"]) : line.code,
                t("privacy.ground.\(line.ground.rawValue)"), line.address, line.requestID,
            ])
        }
        return sheet.bytes
    }
}
