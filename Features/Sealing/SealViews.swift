import Base
import Web

/// How the seals stand, in words.
enum SealViews {
    private static let journalPath = "/quan-tri/nhat-ky"

    /// What the last check has found, with the way to the entry that was hit.
    static func check(_ check: SealCheck?, _ t: Strings) -> HTML {
        guard let check, let finishedAt = check.finishedAt else { return .empty }
        let words = [
            "at": t.formats.dateTime(finishedAt), "entries": t.formats.number(check.entries),
            "entry": "\(check.entry ?? 0)", "last": "\(check.lastEntry ?? 0)", "seal": "\(check.seal ?? 0)",
        ]
        if check.verdict == "good" {
            return Components.notice(.good, title: t("sealing.check.good")) {
                "<p>\(t("sealing.check.good.text", words))</p>"
            }
        }
        let way: HTML = check.entry.map {
            """
            <p><a href="\(journalPath)?truoc=\((check.lastEntry ?? $0) + 1)">\(t("sealing.check.see", words))</a></p>
            """
        } ?? .empty
        return Components.notice(.late, title: t("sealing.check.bad"), live: true) {
            "<p>\(t("sealing.check.\(check.verdict)", words))</p>\(way)<p>\(t("sealing.check.do"))</p>"
        }
    }

    /// The key and the file, as the process that seals has told.
    static func keeper(_ keeper: SealKeeper?, newest: Seal?, _ t: Strings) -> HTML {
        guard let keeper else { return Components.notice(.info) { "<p>\(t("sealing.keeper.none"))</p>" } }
        var rows: [Components.SummaryRow] = []
        if let key = keeper.key ?? newest?.key {
            rows.append(.init(t("sealing.key"), """
                <code>\(key.fingerprint)</code> <a href="\(VerifyPages.keyPath)">\(t("sealing.verify.take-key"))</a>
                """))
        }
        rows.append(.init(t("sealing.file"), """
            <code>\(keeper.file)</code> \
            \(Components.tag(t("sealing.file.\(keeper.standing)"), keeper.standing == "agrees" ? .good : .late))
            """))
        rows.append(.init(t("sealing.told"), "\(t.formats.dateTime(keeper.toldAt))"))
        let problem: HTML = keeper.problem.isEmpty ? .empty : Components.notice(.late) {
            "<p>\(t("sealing.problem", ["code": keeper.problem]))</p>"
        }
        return "\(problem)\(Components.summaryList(rows, t))"
    }
}
