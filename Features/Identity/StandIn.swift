import Access
import Base

/// Người xử lý thay khi vắng mặt: from one day to another, both included, a colleague does an absent official's work.
package struct StandIn: Sendable, Equatable {
    package static let reasonLengthMax = 200
    /// The first and the last day count.
    package static let daysMax = 366

    package let id: ID<StandIn>
    package let agency: AgencyID
    /// Who is away.
    package let absent: AccountID
    /// Who works in their place.
    package let deputy: AccountID
    package let from: LocalDate
    package let through: LocalDate
    /// May be empty: why somebody is away can be their own affair.
    package let reason: String
    /// The absent person, or whoever runs the centre for somebody who fell ill.
    package let madeBy: AccountID
    package let madeAt: Instant
    package var revokedAt: Instant?
    package var revokedBy: AccountID?

    package func state(on day: LocalDate) -> DayState {
        DayState(from: from, through: through, isRevoked: revokedAt != nil, on: day)
    }
}

/// What speaks against a stand-in.
package enum StandInRule {
    /// Why the days cannot be; nil when they can.
    static func fault(from: LocalDate, through: LocalDate, today: LocalDate) -> FieldFault? {
        if through < from { return FieldFault("through", "identity.stand-in.ends-before") }
        if through < today { return FieldFault("through", "identity.stand-in.past") }
        if StandIn.daysMax <= through.dayNumber - from.dayNumber {
            return FieldFault("through", "identity.stand-in.too-long", ["days": "\(StandIn.daysMax)"])
        }
        return nil
    }

    /// In one stretch of days somebody is away once, or stands in for one person, and never both: so a right is handed
    /// on to one person only, and never handed on further.
    enum Clash: String, Sendable, CaseIterable {
        /// The absent person has a stand-in in those days.
        case absentHasOne = "identity.stand-in.has-one"
        /// The absent person stands in for somebody: their work would go on to a third.
        case absentStandsIn = "identity.stand-in.absent-stands-in"
        /// The deputy is away in those days.
        case deputyIsAway = "identity.stand-in.deputy-away"
        /// The deputy stands in for somebody else already.
        case deputyStandsIn = "identity.stand-in.deputy-stands-in"

        var field: String {
            switch self {
            case .absentHasOne, .absentStandsIn: "from"
            case .deputyIsAway, .deputyStandsIn: "deputy"
            }
        }
    }

    /// - Parameter other: one that counts in some of the same days.
    static func clash(absent: AccountID, deputy: AccountID, with other: StandIn) -> Clash? {
        if other.absent == absent { return .absentHasOne }
        if other.deputy == absent { return .absentStandsIn }
        if other.absent == deputy { return .deputyIsAway }
        return other.deputy == deputy ? .deputyStandsIn : nil
    }
}

extension StandIn {
    /// What the journal says of it.
    func facts(deputy name: String) -> [String: String] {
        ["stand-in": id.description, "deputy": deputy.description, "deputy-name": name, "from": from.iso8601,
            "through": through.iso8601, "reason": reason]
    }
}

extension Act {
    /// That the permit is for stand-ins, the own or everybody's.
    func requireStandIn() throws(Problem) {
        guard [.identityStandIn, .identityStandInOthers].contains(permit.permission) else { throw .forbidden }
    }
}
