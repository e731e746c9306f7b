import Access
import Storage

/// Which entries to look for.
package struct JournalSearch: Sendable {
    /// Nil: of all agencies, and what concerns none.
    package var agency: AgencyID?
    /// `dossier.accepted`, or `dossier` for everything of that feature; empty: every kind.
    package var kind: String
    /// The id of a record; empty: every record.
    package var subject: String
    /// Only entries before this number: the next page.
    package var before: Int64?
    package var limit: Int

    package init(agency: AgencyID? = nil, kind: String = "", subject: String = "", before: Int64? = nil, limit: Int) {
        self.agency = agency
        self.kind = kind
        self.subject = subject
        self.before = before
        self.limit = limit
    }
}

extension Journal {
    /// What fits the search, newest first.
    package static func entries(
        matching search: JournalSearch, in snapshot: Snapshot
    ) throws -> [JournalEntry] {
        try JournalStore(snapshot).entries(matching: search, limit: min(search.limit, entriesMax))
    }
}

extension JournalStore {
    func entries(matching search: JournalSearch, limit: Int) throws -> [JournalEntry] {
        var conditions: [SQL] = []
        if let agency = search.agency { conditions.append("agency_id = \(agency)") }
        if let before = search.before { conditions.append("number < \(before)") }
        if !search.subject.isEmpty { conditions.append("subject = \(search.subject)") }
        if search.kind.contains(".") {
            conditions.append("kind = \(search.kind)")
        } else if !search.kind.isEmpty {
            let prefix = search.kind + "."
            conditions.append("substr(kind, 1, CAST(\(prefix.count) AS INTEGER)) = \(prefix)")
        }
        let filter: SQL = conditions.isEmpty ? "" : "WHERE " + SQL.joined(conditions, by: " AND ")
        return try snapshot.rows("SELECT * FROM journal_entry \(filter) ORDER BY number DESC LIMIT \(limit)")
            .map { try JournalRow($0).entry() }
    }
}
