import Base

/// How something that counts from one day to another stands on a day: a stand-in, a delegation, a role.
package enum DayState: String, Sendable {
    case coming, now, over, revoked

    /// - Parameters: the first and the last day count; nil is without a beginning or without an end.
    init(from: LocalDate?, through: LocalDate?, isRevoked: Bool = false, on day: LocalDate) {
        self =
            if isRevoked { .revoked } else if let from, day < from { .coming } else if let through, through < day {
                .over
            } else { .now }
    }
}
