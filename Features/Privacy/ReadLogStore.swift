import Access
import Base
import Storage
import Web

/// The lines of the log of readings, and the digests of its days.
package enum ReadLogStore {
    /// What one answer may hold.
    package static let linesMax = 10_000

    private static let columns: SQL = """
        id, at, account_id, account_name, roles, agency_id, office_id, in_place_of, what, kind, record, code,
        record_agency_id, part, door, ground, address, request_id, shown
        """

    static func insert(_ line: ReadLine, in tx: Transaction) throws {
        try tx.send("""
            INSERT INTO read_log (\(columns), day)
            VALUES (\(line.id), \(line.at), \(line.account), \(line.accountName), \(line.roles), \(line.agency),
                \(line.office), \(line.inPlaceOf), \(line.what.rawValue), \(line.kind), \(line.record), \(line.code),
                \(line.recordAgency), \(line.part), \(line.door), \(line.ground), \(line.address), \(line.requestID),
                \(line.shown), \(line.at.localDate))
            """)
        let records = Set(line.records).sorted()
        guard !records.isEmpty else { return }
        let items = records.map { "(\($0), \(line.id))" as SQL }
        try tx.send("INSERT INTO read_log_item (record, read_id) VALUES \(SQL.joined(items, by: ", "))")
    }

    /// What fits the search, newest first.
    package static func lines(matching search: ReadSearch, in snapshot: Snapshot) throws -> [ReadLine] {
        var conditions: [SQL] = []
        if let agency = search.agency { conditions.append("\(agency) IN (agency_id, record_agency_id)") }
        if let account = search.account { conditions.append("account_id = \(account)") }
        if let records = search.records {
            conditions.append("""
                (record IN (\(SQL.list(records)))
                    OR id IN (SELECT read_id FROM read_log_item WHERE record IN (\(SQL.list(records)))))
                """)
        }
        if !search.address.isEmpty { conditions.append("address = \(search.address)") }
        if let from = search.from { conditions.append("at >= \(from)") }
        if let before = search.before { conditions.append("at < \(before)") }
        if let after = search.after { conditions.append("id < \(after)") }
        let filter: SQL = conditions.isEmpty ? "" : "WHERE " + SQL.joined(conditions, by: " AND ")
        return try filled(try snapshot.rows("""
            SELECT \(columns) FROM read_log \(filter) ORDER BY id DESC LIMIT \(min(search.limit, linesMax))
            """), in: snapshot)
    }

    /// Looks of officials at one record, the newest first: for the person whose it is.
    static func officialLooks(at record: String, limit: Int, in snapshot: Snapshot) throws -> [ReadLine] {
        try filled(try snapshot.rows("""
            SELECT \(columns) FROM read_log WHERE record = \(record) AND agency_id IS NOT NULL
            ORDER BY id DESC LIMIT \(limit)
            """), in: snapshot)
    }

    // MARK: Days

    /// Days before `today` with lines and without a digest, the oldest first.
    static func openDays(before today: LocalDate, in snapshot: Snapshot) throws -> [LocalDate] {
        try snapshot.rows("""
            SELECT DISTINCT day FROM read_log
            WHERE day < \(today) AND NOT EXISTS (SELECT 1 FROM read_day d WHERE d.day = read_log.day) ORDER BY day
            """).map { try $0["day"] }
    }

    /// The lines of one day in their order, some at a time.
    static func lines(
        of day: LocalDate, after id: ID<ReadLine>?, limit: Int, in snapshot: Snapshot
    ) throws -> [ReadLine] {
        let rest: SQL = id.map { "AND id > \($0)" } ?? ""
        return try filled(try snapshot.rows("""
            SELECT \(columns) FROM read_log WHERE day = \(day) \(rest) ORDER BY id LIMIT \(limit)
            """), in: snapshot)
    }

    static func insert(_ day: ReadDay, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO read_day (day, lines, digest, closed_at)
            VALUES (\(day.day), \(day.lines), \(day.digest), \(day.closedAt))
            """)
    }

    static func isClosed(_ day: LocalDate, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT day FROM read_day WHERE day = \(day)") != nil
    }

    /// The newest first.
    package static func days(limit: Int, in snapshot: Snapshot) throws -> [ReadDay] {
        try snapshot.rows("SELECT day, lines, digest, closed_at FROM read_day ORDER BY day DESC LIMIT \(limit)").map {
            try ReadDay(day: $0["day"], lines: $0["lines"], digest: $0["digest"], closedAt: $0["closed_at"])
        }
    }

    // MARK: What is over its time

    static func count(before day: LocalDate, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT COUNT(*) AS n FROM read_log WHERE day < \(day)")?["n"] ?? 0
    }

    static func newestDay(in snapshot: Snapshot) throws -> LocalDate? {
        try snapshot.row("SELECT day FROM read_log ORDER BY at DESC LIMIT 1")?["day"]
    }

    static func firstDay(before day: LocalDate, in snapshot: Snapshot) throws -> LocalDate? {
        try snapshot.row("SELECT day FROM read_log WHERE day < \(day) ORDER BY day LIMIT 1")?["day"]
    }

    /// Takes a whole day out; the database itself refuses one that is younger than a year.
    /// - Returns: how many lines it held.
    static func drop(_ day: LocalDate, in tx: Transaction) throws -> Int {
        try tx.execute("""
            DELETE FROM read_log_item WHERE read_id IN (SELECT id FROM read_log WHERE day = \(day))
            """)
        try tx.execute("DELETE FROM read_day WHERE day = \(day)")
        return try tx.execute("DELETE FROM read_log WHERE day = \(day)")
    }

    // MARK: Rows

    private static func filled(_ rows: [Row], in snapshot: Snapshot) throws -> [ReadLine] {
        let lists = try rows.filter { row in
            let (record, shown): (String, Int) = try (row["record"], row["shown"])
            return record.isEmpty && shown == 0
        }.map { try $0["id"] as String }
        var records: [String: [String]] = [:]
        if !lists.isEmpty {
            for item in try snapshot.rows("""
                SELECT read_id, record FROM read_log_item WHERE read_id IN (\(SQL.list(lists))) ORDER BY record
                """) { records[try item["read_id"], default: []].append(try item["record"]) }
        }
        return try rows.map { row in
            let id: ID<ReadLine> = try row["id"]
            let what: String = try row["what"]
            guard let what = Reading.What(rawValue: what) else { throw StorageError.badColumn("what", what) }
            return try ReadLine(
                id: id, at: row["at"], account: row["account_id"], accountName: row["account_name"],
                roles: row["roles"], agency: row["agency_id"], office: row["office_id"],
                inPlaceOf: row["in_place_of"], what: what, kind: row["kind"], record: row["record"],
                code: row["code"], recordAgency: row["record_agency_id"], part: row["part"], door: row["door"],
                ground: row["ground"], address: row["address"], requestID: row["request_id"],
                shown: row["shown"], records: records[id.description] ?? [])
        }
    }
}
