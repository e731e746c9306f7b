import Base
import Storage

/// The tables of the journal: the only place that names them.
struct JournalStore {
    let snapshot: Snapshot

    init(_ snapshot: Snapshot) { self.snapshot = snapshot }

    func head() throws -> JournalHead {
        guard let row = try snapshot.row("SELECT number, digest FROM journal_head") else {
            throw StorageError.wrongSchema("the journal has lost its head")
        }
        return JournalHead(number: try row["number"], digest: try row["digest"])
    }

    /// The head follows by a trigger, which refuses what is not chained to it.
    static func insert(_ entries: [JournalEntry], in tx: Transaction) throws {
        let rows = entries.map { entry -> SQL in
            """
            (\(entry.number), \(entry.at), \(entry.kind), \(entry.subjectKind), \(entry.subject), \(entry.agency),
                \(entry.actor), \(entry.actorName), \(entry.actorRole), \(entry.requestID),
                \(JSONFacts(entry.facts)), \(entry.previousDigest), \(entry.digest))
            """
        }
        try tx.send(
            """
            INSERT INTO journal_entry (number, at, kind, subject_kind, subject, agency_id, actor_id, actor_name,
                actor_role, request_id, facts, previous_digest, digest)
            VALUES \(SQL.joined(rows, by: ", "))
            """)
    }

    func entries(of subjectKind: String, _ subject: String, limit: Int) throws -> [JournalEntry] {
        try snapshot.rows(
            """
            SELECT * FROM journal_entry WHERE subject = \(subject) AND subject_kind = \(subjectKind)
            ORDER BY number LIMIT \(limit)
            """
        ).map { try JournalRow($0).entry() }
    }

    func entries(after number: Int64, limit: Int) throws -> [JournalEntry] {
        try rows(after: number, limit: limit).map { try $0.entry() }
    }

    func digests(after number: Int64, limit: Int) throws -> [JournalHead] {
        try snapshot.rows(
            "SELECT number, digest FROM journal_entry WHERE number > \(number) ORDER BY number LIMIT \(limit)"
        ).map { JournalHead(number: try $0["number"], digest: try $0["digest"]) }
    }

    func entries(
        ofKind subjectKind: String, after place: JournalPlace, through last: Int64, limit: Int
    ) throws -> [JournalEntry] {
        try snapshot.rows(
            """
            SELECT * FROM journal_entry
            WHERE (subject, number) > (\(place.subject), \(place.number)) AND subject_kind = \(subjectKind)
                AND number <= \(last)
            ORDER BY subject, number LIMIT \(limit)
            """
        ).map { try JournalRow($0).entry() }
    }

    /// Unread, for the check: a damaged row must not stop it.
    func rows(after number: Int64, limit: Int) throws -> [JournalRow] {
        try snapshot.rows("SELECT * FROM journal_entry WHERE number > \(number) ORDER BY number LIMIT \(limit)")
            .map(JournalRow.init)
    }

    func cursor(of consumer: String) throws -> Int64? {
        try snapshot.row("SELECT number FROM journal_cursor WHERE consumer = \(consumer)")?["number"]
    }

    func forgetCursor(of consumer: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM journal_cursor WHERE consumer = \(consumer)")
    }

    func keepCursor(of consumer: String, at number: Int64, in tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO journal_cursor (consumer, number) VALUES (\(consumer), \(number))
            ON CONFLICT (consumer) DO UPDATE SET number = excluded.number
            """)
    }
}

/// One row as it stands, with or without sense.
struct JournalRow {
    private let row: Row

    init(_ row: Row) { self.row = row }

    func number() throws -> Int64 { try row["number"] }

    func entry() throws -> JournalEntry {
        let facts: JSONFacts = try row["facts"]
        return JournalEntry(
            number: try row["number"], at: try row["at"], kind: try row["kind"], subjectKind: try row["subject_kind"],
            subject: try row["subject"], agency: try row["agency_id"], actor: try row["actor_id"],
            actorName: try row["actor_name"], actorRole: try row["actor_role"], requestID: try row["request_id"],
            facts: facts.values, previousDigest: try row["previous_digest"], digest: try row["digest"])
    }

    /// The entry, when every column is readable, the facts are spelt as we spell them, and the digest fits the content.
    var intact: JournalEntry? {
        guard let entry = try? entry(), let facts: String = try? row["facts"],
            facts.utf8.elementsEqual(JSONFacts(entry.facts).text.utf8), EntryDigest.hex(of: entry) == entry.digest
        else { return nil }
        return entry
    }
}
