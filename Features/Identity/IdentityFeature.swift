import Access
import Storage
import Web

/// The front door of Identity: agencies, offices, people, accounts.
package enum IdentityFeature {
    package static let migrations: [Migration] = IdentityMigrations.all

    package static let grants: [AccessPolicy.Grant] = [
        .anybody(.identitySignIn),
        .anybody(.identityAgencies),
        .staff(.identityManage, [.administrator]),
        .staff(.identitySetUp, []),
        .staff(.identityTokens, []),
        .staff(.identityStandIn, Set(Role.allCases)),
        .staff(.identityStandInOthers, [.administrator, .centreDirector, .centreDeputy]),
    ]

    /// - Parameter hasher: the one line in which all passwords of the process stand.
    package static func make(hasher: PasswordHasher = PasswordHasher()) -> Feature {
        Feature(
            name: "identity", migrations: migrations, grants: grants,
            routes: SignInPages(hasher: hasher).routes + SecondStepPages().routes
                + SecondFactorPages().routes + SignInRulePages().routes + RegisterPages(hasher: hasher).routes
                + OwnAccountPages(hasher: hasher).routes + OwnProfilePages(hasher: hasher).routes
                + AgencyPages().routes + StaffPages(hasher: hasher).routes + StandInPages.routes
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
            ])
    }
}
