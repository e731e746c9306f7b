import Base
import Keys

/// A statement, or a piece of one, written as a Swift string literal. What is interpolated is always bound as a
/// parameter, never pasted into the text; only another `SQL` goes in as it is.
///
///     let mine: SQL = "SELECT id FROM dossier WHERE agency_id = \(agency) AND code = \(code)"
///
/// One text serves SQLite and PostgreSQL: write `CAST(\(x) AS BIGINT)` (never `::bigint`), `ON CONFLICT`, `RETURNING`.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    package enum Piece: Sendable, Equatable {
        case text(String)
        case value(SQLValue)
        /// To be sealed when it is sent: the text and what it is.
        case sealed(String, purpose: String)
        /// The blind code of a text, to be stored beside the sealed one.
        case blind(String, purpose: String)
        /// Every code that the text may stand under, with commas between.
        case blinds(String, purpose: String)
    }

    package private(set) var pieces: [Piece]

    package init(stringLiteral text: String) { pieces = [.text(text)] }
    package init(stringInterpolation interpolation: StringInterpolation) { pieces = interpolation.pieces }
    init(pieces: [Piece]) { self.pieces = pieces }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { pieces.append(.text(literal)) }
        }
        package mutating func appendInterpolation(_ value: some SQLBindable) { pieces.append(.value(value.sqlValue)) }
        /// Nil is NULL. (Without this the compiler warns of an optional in a text.)
        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            pieces.append(.value(value?.sqlValue ?? .null))
        }
        /// A sensitive text: sealed with the installation's key before it leaves the program, see `Keyring`. It is read
        /// by `row[sealed: "phone"]`.
        /// - Parameter column: the name of the column, which the sealed text is bound to.
        package mutating func appendInterpolation(sealed text: String?, _ column: String) {
            pieces.append(text.map { .sealed($0, purpose: column) } ?? .value(.null))
        }
        /// What is stored beside a sealed text so that it can be found again.
        /// - Parameter column: the name of the sealed column.
        package mutating func appendInterpolation(blind text: String?, _ column: String) {
            pieces.append(text.map { .blind($0, purpose: column) } ?? .value(.null))
        }
        /// For `phone_index IN (\(blinds: phone, "phone"))`.
        package mutating func appendInterpolation(blinds text: String, _ column: String) {
            pieces.append(.blinds(text, purpose: column))
        }
        package mutating func appendInterpolation(_ fragment: SQL) { pieces.append(contentsOf: fragment.pieces) }
    }

    /// Fragments with a separator between them; the empty list gives the empty text.
    package static func joined(_ fragments: [SQL], by separator: SQL) -> SQL {
        var pieces: [Piece] = []
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { pieces.append(contentsOf: separator.pieces) }
            pieces.append(contentsOf: fragment.pieces)
        }
        return SQL(pieces: pieces)
    }

    /// `$1, $2, …` for `IN (…)`. An empty list binds one NULL, which equals nothing.
    package static func list(_ values: some Collection<some SQLBindable>) -> SQL {
        guard !values.isEmpty else { return SQL(pieces: [.value(.null)]) }
        return joined(values.map { SQL(pieces: [.value($0.sqlValue)]) }, by: ", ")
    }

    package static func + (left: SQL, right: SQL) -> SQL { SQL(pieces: left.pieces + right.pieces) }

    /// The text with `$1 … $n` and the values in that order: what the engines run.
    ///
    /// PostgreSQL must know each parameter's type, and a bound NULL has none (`$1 IS NULL` is refused there): for it a
    /// NULL is written as the word.
    /// - Throws: `KeyFault` when something is to be sealed and cannot.
    package func rendered(for engine: Engine, keys: Keyring) throws -> (text: String, values: [SQLValue]) {
        var text = ""
        var values: [SQLValue] = []
        values.reserveCapacity(pieces.count / 2 + 1)
        func bind(_ value: SQLValue) {
            values.append(value)
            text += "$\(values.count)"
        }
        for piece in pieces {
            switch piece {
            case .text(let literal): text += literal
            case .value(.null) where engine == .postgresql: text += "NULL"
            case .value(let value): bind(value)
            case .sealed(let plain, let purpose): bind(.text(try keys.seal(plain, as: purpose)))
            case .blind(let plain, let purpose): bind(.text(try keys.blind(plain, as: purpose)))
            case .blinds(let plain, let purpose):
                let codes = keys.blinds(plain, as: purpose)
                guard !codes.isEmpty else { throw KeyFault.noKey }
                for (index, code) in codes.enumerated() {
                    if index > 0 { text += ", " }
                    bind(.text(code))
                }
            }
        }
        return (text, values)
    }

    /// The same for what seals nothing: what tests compare.
    package var rendered: (text: String, values: [SQLValue]) {
        (try? rendered(for: .sqlite, keys: Keyring())) ?? ("", [])
    }
}
