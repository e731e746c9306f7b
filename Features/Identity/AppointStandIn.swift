import Access
import Base
import Journal
import Storage

/// Cử người xử lý thay: an official who will be away says who works in their place, or whoever runs the centre says it
/// for them. It counts with the next request of the deputy.
package struct AppointStandIn: Sendable {
    let absent: AccountID?
    let deputy: AccountID?
    let from: LocalDate?
    let through: LocalDate?
    let reason: String

    /// - Parameters: what could not be read is nil, and the deed says so.
    package init(
        for absent: AccountID?, deputy: AccountID?, from: LocalDate?, through: LocalDate?, reason: String
    ) {
        self.absent = absent
        self.deputy = deputy
        self.from = from
        self.through = through
        self.reason = VietnameseText.tidied(reason)
    }

    /// - Throws: `invalid-form` with all faults of the fields `absent`, `deputy`, `from`, `through`, `reason`;
    ///   `forbidden` for somebody else without the permission for it. An account of another agency is refused like one
    ///   that is not there.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> StandIn {
        guard let agency = act.permit.agency, let maker = act.caller.account else { throw Problem.forbidden }
        if absent != maker { try act.require(.identityStandInOthers) } else { try act.requireStandIn() }
        let members = try StaffStore.members(of: agency, on: act.at.localDate, in: tx)
        func member(_ account: AccountID?) -> StaffMember? { members.first { $0.account == account } }
        var faults: [FieldFault] = []
        if member(absent) == nil { faults.append(FieldFault("absent", "identity.stand-in.absent-missing")) }
        if let deputy, deputy == absent {
            faults.append(FieldFault("deputy", "identity.stand-in.same"))
        } else if member(deputy) == nil {
            faults.append(FieldFault("deputy", "identity.stand-in.deputy-missing"))
        }
        if from == nil { faults.append(FieldFault("from", "identity.stand-in.from-missing")) }
        if through == nil { faults.append(FieldFault("through", "identity.stand-in.through-missing")) }
        if let from, let through,
            let fault = StandInRule.fault(from: from, through: through, today: act.at.localDate) {
            faults.append(fault)
        }
        if StandIn.reasonLengthMax < reason.count {
            faults.append(FieldFault("reason", "identity.stand-in.reason-long", ["max": "\(StandIn.reasonLengthMax)"]))
        }
        guard faults.isEmpty, let away = member(absent), let deputy = member(deputy), let from, let through else {
            throw Problem.invalid(faults)
        }
        try checkClashes(of: away, deputy, from, through, in: tx)
        let made = StandIn(
            id: ID(at: act.at), agency: agency, absent: away.account, deputy: deputy.account, from: from,
            through: through, reason: reason, madeBy: maker, madeAt: act.at)
        try StandInStore.insert(made, in: tx)
        try Journal.append(JournalDraft("staff.stand-in-appointed", of: "account", away.account.description,
            agency: agency, facts: made.facts(deputy: deputy.name)), by: act, in: tx)
        return made
    }

    private func checkClashes(
        of absent: StaffMember, _ deputy: StaffMember, _ from: LocalDate, _ through: LocalDate, in tx: Transaction
    ) throws {
        let others = try StandInStore.overlapping(
            from, through: through, with: [absent.account, deputy.account], in: tx)
        for other in others {
            guard let clash = StandInRule.clash(absent: absent.account, deputy: deputy.account, with: other) else {
                continue
            }
            let name = try StaffStore.member(clash.names(other), in: tx)?.name ?? ""
            throw Problem.invalid([FieldFault(clash.field, clash.rawValue, [
                "name": name, "deputy": deputy.name, "from": "\(other.from)", "through": "\(other.through)",
            ])])
        }
    }
}

extension StandInRule.Clash {
    /// Whom the sentence names: the other person of the stand-in that is in the way.
    fileprivate func names(_ other: StandIn) -> AccountID {
        switch self {
        case .absentHasOne, .deputyIsAway: other.deputy
        case .absentStandsIn, .deputyStandsIn: other.absent
        }
    }
}
