import CPostgres
import Foundation
import Storage

/// What the server, or the way to it, said.
struct ServerError: Error {
    let sqlState: String
    let message: String
    var detail = ""
    var table = ""
    var column = ""
    var constraint = ""

    init(sqlState: String, message: String) {
        self.sqlState = sqlState
        self.message = message
    }

    init(_ result: OpaquePointer) {
        func field(_ code: Character) -> String {
            PQresultErrorField(result, Int32(code.asciiValue ?? 0)).map { String(cString: $0) } ?? ""
        }
        let state = field("C")
        sqlState = state.isEmpty ? "08006" : state
        message = field("M").isEmpty ? String(cString: PQresultErrorMessage(result)) : field("M")
        detail = field("D")
        table = field("t")
        column = field("c")
        constraint = field("n")
    }

    /// The codes are those of PostgreSQL's appendix A.
    var storageError: StorageError {
        switch sqlState {
        case "23505": .uniqueViolation(table: table, columns: uniqueColumns)
        case "23502": .constraintViolation(rule: "\(table).\(column)")
        case "23503": .constraintViolation(rule: "foreign key")
        case "23514", "23P01", "23001", "23000": .constraintViolation(rule: constraint.isEmpty ? message : constraint)
        case "P0001": .constraintViolation(rule: message)
        case "40001", "40P01": .conflict
        case "57014", "55P03": .timedOut
        case "53100": .full
        case "25006": .engine(code: "read-only", message: message)
        case "22021": .wrongSchema(message)
        // Data exceptions repeat the value that did not fit, and values are people's.
        case let state where state.hasPrefix("22"): .engine(code: state, message: "a value does not fit its column")
        default:
            // 08 connection, 53 lack of resources, 57P server shutting down or starting.
            if sqlState.hasPrefix("08") || sqlState.hasPrefix("53") || sqlState.hasPrefix("57P") {
                .unavailable(message)
            } else {
                .engine(code: sqlState, message: message)
            }
        }
    }

    /// `Key (agency_id, code)=(…) already exists.` The brackets are the same in every language of the server.
    private var uniqueColumns: [String] {
        guard let open = detail.firstIndex(of: "("), let close = detail.range(of: ")=(") else { return [constraint] }
        return detail[detail.index(after: open)..<close.lowerBound].components(separatedBy: ", ")
    }
}
