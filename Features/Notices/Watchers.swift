import Access
import Base
import Dossiers
import Identity
import Storage

/// Who is reminded of a dossier: those who could open it and answer for it. The same check as before every page
/// decides, so a locked account, or one that lost its role, is reminded of nothing.
struct Watchers: Sendable {
    private let staff: [StaffCaller]
    private let policy: AccessPolicy

    init(of agency: AgencyID, on day: LocalDate, policy: AccessPolicy, in snapshot: Snapshot) throws {
        self.policy = policy
        // Asked as at every request: `members` says who there is, `caller` what they may do now.
        staff = try StaffStore.members(of: agency, on: day, in: snapshot).compactMap { member in
            try CallerStore.caller(for: member.account, on: day, in: snapshot)?.staff
        }
    }

    /// For tests.
    init(staff: [StaffCaller], policy: AccessPolicy) {
        self.staff = staff
        self.policy = policy
    }

    /// The assignee, the head of the office that has it, who stands in for one of them, and the centre's director.
    func watching(_ dossier: Dossier) -> [AccountID] {
        staff.filter { one in
            let caller = Caller.staff(one)
            guard policy.allows("dossier.see", to: caller), !dossier.standings(of: caller).isEmpty,
                policy.allows("dossier.work", to: caller) || policy.allows("dossier.assign", to: caller)
            else { return false }
            if one.account == dossier.assignee || one.roles.contains(.centreDirector) { return true }
            if one.standsIn(for: dossier.assignee) != nil { return true }
            return ([(one.roles, one.office)] + one.standsInFor.map { ($0.roles, $0.office) })
                .contains { roles, office in roles.contains(.officeHead) && office != nil && office == dossier.office }
        }.map(\.account)
    }
}
