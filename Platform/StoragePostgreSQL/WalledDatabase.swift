import Storage

/// The database as officials of some agencies reach it: each transaction says so before its first statement, and the
/// policies of the tables (`RowWall`) hold back everything else.
struct WalledDatabase: Database {
    private let database: PostgreSQLDatabase
    private let reach: TenantReach

    init(_ database: PostgreSQLDatabase, reach: TenantReach) {
        self.database = database
        self.reach = reach
    }

    var engine: Engine { database.engine }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Snapshot) throws -> Value
    ) async throws -> Value { try await database.read(reaching: reach, body) }

    func write<Value: Sendable>(
        lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value { try await database.write(lane: lane, reaching: reach, body) }

    func reaching(_ reach: TenantReach) -> any Database { database.reaching(reach) }
    func close() async { await database.close() }
}

extension Connection {
    /// Says in an open transaction whose rows it is for; it holds to the transaction's end and never beyond. A session
    /// begins without a wall, so most transactions need not say it. Nobody waits for the answer: it goes with the first
    /// statement. It comes after the locks of the lanes, for unlike them it takes the snapshot.
    func begin(reaching reach: TenantReach) throws {
        if reach != .everything { try set(reach: reach) }
    }

    func set(reach: TenantReach) throws {
        try send("SELECT set_config('motcua.reach', $1, true)", [.text(reach.setting)])
    }
}
