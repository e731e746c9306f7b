import Base

/// What a column can hold. Four kinds are enough for both engines; bytes live in `Blobs`, not in tables.
package enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)

    /// What one engine cannot hold is refused on both, before it is sent: a NUL character in text (PostgreSQL has none)
    /// and numbers that are not finite (SQLite makes NULL of NaN).
    /// - Throws: `StorageError.constraintViolation`.
    static func refuseUnstorable(_ values: [SQLValue]) throws {
        for value in values {
            switch value {
            case .text(let text) where text.utf8.contains(0):
                throw StorageError.constraintViolation(rule: "text without NUL")
            case .real(let number) where !number.isFinite:
                throw StorageError.constraintViolation(rule: "finite number")
            case .null, .integer, .real, .text: continue
            }
        }
    }
}

/// Can be interpolated into `SQL`.
package protocol SQLBindable: Sendable {
    var sqlValue: SQLValue { get }
}

/// Can be read from a column; nil when the stored value is of another shape.
package protocol SQLReadable {
    init?(sqlValue: SQLValue)
}

package typealias SQLConvertible = SQLBindable & SQLReadable

extension String: SQLConvertible {
    package var sqlValue: SQLValue { .text(self) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension Int64: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: SQLConvertible {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = Int(number)
    }
}

extension Bool: SQLConvertible {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number != 0
    }
}

extension Double: SQLConvertible {
    package var sqlValue: SQLValue { .real(self) }
    package init?(sqlValue: SQLValue) {
        switch sqlValue {
        case .real(let number): self = number
        case .integer(let number): self = Double(number)
        case .null, .text: return nil
        }
    }
}

extension Instant: SQLConvertible {
    package var sqlValue: SQLValue { .integer(microseconds) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(microseconds: number)
    }
}

/// Stored as ISO 8601 text, which sorts as dates do.
extension LocalDate: SQLConvertible {
    package var sqlValue: SQLValue { .text(iso8601) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(iso8601: text)
    }
}

extension Dong: SQLConvertible {
    package var sqlValue: SQLValue { .integer(amount) }
    package init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(number)
    }
}

extension ID: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(text)
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    package init?(sqlValue: SQLValue) {
        if case .null = sqlValue {
            self = Self.none
        } else {
            guard let value = Wrapped(sqlValue: sqlValue) else { return nil }
            self = .some(value)
        }
    }
}

/// An enum of words is stored as its word: `enum Channel: String, SQLConvertible { … }` needs no more.
extension RawRepresentable where RawValue == String, Self: Sendable {
    package var sqlValue: SQLValue { .text(rawValue) }
    package init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}
