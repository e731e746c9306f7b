import Base
import Files
import Journal
import Storage
import StoragePostgreSQL
import StorageSQLite

/// The database as it is at one moment, in one file beside the server that goes on writing.
struct DatabaseCopy {
    /// What the copied database says of itself.
    struct Moment: Sendable {
        let migrations: [String]
        let head: JournalHead
        /// Of all attached files, in order, each once.
        let digests: [String]
    }

    private let house: Storehouse
    private let configuration: Configuration

    init(_ house: Storehouse, _ configuration: Configuration) {
        self.house = house
        self.configuration = configuration
    }

    func take(to file: String) async throws -> Moment {
        switch house.database {
        case let sqlite as SQLiteDatabase:
            try await sqlite.copy(to: file)
            let copy = try SQLiteDatabase(path: file, access: .tool)
            let moment = try await copy.read { try Moment(of: $0) }
            await copy.close()
            return moment
        case let postgres as PostgreSQLDatabase:
            let url = configuration[Settings.database]
            return try await postgres.read { snapshot in
                let dump = try PostgreSQLDump.begin(snapshot, of: url, to: file)
                let moment = try Moment(of: snapshot)
                try dump.wait(in: snapshot)
                return moment
            }
        default: preconditionFailure("no other engine can be opened")
        }
    }
}

extension DatabaseCopy.Moment {
    private static let batch = 5000

    init(of snapshot: Snapshot) throws {
        migrations = try Migrator.applied(in: snapshot)
        head = try Journal.head(in: snapshot)
        var digests: Set<String> = []
        var last: ID<KeptFile>?
        while true {
            let files = try FileStore.digests(after: last, limit: Self.batch, in: snapshot)
            digests.formUnion(files.map(\.digest))
            if files.count < Self.batch { break }
            last = files.last?.id
        }
        self.digests = digests.sorted()
    }

    /// Walks the journal's chain: of the copy where it can be opened, otherwise of the database up to the copied head.
    /// - Throws: `journal-broken`.
    func verify(at file: String, _ house: Storehouse) async throws {
        switch house.database.engine {
        case .sqlite:
            let copy = try SQLiteDatabase(path: file, access: .tool)
            let verdict = try await Journal.verify(copy, anchor: head)
            await copy.close()
            try verdict.orThrow()
        case .postgresql: try await Journal.verify(house.database, anchor: head).orThrow()
        }
    }
}

extension JournalVerdict {
    /// - Throws: `journal-broken` with the entry's number.
    func orThrow() throws(Problem) {
        switch self {
        case .intact: return
        case .broken(let fault):
            throw Problem("journal-broken", status: 409, arguments: ["number": "\(fault.number)"])
        }
    }
}
