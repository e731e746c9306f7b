import Base

/// One thing that can be allowed, named `feature.verb`, for instance `dossier.accept`.
package struct Permission: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String
    package init(stringLiteral name: String) { self.name = name }
    package init(_ name: String) { self.name = name }
    package var description: String { name }
}

/// Proof that the access check let this caller do this thing. Deeds take one; only `AccessPolicy` can make one, so a
/// forgotten check does not compile.
package struct Permit: Sendable {
    package let caller: Caller
    package let permission: Permission
    /// Those whose right it is, where the caller's own roles do not grant it: the absent people in whose place the
    /// caller works today, each with the roles that grant it. Empty where the right is the caller's own.
    package let inPlaceOf: [StoodFor]
    /// The delegations under which the caller may sign, where neither an own role nor a stand-in's grants it: it
    /// reaches as far as their fields.
    package let signingUnder: [SigningRight]

    fileprivate init(
        caller: Caller, permission: Permission, inPlaceOf: [StoodFor], signingUnder: [SigningRight]
    ) {
        self.caller = caller
        self.permission = permission
        self.inPlaceOf = inPlaceOf
        self.signingUnder = signingUnder
    }

    /// The agency to which the caller's office reaches; nil for citizens, the public and the system.
    package var agency: AgencyID? { caller.staff?.agency }
}

/// Which role may do what: made once by the application from what each feature grants.
package struct AccessPolicy: Sendable {
    /// Who holds a permission.
    package struct Grant: Sendable {
        let permission: Permission
        let roles: Set<Role>
        let citizens: Bool
        let anybody: Bool
        var isDelegable = false

        /// Whether the official's own roles are enough.
        fileprivate func isOwn(of staff: StaffCaller) -> Bool { anybody || !staff.roles.isDisjoint(with: roles) }

        /// Those in whose place the official holds it.
        fileprivate func lenders(to staff: StaffCaller) -> [StoodFor] {
            staff.standsInFor.compactMap { $0.narrowed(to: roles) }
        }

        /// Those papers by which the official holds it.
        fileprivate func delegations(to staff: StaffCaller) -> [SigningRight] {
            isDelegable ? staff.signsUnder.filter(\.form.givesTheRight) : []
        }

        package static func staff(_ permission: Permission, _ roles: Set<Role>) -> Grant {
            Grant(permission: permission, roles: roles, citizens: false, anybody: false)
        }
        /// Signing: the roles hold it, and whoever was given it on paper for as long as that lasts.
        package static func signing(_ permission: Permission, _ roles: Set<Role>) -> Grant {
            Grant(permission: permission, roles: roles, citizens: false, anybody: false, isDelegable: true)
        }
        /// Every signed-in citizen.
        package static func citizens(_ permission: Permission, andStaff roles: Set<Role> = []) -> Grant {
            Grant(permission: permission, roles: roles, citizens: true, anybody: false)
        }
        /// Everybody, signed in or not.
        package static func anybody(_ permission: Permission) -> Grant {
            Grant(permission: permission, roles: Set(Role.allCases), citizens: true, anybody: true)
        }
    }

    private let grants: [Permission: Grant]

    /// - Precondition: each permission is granted once.
    package init(_ grants: [Grant]) {
        self.grants = Dictionary(grants.map { ($0.permission, $0) }) { first, _ in
            preconditionFailure("permission \(first.permission) is granted twice")
        }
    }

    package var permissions: Set<Permission> { Set(grants.keys) }

    /// The roles of officials that hold it; empty for one that nobody was granted.
    package func roles(holding permission: Permission) -> Set<Role> { grants[permission]?.roles ?? [] }

    /// Whether every signed-in citizen holds it.
    package func isForCitizens(_ permission: Permission) -> Bool { grants[permission]?.citizens ?? false }

    /// Whether everybody holds it, signed in or not.
    package func isForAnybody(_ permission: Permission) -> Bool { grants[permission]?.anybody ?? false }

    /// Whether it can be given on paper: see `Grant.signing`.
    package func isDelegable(_ permission: Permission) -> Bool { grants[permission]?.isDelegable ?? false }

    package func allows(_ permission: Permission, to caller: Caller) -> Bool {
        guard let grant = grants[permission] else { return false }
        switch caller {
        case .system: return true
        case .anonymous: return grant.anybody
        case .citizen: return grant.citizens
        case .staff(let staff):
            return grant.isOwn(of: staff) || !grant.lenders(to: staff).isEmpty || !grant.delegations(to: staff).isEmpty
        }
    }

    /// - Throws: `sign-in-needed` (401) for somebody who has not signed in, `forbidden` (403) otherwise.
    package func permit(_ permission: Permission, to caller: Caller) throws(Problem) -> Permit {
        guard allows(permission, to: caller) else {
            throw caller == .anonymous ? Problem("sign-in-needed", status: 401) : .forbidden
        }
        var lenders: [StoodFor] = []
        var delegations: [SigningRight] = []
        if let staff = caller.staff, let grant = grants[permission], !grant.isOwn(of: staff) {
            lenders = grant.lenders(to: staff)
            if lenders.isEmpty { delegations = grant.delegations(to: staff) }
        }
        return Permit(
            caller: caller, permission: permission, inPlaceOf: lenders, signingUnder: delegations)
    }
}

/// One act of somebody: the permit with the moment and the request it belongs to. Deeds take it and hand it to the journal.
package struct Act: Sendable {
    package let permit: Permit
    package let at: Instant
    /// 16 hexadecimal digits that tie log lines, pages and journal entries together.
    package let requestID: String

    package init(permit: Permit, at instant: Instant, requestID: String) {
        self.permit = permit
        at = instant
        self.requestID = requestID
    }

    package var caller: Caller { permit.caller }
}
