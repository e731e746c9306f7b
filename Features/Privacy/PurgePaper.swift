import Base
import Identity
import Paper
import Web

/// Biên bản tiêu hủy: what was destroyed, how many, on what ground, by whom, when; and the digest of the list.
enum PurgePaper {
    static func document(
        _ run: PurgeRun, _ counts: [PurgeItem.State: Int], _ items: [PurgeItem], digest: String, agency: Agency,
        _ t: Strings
    ) -> PaperDocument {
        func line(_ key: String, _ value: String) -> PaperBlock { .text(.bold("\(t(key)): ") + PaperText(value)) }
        let title = t("privacy.purge.record")
        let approved = run.approvedAt.map { "\(run.approvedName), \(t.formats.dateTime($0))" } ?? ""
        let (words, made) = (AgencyWords(agency), run.endedAt ?? run.proposedAt)
        return PaperDocument(
            title: title, size: .a4, createdAt: made,
            blocks: [
                .head(OfficialHead(agency: words.head, number: t("privacy.paper.number"),
                    placeAndDate: words.placeAndDate(made.localDate))), .space(6),
                .text(PaperText(title.uppercased()), .title), .space(4),
                line("privacy.purge.code", run.code), line("privacy.kinds.kind", PurgeViews.kind(run, t)),
                line("privacy.purge.before", t.formats.date(run.before.localDate)),
                line("privacy.purge.ground", run.ground),
                line("privacy.purge.item.destroyed", t.formats.number(counts[.destroyed] ?? 0)),
                line("privacy.purge.item.held", t.formats.number(counts[.held] ?? 0)),
                line("privacy.purge.item.kept", t.formats.number(counts[.kept] ?? 0)),
                line("privacy.purge.proposed", "\(run.proposedName), \(t.formats.dateTime(run.proposedAt))"),
                line("privacy.purge.approved", approved),
                line("privacy.purge.ended", run.endedAt.map { t.formats.dateTime($0) } ?? ""),
                line("privacy.purge.digest", digest), .space(3),
                .text(PaperText(t("privacy.purge.record.text")), .justified), .space(4),
                .table(PaperTable(
                    [.init(t("privacy.purge.item"), share: 2), .init(t("privacy.purge.since"))],
                    rows: items.map { item in
                        [
                            PaperText(item.label.isEmpty ? item.record : item.label),
                            PaperText(t.formats.date(item.since.localDate)),
                        ]
                    }, size: .small)),
                .space(6),
                .signatures([
                    Signature(
                        title: t("privacy.purge.proposer"), hint: t("privacy.paper.sign"), name: run.proposedName),
                    Signature(
                        title: t("privacy.purge.approver"), hint: t("privacy.paper.sign"), name: run.approvedName),
                ]),
            ])
    }
}
