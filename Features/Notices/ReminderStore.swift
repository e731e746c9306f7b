import Access
import Base
import Dossiers
import Storage

/// Who was reminded of what, and who wants it by mail.
enum ReminderStore {
    static let pageSize = 50

    private static let columns: SQL = """
        id, dossier_id, kind, day, account_id, agency_id, created_at, read_at, about, step_due_at
        """

    /// Those of an agency that could be meant again: of a day that is not over.
    static func keys(of agency: AgencyID, from day: LocalDate, in snapshot: Snapshot) throws -> Set<Reminder.Key> {
        Set(try snapshot.rows("""
            SELECT \(columns) FROM staff_reminder WHERE agency_id = \(agency) AND day >= \(day)
            """).map { try reminder($0).key })
    }

    static func add(_ reminder: Reminder, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO staff_reminder (\(columns))
            VALUES (\(reminder.id), \(reminder.dossier), \(reminder.kind), \(reminder.day), \(reminder.account),
                \(reminder.agency), \(reminder.createdAt), \(reminder.readAt), \(reminder.about),
                \(reminder.stepDueAt))
            ON CONFLICT (dossier_id, kind, day, account_id) DO NOTHING
            """)
    }

    // MARK: The morning's digest

    /// Those of an agency that no digest has told yet, person by person.
    static func untold(of agency: AgencyID, in snapshot: Snapshot) throws -> [AccountID: [Reminder]] {
        let rows = try snapshot.rows("""
            SELECT \(columns) FROM staff_reminder WHERE agency_id = \(agency) AND told_at IS NULL ORDER BY id
            """)
        return Dictionary(grouping: try rows.map(reminder), by: \.account)
    }

    static func markTold(_ reminders: [Reminder], at now: Instant, in tx: Transaction) throws {
        for start in stride(from: 0, to: reminders.count, by: 200) {
            let ids = reminders[start..<min(start + 200, reminders.count)].map(\.id)
            try tx.execute("UPDATE staff_reminder SET told_at = \(now) WHERE id IN (\(SQL.list(ids)))")
        }
    }

    static func address(of account: AccountID, in snapshot: Snapshot) throws -> String? {
        try snapshot.row("SELECT address FROM reminder_address WHERE account_id = \(account)")?["address"]
    }

    static func keepAddress(_ address: String, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM reminder_address WHERE account_id = \(account)")
        guard !address.isEmpty else { return }
        try tx.execute("INSERT INTO reminder_address (account_id, address) VALUES (\(account), \(address))")
    }

    // MARK: The person's list

    /// Unread ones first, then the newest.
    static func list(of account: AccountID, limit: Int = pageSize, in snapshot: Snapshot) throws -> [Reminder] {
        try snapshot.rows("""
            SELECT \(columns) FROM staff_reminder WHERE account_id = \(account)
            ORDER BY CASE WHEN read_at IS NULL THEN 0 ELSE 1 END, id DESC LIMIT \(limit)
            """).map(reminder)
    }

    static func unread(of account: AccountID, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("""
            SELECT COUNT(*) AS n FROM staff_reminder WHERE account_id = \(account) AND read_at IS NULL
            """)?["n"] ?? 0
    }

    /// - Parameter dossier: nil marks all of the person's.
    static func markRead(
        _ dossier: ID<Dossier>?, of account: AccountID, at now: Instant, in tx: Transaction
    ) throws {
        let which: SQL = dossier.map { "AND dossier_id = \($0)" } ?? ""
        try tx.execute("""
            UPDATE staff_reminder SET read_at = \(now) WHERE account_id = \(account) AND read_at IS NULL \(which)
            """)
    }

    private static func reminder(_ row: Row) throws -> Reminder {
        try Reminder(id: row["id"], dossier: row["dossier_id"], kind: row["kind"], day: row["day"],
            account: row["account_id"], agency: row["agency_id"], createdAt: row["created_at"],
            readAt: row["read_at"], about: row["about"], stepDueAt: row["step_due_at"])
    }
}
