import Access
import Journal
import Web

/// Entries of the journal in the words of the office. The codes are what is chained and sealed; whoever inspects reads
/// what they mean.
struct EntryWords {
    /// The first parts of kinds by which the page filters, in the order of its choice.
    static let groups = [
        "dossier", "paper", "slip", "account", "staff", "identity", "mandate", "organisation", "procedure", "synonym",
        "workflow", "calendar", "reason", "external", "call", "notice", "webhook", "seal", "reading", "incident",
        "rights", "purge", "hold", "installation",
    ]

    let t: Strings

    func kind(_ kind: String) -> String { said("app.entry.\(kind)") ?? kind }

    func group(_ group: String) -> String { t("administration.journal.group.\(group)") }

    func record(_ subjectKind: String) -> String { said("app.record.\(subjectKind)") ?? subjectKind }

    /// - Parameter role: as the entry has it: roles joined by a comma, or one word for who is no official.
    func role(_ role: String) -> String {
        role.split(separator: ",").map { part in
            said("identity.role.\(part)") ?? said("administration.journal.actor.\(part)") ?? String(part)
        }.joined(separator: ", ")
    }

    /// A newer program may have said what this one has no words for: then the code stands for itself.
    private func said(_ key: String) -> String? { t.has(key) ? t(key) : nil }
}
