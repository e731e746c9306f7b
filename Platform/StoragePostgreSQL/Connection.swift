import CPostgres
import Foundation
import Storage

/// One connection. It lives on one thread.
final class Connection {
    private struct Statement: Hashable {
        let text: String
        let types: [Oid]
    }

    private static let preparedMax = 500

    private let handle: OpaquePointer
    private var prepared: [Statement: String] = [:]
    private var preparedCount = 0

    /// - Throws: `ServerError` when the server cannot be reached within three seconds, or is not fit.
    init(_ url: String, statementSecondsMax: Double) throws {
        // What the address says comes later in the list and wins.
        let settings = [
            ("connect_timeout", "3"), ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "10000"), ("target_session_attrs", "read-write"), ("application_name", "motcua"),
            ("dbname", url), ("client_encoding", "UTF8"),
        ]
        let keys = settings.map { strdup($0.0) }, values = settings.map { strdup($0.1) }
        defer { (keys + values).forEach { free($0) } }
        let ended = { (texts: [UnsafeMutablePointer<CChar>?]) in texts.map { UnsafePointer($0) } + [nil] }
        guard let handle = PQconnectdbParams(ended(keys), ended(values), 1) else {
            throw ServerError(sqlState: "53200", message: "no memory for a connection")
        }
        self.handle = handle
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
            throw ServerError(sqlState: "08001", message: message)
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try prepareSession(statementSecondsMax)
    }

    deinit { PQfinish(handle) }

    /// An answered write must be on the disk, and text must be Unicode, whatever the database's defaults are.
    private func prepareSession(_ statementSecondsMax: Double) throws {
        try run("SET statement_timeout = \(Int(statementSecondsMax * 1000))")
        try run("SET idle_in_transaction_session_timeout = 60000")
        try run("SET TIME ZONE 'UTC'")
        let row = try query(
            "SELECT current_setting('synchronous_commit') AS sync, current_setting('server_encoding') AS encoding", [])
            .rows.first
        guard row?.values.last == .text("UTF8") else {
            throw ServerError(sqlState: "22021", message: "the database must be made with ENCODING 'UTF8'")
        }
        if row?.values.first == .text("off") { try run("SET synchronous_commit = on") }
    }

    var isBroken: Bool { PQstatus(handle) == CONNECTION_BAD }
    /// Outside any transaction.
    var isIdle: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Statements without parameters and without an answer.
    func run(_ text: String) throws {
        let answer = try Answer(PQexec(handle, text), handle)
        // COMMIT of a failed transaction is answered kindly with ROLLBACK.
        if text == "COMMIT", answer.command != "COMMIT" {
            throw ServerError(sqlState: "25P02", message: "the transaction had failed")
        }
    }

    func query(_ text: String, _ values: [SQLValue]) throws -> Answer {
        let statement = Statement(text: text, types: values.map(Self.type))
        let wasPrepared = prepared[statement] != nil
        let name = try name(of: statement)
        do {
            return try Answer(
                withParameters(values) { PQexecPrepared(handle, name, Int32(values.count), $0, nil, nil, 0) }, handle)
        } catch let error as ServerError where error.sqlState == "0A000" && wasPrepared {
            // The schema was changed since ("cached plan must not change result type"): a new attempt plans anew.
            prepared[statement] = nil
            throw ServerError(sqlState: "40001", message: error.message)
        }
    }

    private func name(of statement: Statement) throws -> String {
        if let name = prepared[statement] { return name }
        if prepared.count >= Self.preparedMax {
            _ = try Answer(PQexec(handle, "DEALLOCATE ALL"), handle)
            prepared = [:]
        }
        preparedCount += 1
        let name = "s\(preparedCount)"
        _ = try Answer(PQprepare(handle, name, statement.text, Int32(statement.types.count), statement.types), handle)
        prepared[statement] = name
        return name
    }

    /// Told to the server, which would otherwise guess from the context, and take `$1 > 5` for 32 bits.
    private static func type(of value: SQLValue) -> Oid {
        switch value {
        case .null: 0
        case .integer: 20
        case .real: 701
        case .text: 25
        }
    }

    /// All parameters lie in one buffer, each with its NUL at the end.
    private func withParameters<Result>(
        _ values: [SQLValue], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
        var bytes: [UInt8] = []
        var offsets: [Int?] = []
        for value in values {
            let text: String? =
                switch value {
                case .null: nil
                case .integer(let number): String(number)
                case .real(let number): String(number)
                case .text(let text): text
                }
            offsets.append(text == nil ? nil : bytes.count)
            if let text {
                bytes.append(contentsOf: text.utf8)
                bytes.append(0)
            }
        }
        return bytes.withUnsafeBytes { buffer in
            let start = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return body(offsets.map { offset in offset.flatMap { start?.advanced(by: $0) } })
        }
    }
}
