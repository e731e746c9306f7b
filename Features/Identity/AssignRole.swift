import Access
import Base
import Journal
import Storage

/// Giao vai trò: an official has a role from one day to another, or the one they have gets other days.
package struct AssignRole: Sendable {
    let account: AccountID
    let role: Role?
    let from: LocalDate?
    let through: LocalDate?
    let ground: String
    /// Which of the days were typed and could not be read.
    let unread: [String]

    /// - Parameters: `from` nil is from today on, `through` nil without an end; `unread` names fields whose day could
    ///   not be read.
    package init(
        _ role: Role?, to account: AccountID, from: LocalDate? = nil, through: LocalDate? = nil, ground: String = "",
        unread: [String] = []
    ) {
        self.account = account
        self.role = role
        self.from = from
        self.through = through
        self.ground = VietnameseText.tidied(ground)
        self.unread = unread
    }

    /// - Throws: `invalid-form` with all faults of the fields `role`, `from`, `through`, `ground`; `not-found`;
    ///   `own-account` (409): nobody gives a role to themself.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let listing = try StaffStore.listing(account, in: tx) else { throw Problem.notFound }
        let member = listing.member
        try act.requirePeople(of: member.agency, in: tx)
        guard act.caller.account != account else { throw Problem("own-account", status: 409) }
        guard let place = try AgencyStore.agency(member.agency, in: tx) else { throw Problem.notFound }
        var faults = unread.map { FieldFault($0, "identity.role.day-wrong") }
        if role.map({ !AddStaff.roles(at: place.kind).contains($0) }) ?? true {
            faults.append(FieldFault("role", "identity.role.missing"))
        }
        let from = from ?? act.at.localDate
        if let through, through < from { faults.append(FieldFault("through", "identity.stand-in.ends-before")) }
        if RoleTerm.groundLengthMax < ground.count {
            faults.append(FieldFault("ground", "identity.signing.long", ["max": "\(RoleTerm.groundLengthMax)"]))
        }
        guard faults.isEmpty, let role else { throw Problem.invalid(faults) }
        let term = RoleTerm(role, from: from, through: through, ground: ground)
        let earlier = listing.terms.first { $0.role == role }
        try StaffStore.save(term, of: account, in: tx)
        try Journal.append(JournalDraft("account.role-given", of: "account", account.description,
            agency: member.agency, facts: term.facts(name: member.name, earlier: earlier)), by: act, in: tx)
    }
}

extension RoleTerm {
    /// What the journal says of it.
    /// - Parameter earlier: the days that it had before.
    func facts(name: String, earlier: RoleTerm? = nil) -> [String: String] {
        var facts = [
            "name": name, "role": role.rawValue, "from": from?.iso8601 ?? "", "through": through?.iso8601 ?? "",
            "ground": ground,
        ]
        if let earlier {
            facts["earlier"] = "\(earlier.from?.iso8601 ?? "")…\(earlier.through?.iso8601 ?? "")"
        }
        return facts
    }
}
