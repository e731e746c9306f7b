import Base

/// How long the law gives for a procedure (thời hạn giải quyết).
package enum Term: Hashable, Sendable {
    /// Trong ngày: the day of acceptance, or the next working day when accepted at or after 15:00.
    case sameDay
    /// Working hours, 8 to a working day.
    case workingHours(Int)
    /// Ngày làm việc.
    case workingDays(Int)
    /// Ngày: calendar days; a last day off moves to the next working day (Civil Code, article 148).
    case calendarDays(Int)
    case months(Int)

    /// The longest term that is believed: ten years of days. Anything else is a fault in the catalogue.
    package static let unitsMax = 3660
}

extension Term {
    /// The short form that commands, the API and tables use: `same-day`, `16h`, `5wd`, `30d`, `2mo`.
    package var code: String {
        switch self {
        case .sameDay: "same-day"
        case .workingHours(let count): "\(count)h"
        case .workingDays(let count): "\(count)wd"
        case .calendarDays(let count): "\(count)d"
        case .months(let count): "\(count)mo"
        }
    }

    /// Reads the short form; nil for anything else, and for counts that no term has.
    package init?(code: String) {
        guard let term = try? Term(reading: code), (try? term.check()) != nil else { return nil }
        self = term
    }

    /// Reads the short form as a person wrote it.
    /// - Throws: `term-unreadable`. Whether the count can be is for `check` to say.
    package init(reading code: String) throws(Problem) {
        if code == "same-day" {
            self = .sameDay
            return
        }
        let digits = code.prefix { ("0"..."9").contains($0) }
        let count = digits.isEmpty ? nil : Int(digits) ?? Int.max
        switch (count, code.dropFirst(digits.count)) {
        case (let count?, "h"): self = .workingHours(count)
        case (let count?, "wd"): self = .workingDays(count)
        case (let count?, "d"): self = .calendarDays(count)
        case (let count?, "mo"): self = .months(count)
        default: throw Problem("term-unreadable", status: 422, arguments: ["text": code])
        }
    }

    /// How many of its unit; 0 for the same day.
    package var units: Int {
        switch self {
        case .sameDay: 0
        case .workingHours(let count), .workingDays(let count), .calendarDays(let count), .months(let count): count
        }
    }

    /// - Throws: `term-out-of-range` for zero, negative and unbelievable terms.
    package func check() throws(Problem) {
        guard self == .sameDay || (1...Term.unitsMax).contains(units) else {
            throw Problem("term-out-of-range", status: 422, arguments: ["units": String(units)])
        }
    }
}

/// A term with its variants: many land procedures give ten days more in mountainous, border and island communes, and
/// some have a time of their own for one kind of object, a single house for instance (handbook 1.5).
package struct TermRule: Sendable, Equatable {
    /// The days that a remote commune has more where the rule names no term of its own.
    package static let remoteDays = 10

    package let normal: Term
    package let remote: Term?
    package let kinds: [String: Term]

    package init(_ normal: Term, remote: Term? = nil, kinds: [String: Term] = [:]) {
        self.normal = normal
        self.remote = remote
        self.kinds = kinds
    }

    /// The term that holds. A kind of object has its own term whether the place is remote or not.
    /// - Throws: `term-kind-unknown`; `term-without-remote` when the rule has no term for remote communes and
    ///   ten days cannot be added to hours, months or the same day.
    package func term(isRemote: Bool, kind: String? = nil) throws(Problem) -> Term {
        if let kind {
            guard let term = kinds[kind] else {
                throw Problem("term-kind-unknown", status: 422, arguments: ["kind": kind])
            }
            return term
        }
        guard isRemote else { return normal }
        if let remote { return remote }
        try normal.check()
        switch normal {
        case .workingDays(let count): return .workingDays(count + TermRule.remoteDays)
        case .calendarDays(let count): return .calendarDays(count + TermRule.remoteDays)
        case .sameDay, .workingHours, .months:
            throw Problem("term-without-remote", status: 422, arguments: ["term": normal.code])
        }
    }
}
