import Access
import Base
import Storage

extension Permission {
    /// Sign in, register, and everything with the own account.
    package static let identitySignIn: Permission = "identity.sign-in"
    /// Look after agencies and people of the own agency.
    package static let identityManage: Permission = "identity.manage"
    /// Read which agencies and offices there are.
    package static let identityAgencies: Permission = "identity.agencies"
    /// Say who works in the own place while away.
    package static let identityStandIn: Permission = "identity.stand-in"
    /// The same for everybody of the own agency, for instance for somebody who fell ill.
    package static let identityStandInOthers: Permission = "identity.stand-in-others"
    /// Say who signs in whose name, and for how long.
    package static let identitySigning: Permission = "identity.signing"
    /// See the reviews of accounts.
    package static let identityReview: Permission = "identity.review"
    /// Sign off the half-yearly review of accounts.
    package static let identityReviewSign: Permission = "identity.review-sign"
    /// Give a citizen who shows the identity card a one-time password.
    package static let identityResetAtCounter: Permission = "identity.reset-at-counter"
    /// Make and revoke tokens of the API: the command line only.
    package static let identityTokens: Permission = "identity.tokens"
    /// Make a commune ready: the command line only.
    package static let identitySetUp: Permission = "identity.set-up"
}

extension Act {
    /// The account that acts.
    /// - Throws: `sign-in-needed` (401) for the public.
    func requireAccount() throws(Problem) -> AccountID {
        guard let account = caller.account else { throw Problem("sign-in-needed", status: 401) }
        return account
    }

    /// That the permit was given for this deed; the program itself may do all.
    func require(_ permission: Permission) throws(Problem) {
        if case .system = caller { return }
        guard permit.permission == permission else { throw .forbidden }
    }

    /// That the caller's reach covers the agency. What is out of reach answers like what is not there.
    func requireReach(to agency: AgencyID) throws(Problem) {
        if case .system = caller { return }
        guard permit.agency == agency else { throw .notFound }
    }

    /// That the caller looks after the people of the agency: of the own one, or of a commune of the own province.
    func requirePeople(of agency: AgencyID, in snapshot: Snapshot) throws {
        if case .system = caller { return }
        guard try StaffReach.covers(agency, for: permit, in: snapshot) else { throw Problem.notFound }
    }
}
