import CPostgres
import Foundation
import Keys
import Storage

/// The server's answer; move-only, so that it is freed exactly once.
struct Answer: ~Copyable {
    private let result: OpaquePointer

    static func isGood(_ result: OpaquePointer?) -> Bool {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: true
        default: false
        }
    }

    /// - Throws: `ServerError`.
    init(_ result: OpaquePointer?, _ connection: OpaquePointer) throws {
        guard let result else {
            throw ServerError(sqlState: "08006", message: String(cString: PQerrorMessage(connection)))
        }
        guard Self.isGood(result) else {
            defer { PQclear(result) }
            throw ServerError(result)
        }
        self.result = result
    }

    deinit { PQclear(result) }

    /// The command's tag: `COMMIT`, `INSERT 0 1`.
    var command: String { String(cString: PQcmdStatus(result)) }
    var changedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// - Parameter keys: what opens the sealed columns.
    func rows(_ keys: Keyring) -> [Row] {
        let width = PQnfields(result)
        let columns = Row.Columns((0..<width).map { String(cString: PQfname(result, $0)) }, keys: keys)
        let types = (0..<width).map { PQftype(result, $0) }
        return (0..<PQntuples(result)).map { row in
            Row(columns: columns, values: (0..<width).map { value(row, $0, types[Int($0)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        // The numbers of the built-in types, from the server's pg_type.dat.
        switch type {
        case 20, 21, 23, 26: return .integer(strtoll(start, nil, 10))
        case 700, 701: return .real(strtod(start, nil))
        case 16: return .integer(start.pointee == CChar(UInt8(ascii: "t")) ? 1 : 0)
        case 1700: return Self.number(String(cString: start))
        default:
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// SUM of a BIGINT column is NUMERIC here and an integer on SQLite.
    private static func number(_ text: String) -> SQLValue {
        let parts = text.split(separator: ".")
        let isWhole = parts.count == 1 || parts[1].allSatisfy { $0 == "0" }
        if isWhole, let first = parts.first, let number = Int64(first) { return .integer(number) }
        return .real(strtod(text, nil))
    }
}
