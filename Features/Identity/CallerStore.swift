import Access
import Storage

/// Who an account is, asked anew with each request: a disabled account or a taken role counts at once.
package enum CallerStore {
    /// The account that signs in with this word; nil when there is none, or it is closed.
    package static func account(ofLogin typed: String, in snapshot: Snapshot) throws -> AccountID? {
        let found = try AccountStore.account(login: LoginName(typed: typed), in: snapshot)
        return found?.state == .active ? found?.id : nil
    }

    /// Nil when the account is gone or disabled. An official who still has to choose a password has no role.
    package static func caller(for account: AccountID, in snapshot: Snapshot) throws -> Caller? {
        guard let found = try AccountStore.account(account, in: snapshot), found.state == .active else { return nil }
        switch found.kind {
        case .staff:
            guard let member = try StaffStore.member(account, in: snapshot) else { return nil }
            return .staff(StaffCaller(account: account, name: member.name,
                roles: found.mustChangePassword ? [] : member.roles, agency: member.agency, office: member.office))
        case .citizen:
            guard let profile = try CitizenStore.profile(of: account, in: snapshot) else { return nil }
            return .citizen(CitizenCaller(account: account, name: profile.name))
        }
    }
}
