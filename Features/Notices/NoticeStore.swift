import Access
import Base
import Dossiers
import Storage

/// The outbox (thư đi): what people are to be told, and whether it has arrived.
package enum NoticeStore {
    static let sealed = SealedTable("notice", key: ["id"], [.init("address"), .init("body")])
    package static let pageSize = 50

    private static let columns: SQL = """
        id, cause, dossier_id, about, agency_id, recipient, channel, address, subject, body, created_at, state,
        attempts, not_before, sent_at, gateway_id, last_problem, account_id
        """

    /// - Returns: false when there is one already for this cause, recipient and channel.
    @discardableResult
    static func add(_ notice: Notice, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            INSERT INTO notice (\(columns))
            VALUES (\(notice.id), \(notice.cause), \(notice.dossier), \(notice.about), \(notice.agency),
                \(notice.recipient.text), \(notice.channel), \(sealed: notice.address, "address"), \(notice.subject),
                \(sealed: notice.body, "body"),
                \(notice.createdAt), \(notice.state), \(notice.attempts), \(notice.notBefore), \(notice.sentAt),
                \(notice.gatewayID), \(notice.lastProblem), \(notice.account))
            ON CONFLICT (cause, recipient, channel) DO NOTHING
            """) == 1
    }

    static func exists(_ cause: String, _ recipient: Notice.Recipient, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT id FROM notice WHERE cause = \(cause) AND recipient = \(recipient.text)") != nil
    }

    // MARK: On the way

    /// Those of a channel that may be tried now, the longest due first.
    static func due(
        _ channel: NoticeChannel, at now: Instant, limit: Int, in snapshot: Snapshot
    ) throws -> [Notice] {
        try snapshot.rows("""
            SELECT \(columns) FROM notice WHERE state = 'waiting' AND channel = \(channel) AND not_before <= \(now)
            ORDER BY not_before, id LIMIT \(limit)
            """).map(notice)
    }

    /// Takes one for one try, so that of several processes one sends it. False: another was faster.
    static func claim(_ notice: Notice, until moment: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE notice SET not_before = \(moment)
            WHERE id = \(notice.id) AND state = 'waiting' AND not_before = \(notice.notBefore)
            """) == 1
    }

    /// Keeps how a try ended, unless the claim ran out and somebody else has tried meanwhile.
    static func keep(_ tried: Notice, claimedUntil moment: Instant, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE notice SET state = \(tried.state), attempts = \(tried.attempts), not_before = \(tried.notBefore),
                sent_at = \(tried.sentAt), gateway_id = \(tried.gatewayID), last_problem = \(tried.lastProblem)
            WHERE id = \(tried.id) AND state = 'waiting' AND not_before = \(moment)
            """) == 1
    }

    /// What a person decides: to be tried anew from `moment` on.
    static func restart(_ id: ID<Notice>, of agency: AgencyID?, at moment: Instant, in tx: Transaction) throws -> Bool {
        let whose: SQL = agency.map { "AND agency_id = \($0)" } ?? ""
        return try tx.execute("""
            UPDATE notice SET state = 'waiting', attempts = 0, not_before = \(moment), created_at = \(moment)
            WHERE id = \(id) AND state <> 'sent' \(whose)
            """) == 1
    }

    /// Takes back what nobody has been told yet, because it no longer holds.
    static func takeBack(_ news: CitizenNews, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM notice
            WHERE dossier_id = \(dossier) AND about = \(news.rawValue) AND state = 'waiting' AND attempts = 0
            """)
    }

    /// Takes back what waits for somebody who may not know of the dossier any more.
    static func takeBack(from recipient: Notice.Recipient, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM notice
            WHERE dossier_id = \(dossier) AND recipient = \(recipient.text) AND state = 'waiting'
            """)
    }

    /// Takes out everything that was sent about a dossier.
    static func forget(_ dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("DELETE FROM notice WHERE dossier_id = \(dossier)")
    }

    // MARK: Looking

    /// - Parameter agency: nil for those of all agencies.
    package static func page(
        _ state: Notice.State?, of agency: AgencyID?, number: Int, in snapshot: Snapshot
    ) throws -> [Notice] {
        var conditions: [SQL] = ["1 = 1"]
        if let state { conditions.append("state = \(state)") }
        if let agency { conditions.append("agency_id = \(agency)") }
        return try snapshot.rows("""
            SELECT \(columns) FROM notice WHERE \(SQL.joined(conditions, by: " AND "))
            ORDER BY id DESC LIMIT \(pageSize) OFFSET \(max(0, number - 1) * pageSize)
            """).map(notice)
    }

    static func counts(of agency: AgencyID, in snapshot: Snapshot) throws -> [Notice.State: Int] {
        let rows = try snapshot.rows("""
            SELECT state, COUNT(*) AS n FROM notice WHERE agency_id = \(agency) GROUP BY state
            """)
        return Dictionary(try rows.map { (try $0["state"], try $0["n"]) }) { first, _ in first }
    }

    /// How many were given up since a moment, in all agencies: each after it had been tried for days.
    package static func givenUp(since moment: Instant, in snapshot: Snapshot) throws -> Int {
        let made = moment.adding(seconds: -Patience.givenUpAfterSeconds)
        return try snapshot.row("""
            SELECT COUNT(*) AS n FROM notice WHERE state = 'given-up' AND created_at >= \(made)
            """)?["n"] ?? 0
    }

    /// Those about a dossier, the newest first; the dossier's own reach is asked for before.
    static func notices(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [Notice] {
        try snapshot.rows("""
            SELECT \(columns) FROM notice WHERE dossier_id = \(dossier) ORDER BY id DESC LIMIT 100
            """).map(notice)
    }

    // MARK: What a citizen reads

    /// What has gone out, or was tried: news that may still be taken back, or that waits for the morning, is not there.
    private static let told: SQL = "(state <> 'waiting' OR attempts > 0)"

    /// Those that tell the account, the newest first, one for each piece of news whatever ways it went; with those that
    /// were not seen before.
    static func mine(
        _ account: AccountID, in snapshot: Snapshot
    ) throws -> [(notice: Notice, isNew: Bool)] {
        let rows = try snapshot.rows("""
            SELECT \(columns), seen_at FROM notice WHERE account_id = \(account) AND \(told)
            ORDER BY id DESC LIMIT \(pageSize)
            """)
        let all = try rows.map { row in
            let seenAt: Instant? = try row["seen_at"]
            return (notice: try notice(row), isNew: seenAt == nil)
        }
        let seen = Set(all.filter { !$0.isNew }.map(\.notice.cause))
        var causes: Set<String> = []
        return all.filter { causes.insert($0.notice.cause).inserted }
            .map { ($0.notice, $0.isNew && !seen.contains($0.notice.cause)) }
    }

    /// All that was sent to the account, by every way.
    static func told(_ account: AccountID, in snapshot: Snapshot) throws -> [Notice] {
        try snapshot.rows("""
            SELECT \(columns) FROM notice WHERE account_id = \(account) AND \(told) ORDER BY id DESC LIMIT 1000
            """).map(notice)
    }

    /// How much news waits for the account to look.
    static func unseen(by account: AccountID, in snapshot: Snapshot) throws -> Int {
        let row = try snapshot.row("""
            SELECT COUNT(DISTINCT cause) AS n FROM notice
            WHERE account_id = \(account) AND seen_at IS NULL AND \(told) AND cause NOT IN (
                SELECT cause FROM notice WHERE account_id = \(account) AND seen_at IS NOT NULL)
            """)
        return try row?["n"] ?? 0
    }

    static func markSeen(by account: AccountID, at now: Instant, in tx: Transaction) throws {
        try tx.send("UPDATE notice SET seen_at = \(now) WHERE account_id = \(account) AND seen_at IS NULL AND \(told)")
    }

    // MARK: Where the channels lead

    /// What the running program said of its channels: `smtp://mail.example.vn:587`; never a secret.
    struct LineStanding: Sendable, Equatable {
        let channel: NoticeChannel
        let leadsTo: String
        let toldAt: Instant
    }

    static func tell(_ channel: NoticeChannel, leadsTo: String, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO notice_line (channel, leads_to, told_at) VALUES (\(channel), \(leadsTo), \(now))
            ON CONFLICT (channel) DO UPDATE SET leads_to = \(leadsTo), told_at = \(now)
            """)
    }

    static func lines(in snapshot: Snapshot) throws -> [LineStanding] {
        try snapshot.rows("SELECT channel, leads_to, told_at FROM notice_line ORDER BY channel").map {
            try LineStanding(channel: $0["channel"], leadsTo: $0["leads_to"], toldAt: $0["told_at"])
        }
    }

    private static func notice(_ row: Row) throws -> Notice {
        let recipient: String = try row["recipient"]
        guard let to = Notice.Recipient(recipient) else { throw StorageError.badColumn("recipient", recipient) }
        return try Notice(id: row["id"], cause: row["cause"], dossier: row["dossier_id"], about: row["about"],
            agency: row["agency_id"], recipient: to, channel: row["channel"], address: row[sealed: "address"],
            subject: row["subject"], body: row[sealed: "body"], createdAt: row["created_at"], state: row["state"],
            attempts: row["attempts"], notBefore: row["not_before"], sentAt: row["sent_at"],
            gatewayID: row["gateway_id"], lastProblem: row["last_problem"],
            account: row["account_id"])
    }
}
