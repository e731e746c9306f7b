import Access
import Storage
import Web

/// The front door of Identity: agencies, offices, people, accounts.
package enum IdentityFeature {
    package static let migrations: [Migration] = IdentityMigrations.all

    package static let grants: [AccessPolicy.Grant] = [
        .anybody(.identitySignIn),
        .staff(.identityManage, [.administrator]),
        .staff(.identitySetUp, []),
    ]
}
