import CPostgres
import Foundation
import Keys
import Storage

/// One connection. It lives on one thread.
///
/// Statements go in libpq's pipeline mode: what is sent waits here and at the server until somebody asks for an answer,
/// so that a statement whose answer nobody looks at costs no way to the server and back.
final class Connection {
    private struct Statement: Hashable {
        let text: String
        let types: [Oid]
    }

    /// A message on its way whose answer has not been read.
    private enum Sent {
        case preparing(Statement)
        case running(Statement)
    }

    private static let preparedMax = 500
    /// More than these on their way are waited for: what the server answers must fit into the buffers between.
    private static let sentMax = 200

    private let handle: OpaquePointer
    private var prepared: [Statement: String] = [:]
    private var preparedCount = 0
    private var sent: [Sent] = []
    /// A sync was sent that nobody has waited for.
    private var isSyncOwed = false
    private var isLost = false

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
        try run("SET TIME ZONE 'UTC'; SET motcua.reach = '\(TenantReach.everything.setting)'")
        let row = try query(
            "SELECT current_setting('synchronous_commit') AS sync, current_setting('server_encoding') AS encoding", [])
            .rows(Keyring()).first
        guard row?.values.last == .text("UTF8") else {
            throw ServerError(sqlState: "22021", message: "the database must be made with ENCODING 'UTF8'")
        }
        if row?.values.first == .text("off") { try run("SET synchronous_commit = on") }
    }

    var isBroken: Bool { isLost || PQstatus(handle) == CONNECTION_BAD }
    /// Outside any transaction, with nothing on its way.
    var isIdle: Bool { sent.isEmpty && !isSyncOwed && PQtransactionStatus(handle) == PQTRANS_IDLE }

    /// Several statements without parameters and without an answer; waits for them.
    func run(_ text: String) throws {
        try settle()
        guard PQexitPipelineMode(handle) == 1 else { throw lost }
        _ = try Answer(PQexec(handle, text), handle)
    }

    /// One statement without parameters, waited for together with what is on its way.
    func command(_ text: String) throws {
        let answer = try query(text, [])
        // COMMIT of a failed transaction is answered kindly with ROLLBACK.
        if text == "COMMIT", answer.command != "COMMIT" {
            throw ServerError(sqlState: "25P02", message: "the transaction had failed")
        }
    }

    func query(_ text: String, _ values: [SQLValue]) throws -> Answer {
        try send(text, values)
        return try Answer(answerOfTheLast(), handle)
    }

    /// Puts a statement on its way; its error is thrown by the next call that waits.
    func send(_ text: String, _ values: [SQLValue] = []) throws {
        if sent.count >= Self.sentMax || isSyncOwed { try settle() }
        if PQpipelineStatus(handle) == PQ_PIPELINE_OFF, PQenterPipelineMode(handle) == 0 { throw lost }
        let statement = Statement(text: text, types: values.map(Self.type))
        let name = try name(of: statement)
        let isSent = withParameters(values) {
            PQsendQueryPrepared(handle, name, Int32(values.count), $0, nil, nil, 0)
        }
        guard isSent == 1 else { throw lost }
        sent.append(.running(statement))
    }

    /// Waits for everything that is on its way.
    func settle() throws {
        guard !sent.isEmpty || isSyncOwed else { return }
        PQclear(try answerOfTheLast())
    }

    /// Ends a transaction that has only read. Nothing can come of it, so nobody waits.
    func endReading() throws {
        try send("COMMIT")
        guard PQpipelineSync(handle) == 1 else { throw lost }
        isSyncOwed = true
    }

    /// Reads all answers up to the sync.
    /// - Throws: the first error; what came after it was not run.
    private func answerOfTheLast() throws -> OpaquePointer? {
        if isSyncOwed { isSyncOwed = false } else if PQpipelineSync(handle) == 0 { throw lost }
        let awaited = sent
        sent = []
        var last: OpaquePointer?
        var failure: ServerError?
        for (index, message) in awaited.enumerated() {
            PQclear(last)
            last = PQgetResult(handle)
            if last == nil, isBroken { throw failure ?? lost }
            if !Answer.isGood(last), failure == nil {
                failure = fault(last, awaited, index)
            } else if failure != nil, case .preparing(let statement) = message {
                prepared[statement] = nil
            }
            // Each answer ends with a nil; a broken connection gives its error again and again.
            while !isBroken, let more = PQgetResult(handle) { PQclear(more) }
        }
        if !isBroken { PQclear(PQgetResult(handle)) }
        guard let failure else { return last }
        PQclear(last)
        throw failure
    }

    /// What the first bad answer says.
    private func fault(_ result: OpaquePointer?, _ awaited: [Sent], _ index: Int) -> ServerError {
        guard let result else { return lost }
        let error = ServerError(result)
        switch awaited[index] {
        case .preparing(let statement): prepared[statement] = nil
        case .running(let statement):
            var wasKnown = true
            if index > 0, case .preparing = awaited[index - 1] { wasKnown = false }
            if error.sqlState == "0A000", wasKnown {
                // The schema was changed since ("cached plan must not change result type"): a new attempt plans anew.
                prepared[statement] = nil
                return ServerError(sqlState: "40001", message: error.message)
            }
        }
        return error
    }

    private var lost: ServerError {
        isLost = true
        return ServerError(sqlState: "08006", message: String(cString: PQerrorMessage(handle)))
    }

    private func name(of statement: Statement) throws -> String {
        if let name = prepared[statement] { return name }
        if prepared.count >= Self.preparedMax {
            try settle()
            guard PQsendQueryParams(handle, "DEALLOCATE ALL", 0, nil, nil, nil, nil, 0) == 1 else { throw lost }
            sent.append(.running(Statement(text: "DEALLOCATE ALL", types: [])))
            try settle()
            prepared = [:]
        }
        preparedCount += 1
        let name = "s\(preparedCount)"
        guard PQsendPrepare(handle, name, statement.text, Int32(statement.types.count), statement.types) == 1 else {
            throw lost
        }
        sent.append(.preparing(statement))
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
