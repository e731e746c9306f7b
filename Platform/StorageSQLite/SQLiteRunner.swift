import Foundation
import GRDB
import GRDBSQLite
import Keys
import Storage

/// Runs statements on one connection, each within the time limit. It lives as long as the closure that it is given to.
final class SQLiteRunner: StatementRunner {
    /// Steps of SQLite's machine between two looks at the clock: some 0.1 ms.
    private static let stepsPerLook: Int32 = 10_000
    private static let names = (1...999).map { "$\($0)" }

    let engine = Engine.sqlite
    let keys: Keyring
    private let connection: GRDB.Database
    private let statementMax: Duration
    private var deadline: ContinuousClock.Instant

    private init(_ connection: GRDB.Database, keys: Keyring, statementSecondsMax: Double) {
        self.connection = connection
        self.keys = keys
        statementMax = .seconds(statementSecondsMax)
        deadline = .now + statementMax
    }

    /// Gives a runner for the time of `body`, and turns the engine's errors into ours.
    static func use<Value>(
        _ connection: GRDB.Database, keys: Keyring, statementSecondsMax: Double,
        _ body: (SQLiteRunner) throws -> Value
    ) throws -> Value {
        let runner = SQLiteRunner(connection, keys: keys, statementSecondsMax: statementSecondsMax)
        // Not retained: the handler is taken away again before the runner can end.
        let context = Unmanaged.passUnretained(runner).toOpaque()
        sqlite3_progress_handler(connection.sqliteConnection, stepsPerLook, { context in
            guard let context else { return 0 }
            return Unmanaged<SQLiteRunner>.fromOpaque(context).takeUnretainedValue().isLate ? 1 : 0
        }, context)
        defer {
            sqlite3_progress_handler(connection.sqliteConnection, 0, nil, nil)
            withExtendedLifetime(runner) {}
        }
        do { return try body(runner) } catch { throw storageError(error) }
    }

    private var isLate: Bool { ContinuousClock.now > deadline }

    func rows(_ text: String, _ values: [SQLValue]) throws -> [Storage.Row] {
        try timed {
            let statement = try connection.cachedStatement(sql: text)
            let columns = Storage.Row.Columns(statement.columnNames, keys: keys)
            let width = Int32(columns.names.count)
            var rows: [Storage.Row] = []
            try step(statement.sqliteStatement, values) { handle in
                var row: [SQLValue] = []
                row.reserveCapacity(Int(width))
                for column in 0..<width { row.append(Self.value(handle, column)) }
                rows.append(Storage.Row(columns: columns, values: row))
            }
            return rows
        }
    }

    func execute(_ text: String, _ values: [SQLValue]) throws -> Int {
        try timed {
            try step(try connection.cachedStatement(sql: text).sqliteStatement, values) { _ in }
            return Int(sqlite3_changes(connection.sqliteConnection))
        }
    }

    func send(_ text: String, _ values: [SQLValue]) throws { _ = try execute(text, values) }

    /// Runs a prepared statement to its end. SQLite is spoken to directly here: most of what the house does with its
    /// data goes through these lines.
    private func step(
        _ statement: OpaquePointer, _ values: [SQLValue], _ onRow: (OpaquePointer) -> Void
    ) throws {
        defer { sqlite3_reset(statement) }
        guard Int(sqlite3_bind_parameter_count(statement)) == values.count else {
            throw StorageError.engine(code: "parameters", message: "the statement wants another number of values")
        }
        for (index, value) in values.enumerated() {
            guard Self.bind(value, statement, Self.place(of: index + 1, statement)) == SQLITE_OK else { throw fault }
        }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: onRow(statement)
            case SQLITE_DONE: return
            default: throw fault
            }
        }
    }

    /// `$2` is the second value wherever it stands; SQLite counts the names in the order in which they appear, which is
    /// the same for what `SQL` renders.
    private static func place(of number: Int, _ statement: OpaquePointer) -> Int32 {
        let name = number < names.count ? names[number - 1] : "$\(number)"
        guard let found = sqlite3_bind_parameter_name(statement, Int32(number)), strcmp(found, name) == 0 else {
            return sqlite3_bind_parameter_index(statement, name)
        }
        return Int32(number)
    }

    private static func bind(_ value: SQLValue, _ statement: OpaquePointer, _ place: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer(let number): return sqlite3_bind_int64(statement, place, number)
        case .real(let number): return sqlite3_bind_double(statement, place, number)
        case .text(var text):
            // SQLite makes a copy of its own.
            let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
            if text.isEmpty { return sqlite3_bind_text(statement, place, "", 0, copied) }
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(statement, place, $0.baseAddress, Int32($0.count), copied)
                }
            }
        }
    }

    /// What SQLite says went wrong just now.
    private var fault: DatabaseError {
        let handle = connection.sqliteConnection
        return DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(handle)),
            message: sqlite3_errmsg(handle).map { String(cString: $0) })
    }

    /// Migrations may take their time.
    func script(_ text: String) throws {
        deadline = .now + .seconds(86_400)
        do { try connection.execute(sql: text) } catch { throw Self.storageError(error) }
    }

    private func timed<Value>(_ work: () throws -> Value) throws -> Value {
        deadline = .now + statementMax
        do { return try work() } catch { throw Self.storageError(error) }
    }

    private static func value(_ statement: OpaquePointer, _ column: Int32) -> SQLValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
        case SQLITE_NULL: .null
        default:
            .text(String(
                decoding: UnsafeBufferPointer(
                    start: sqlite3_column_text(statement, column), count: Int(sqlite3_column_bytes(statement, column))),
                as: UTF8.self))
        }
    }

    /// The engine's error in our words; any other error as it is.
    static func storageError(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let message = error.message ?? ""
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            return uniqueViolation(message)
        case .SQLITE_CONSTRAINT_FOREIGNKEY: return StorageError.constraintViolation(rule: "foreign key")
        case .SQLITE_IOERR_SHMSIZE: return StorageError.full
        default: break
        }
        switch error.resultCode {
        case .SQLITE_CONSTRAINT: return StorageError.constraintViolation(rule: afterColon(message))
        case .SQLITE_INTERRUPT: return StorageError.timedOut
        case .SQLITE_FULL: return StorageError.full
        case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_CANTOPEN: return StorageError.unavailable(message)
        case .SQLITE_READONLY: return StorageError.engine(code: "read-only", message: message)
        default: return StorageError.engine(code: "\(error.extendedResultCode.rawValue)", message: message)
        }
    }

    /// `UNIQUE constraint failed: person.agency_id, person.code`
    private static func uniqueViolation(_ message: String) -> StorageError {
        let columns = afterColon(message).components(separatedBy: ", ").map { $0.split(separator: ".", maxSplits: 1) }
        guard columns.allSatisfy({ $0.count == 2 }), let table = columns.first?.first else {
            return .uniqueViolation(table: "", columns: [afterColon(message)])
        }
        return .uniqueViolation(table: String(table), columns: columns.map { String($0[1]) })
    }

    private static func afterColon(_ message: String) -> String {
        guard let colon = message.range(of: "constraint failed: ") else { return message }
        return String(message[colon.upperBound...])
    }
}
