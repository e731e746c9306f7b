import Access
import Base
import Storage

extension Subscriber.Halt: SQLConvertible {}

/// Who is told, and how far.
package enum SubscriberStore {
    static let sealed = SealedTable("webhook_subscriber", key: ["id"], [.init("secret")])
    private static let columns: SQL = """
        id, account_id, agency_id, url, secret, kinds, created_at, reached, batch_end, failures, failing_since, next_at,
        delivered_at, last_error, halt, halted_at
        """

    /// - Parameter agency: nil for those of all agencies.
    package static func all(of agency: AgencyID?, in snapshot: Snapshot) throws -> [Subscriber] {
        let filter: SQL = agency.map { "WHERE agency_id = \($0)" } ?? ""
        return try snapshot.rows("SELECT \(columns) FROM webhook_subscriber \(filter) ORDER BY id").map(subscriber)
    }

    package static func subscriber(_ id: ID<Subscriber>, in snapshot: Snapshot) throws -> Subscriber? {
        try snapshot.row("SELECT \(columns) FROM webhook_subscriber WHERE id = \(id)").map(subscriber)
    }

    /// One of the permit's agency; for the program itself any.
    /// - Throws: `not-found`, also for what is out of reach.
    static func subscriber(_ id: ID<Subscriber>, for permit: Permit, in snapshot: Snapshot) throws -> Subscriber {
        guard let one = try subscriber(id, in: snapshot), permit.agency.map({ $0 == one.agency }) ?? true else {
            throw Problem.notFound
        }
        return one
    }

    /// Those who may be told now and have not yet looked at entry `head`.
    static func due(at now: Instant, behind head: Int64, in snapshot: Snapshot) throws -> [ID<Subscriber>] {
        try snapshot.rows("""
            SELECT id FROM webhook_subscriber WHERE halt IS NULL AND next_at <= \(now) AND reached < \(head)
            ORDER BY next_at, id
            """).map { try $0["id"] }
    }

    static func insert(_ one: Subscriber, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO webhook_subscriber (\(columns))
            VALUES (\(one.id), \(one.account), \(one.agency), \(one.url), \(sealed: one.secret, "secret"),
                \(one.kinds.joined(separator: ",")), \(one.createdAt), \(one.reached), \(one.batchEnd), \(one.failures),
                \(one.failingSince), \(one.nextAt), \(one.deliveredAt), \(one.lastError), \(one.halt), \(one.haltedAt))
            """)
    }

    /// What a person decides holds whatever is on its way.
    static func save(_ one: Subscriber, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE webhook_subscriber SET reached = \(one.reached), batch_end = \(one.batchEnd),
                failures = \(one.failures), failing_since = \(one.failingSince), next_at = \(one.nextAt),
                last_error = \(one.lastError), halt = \(one.halt), halted_at = \(one.haltedAt)
            WHERE id = \(one.id)
            """)
    }

    static func delete(_ id: ID<Subscriber>, in tx: Transaction) throws {
        try tx.execute("DELETE FROM webhook_subscriber WHERE id = \(id)")
    }

    // MARK: On the way

    /// Passes over entries that do not concern the subscriber, unless its place was moved meanwhile.
    static func pass(_ one: Subscriber, to number: Int64, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE webhook_subscriber SET reached = \(number), batch_end = NULL
            WHERE id = \(one.id) AND reached = \(one.reached) AND next_at = \(one.nextAt) AND halt IS NULL
            """)
    }

    /// Takes a batch for one try, so that of several processes one sends it. False: another was faster, or somebody has
    /// decided otherwise.
    static func claim(
        _ one: Subscriber, through last: Int64, until moment: Instant, in tx: Transaction
    ) throws -> Bool {
        try tx.execute("""
            UPDATE webhook_subscriber SET next_at = \(moment), batch_end = \(last)
            WHERE id = \(one.id) AND reached = \(one.reached) AND next_at = \(one.nextAt) AND halt IS NULL
            """) == 1
    }

    /// Keeps how a try ended. False when the batch is no longer the one that was tried: replayed meanwhile, or
    /// confirmed by another process. A halt of meanwhile stays.
    static func keep(_ tried: Subscriber, of batchEnd: Int64, from reached: Int64, in tx: Transaction) throws -> Bool {
        try tx.execute("""
            UPDATE webhook_subscriber SET reached = \(tried.reached), batch_end = \(tried.batchEnd),
                failures = \(tried.failures), failing_since = \(tried.failingSince), next_at = \(tried.nextAt),
                delivered_at = \(tried.deliveredAt), last_error = \(tried.lastError)
            WHERE id = \(tried.id) AND reached = \(reached) AND batch_end = \(batchEnd)
            """) == 1
    }

    private static func subscriber(_ row: Row) throws -> Subscriber {
        let kinds: String = try row["kinds"]
        return try Subscriber(id: row["id"], account: row["account_id"], agency: row["agency_id"], url: row["url"],
            secret: row[sealed: "secret"], kinds: kinds.split(separator: ",").map(String.init),
            createdAt: row["created_at"], reached: row["reached"], batchEnd: row["batch_end"],
            failures: row["failures"], failingSince: row["failing_since"], nextAt: row["next_at"],
            deliveredAt: row["delivered_at"], lastError: row["last_error"], halt: row["halt"],
            haltedAt: row["halted_at"])
    }
}
