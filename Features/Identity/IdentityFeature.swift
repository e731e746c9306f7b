import Access
import Storage
import Web

/// The front door of Identity: agencies, offices, people, accounts.
package enum IdentityFeature {
    package static let migrations: [Migration] = IdentityMigrations.all

    package static let grants: [AccessPolicy.Grant] = [
        .anybody(.identitySignIn),
        .anybody(.identityAgencies),
        .staff(.identityManage, [.administrator, .provinceAdministrator]),
        .staff(.identitySigning, [.leader, .administrator]),
        .staff(.identityReview, [.administrator, .provinceAdministrator, .centreDirector, .leader, .inspector]),
        .staff(.identityReviewSign, [.centreDirector, .leader]),
        .staff(.identityResetAtCounter, [.reception, .centreDirector, .centreDeputy]),
        .staff(.identitySetUp, []),
        .staff(.identityTokens, []),
        .staff(.identityStandIn, Set(Role.allCases)),
        .staff(.identityStandInOthers, [.administrator, .centreDirector, .centreDeputy]),
    ]

    /// - Parameters:
    ///   - hasher: the one line in which all passwords of the process stand.
    ///   - ways: what other systems add to signing in and out.
    ///   - codes: how a code reaches a telephone.
    ///   - fields: the fields (lĩnh vực) of the catalogue, in which signing can be given.
    package static func make(
        hasher: PasswordHasher = PasswordHasher(), ways: SignInWays = .none, codes: CodeLine = CodeLine(),
        fields: @escaping @Sendable (Snapshot) throws -> [String] = { _ in [] }
    ) -> Feature {
        Feature(
            name: "identity", migrations: migrations,
            sealed: [AccountStore.sealed, CitizenStore.sealed, ContactCodeStore.sealed, SecondFactorStore.sealed],
            grants: grants,
            routes: SignInPages(hasher: hasher, ways: ways).routes + UnlockPages(hasher: hasher).routes
                + SecondStepPages().routes + SecondFactorPages().routes + SignInRulePages().routes
                + RegisterPages(hasher: hasher, line: codes).routes + CodePages(line: codes).routes
                + OwnAccountPages(hasher: hasher, ways: ways, line: codes).routes
                + OwnProfilePages(hasher: hasher).routes + OwnSessionsPages().routes
                + AgencyPages().routes + StaffPages(hasher: hasher).routes + MemberPages().routes
                + StandInPages.routes + SigningPages(fields: fields).routes + AccountReviewPages().routes
                + RightsPages().routes + ResetAtCounterPages(hasher: hasher).routes
                + AgenciesAPI().operations.map(\.route),
            navigation: [
                NavigationEntry(.administrator, title: "identity.agencies", path: "/quan-tri/co-quan",
                    permission: .identityManage, order: 10, icon: .home, about: "identity.agencies.about"),
                NavigationEntry(.administrator, title: "identity.people", path: StaffPages.path,
                    permission: .identityManage, order: 20, icon: .people, about: "identity.people.about"),
                NavigationEntry(.administrator, title: "identity.sign-in-rule", path: SignInRulePages.path,
                    permission: .identityManage, order: 22, icon: .people, about: "identity.sign-in-rule.about"),
                NavigationEntry(.administrator, title: "identity.stand-ins", path: StandInPages.agencyPath,
                    permission: .identityStandInOthers, order: 25, icon: .people, about: "identity.stand-ins.about"),
                NavigationEntry(.administrator, title: "identity.signing", path: SigningPages.path,
                    permission: .identitySigning, order: 26, icon: .sign, about: "identity.signing.about"),
                NavigationEntry(.administrator, title: "identity.review", path: AccountReviewPages.path,
                    permission: .identityReview, order: 27, icon: .check, about: "identity.review.about"),
                NavigationEntry(.administrator, title: "identity.rights", path: RightsPages.path,
                    permission: .identityReview, order: 28, icon: .list, about: "identity.rights.about"),
            ])
    }
}
