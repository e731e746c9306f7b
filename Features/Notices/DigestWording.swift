import Access
import Base
import Catalogue
import Dossiers
import Storage
import Web

/// The morning's mail to one official: how much is waiting and the most urgent of it, no names.
struct DigestWording: Sendable {
    static let linesMax = 20

    let t: Strings
    let publicURL: String

    /// Nil when nothing of it is still to be done, or within the person's reach.
    func words(
        _ reminders: [Reminder], for caller: Caller, policy: AccessPolicy, in snapshot: Snapshot
    ) throws -> NoticeWording.Words? {
        let open = try ReminderLine.lines(reminders, for: policy.permit("dossier.see", to: caller), in: snapshot)
            .filter { $0.dossier.finishedAt == nil }
        guard !open.isEmpty else { return nil }
        let shown = open.sorted { ($0.dueAt, $0.dossier.id) < ($1.dueAt, $1.dossier.id) }
        var lines = shown.prefix(Self.linesMax).map { line in
            t("notices.digest.line", [
                "code": line.dossier.code.text, "procedure": line.procedure,
                "due": line.dates(t), "reason": line.reason(t),
            ])
        }
        if shown.count > Self.linesMax {
            lines.append(t("notices.digest.more", ["count": "\(shown.count - Self.linesMax)"]))
        }
        let count = "\(shown.count)"
        return NoticeWording.Words(
            subject: t("notices.digest.subject", ["count": count]),
            body: t("notices.digest.body", [
                "name": caller.name, "count": count, "lines": lines.joined(separator: "\n"),
                "link": "\(publicURL)\(ReminderPages.path)",
            ]))
    }
}
