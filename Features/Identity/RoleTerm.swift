import Access
import Base

/// From when to when somebody has a role, both days included, and by which decision (quyết định phân công, biệt phái).
package struct RoleTerm: Sendable, Equatable {
    package static let groundLengthMax = 200

    package let role: Role
    /// Nil: since ever.
    package let from: LocalDate?
    /// Nil: until it is taken back. Seconded officers have an end: 12 to 36 months.
    package let through: LocalDate?
    /// Number and date of the decision; may be empty.
    package let ground: String

    package init(_ role: Role, from: LocalDate? = nil, through: LocalDate? = nil, ground: String = "") {
        self.role = role
        self.from = from
        self.through = through
        self.ground = ground
    }

    package func state(on day: LocalDate) -> DayState { DayState(from: from, through: through, on: day) }
}
