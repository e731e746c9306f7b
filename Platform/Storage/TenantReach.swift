import Base

/// For whom the database gives out rows: the second wall between agencies that share one. The first is the condition
/// in each store; this one stands behind it on PostgreSQL, as row-level security (see `RowWall`), for the day on which
/// a store forgets its condition. SQLite keeps one commune, and has no such wall.
package enum TenantReach: Sendable, Equatable {
    /// No wall: what no agency asks for (jobs, followers, commands, the public and citizens, whose dossiers lie with
    /// many agencies and are told apart by their accounts).
    case everything
    /// An official's agency, by its id.
    case agency(String)

    package static func agency<Mark>(_ id: ID<Mark>) -> TenantReach { .agency(id.description) }

    /// What policies read from the transaction: the id, or a star. A transaction that has not said it reaches nothing.
    package var setting: String {
        switch self {
        case .everything: "*"
        case .agency(let id): id
        }
    }
}
