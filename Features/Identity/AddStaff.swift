import Access
import Base
import Journal
import Storage

/// Gives somebody of an agency an account with roles.
package struct AddStaff: Sendable {
    static let nameLengthMax = 100
    static let titleLengthMax = 100

    package let agency: AgencyID
    package let office: OfficeID?
    package let name: String
    package let title: String
    package let roles: Set<Role>
    package let login: String
    package let password: PasswordHash
    package let mustChangePassword: Bool

    package init(
        agency: AgencyID, office: OfficeID?, name: String, title: String, roles: Set<Role>, login: String,
        password: PasswordHash, mustChangePassword: Bool
    ) {
        self.agency = agency
        self.office = office
        self.name = name
        self.title = title
        self.roles = roles
        self.login = login
        self.password = password
        self.mustChangePassword = mustChangePassword
    }

    /// - Throws: `invalid-form` with all faults of the fields `name`, `title`, `roles`, `office`, `login`.
    ///   A one-time password that somebody made up ends; the first administrator's, made at the console, does not.
    package func run(in tx: Transaction, act: Act) throws -> AccountID {
        try act.require(.identityManage)
        try act.requirePeople(of: agency, in: tx)
        guard let place = try AgencyStore.agency(agency, in: tx) else { throw Problem.notFound }
        let faults = try self.faults(at: place, in: tx)
        guard faults.isEmpty, let login = LoginName(ofStaff: login) else { throw Problem.invalid(faults) }
        let id = AccountID(at: act.at)
        try AccountStore.insert(Account(id: id, kind: .staff, state: .active, passwordHash: password,
            mustChangePassword: mustChangePassword,
            passwordEndsAt: mustChangePassword && act.caller.account != nil ? OneTimePassword.end(from: act.at) : nil,
            createdAt: act.at), logins: [login], in: tx)
        try StaffStore.insert(StaffMember(account: id, name: VietnameseText.tidied(name),
            title: VietnameseText.tidied(title), roles: roles, agency: agency, office: office), in: tx)
        try Journal.append(JournalDraft("account.staff-added", of: "account", id.description, agency: agency, facts: [
            "name": VietnameseText.tidied(name), "login": login.text,
            "roles": roles.map(\.rawValue).sorted().joined(separator: ","),
        ]), by: act, in: tx)
        return id
    }

    private func faults(at place: Agency, in tx: Transaction) throws -> [FieldFault] {
        var faults = try StaffFaults.of(name: VietnameseText.tidied(name), title: VietnameseText.tidied(title),
            office: office, at: agency, in: tx)
        if roles.isEmpty { faults.append(FieldFault("roles", "identity.roles-missing")) }
        if !roles.isSubset(of: AddStaff.roles(at: place.kind)) {
            faults.append(FieldFault("roles", "identity.roles-not-here"))
        }
        if let login = LoginName(ofStaff: login) {
            if try AccountStore.isTaken(login, in: tx) { faults.append(FieldFault("login", "identity.login-taken")) }
        } else {
            faults.append(FieldFault("login", "identity.login-shape"))
        }
        return faults
    }

    private static let provincial: Set<Role> = [.provinceMonitor, .provinceLeader, .provinceAdministrator]

    /// Roles that make sense at an agency: who watches a province sits at the province.
    package static func roles(at kind: Agency.Kind) -> Set<Role> {
        switch kind {
        case .province: provincial.union([.administrator, .inspector, .reporter])
        case .commune, .ward, .specialZone, .branch: Set(Role.allCases).subtracting(provincial)
        }
    }
}
