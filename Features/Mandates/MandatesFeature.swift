import Access
import Storage
import Web

/// The front door: who acts for whom.
package enum MandatesFeature {
    /// - Parameter confirmed: what follows elsewhere when a person says yes to a mandate.
    package static func make(confirmed: @escaping ConfirmMandate.FollowUp = { _, _, _ in }) -> Feature {
        Feature(
            name: "mandates", migrations: migrations,
            sealed: [MandateStore.sealed, OrganisationStore.sealed], grants: grants,
            routes: MandatePages(confirmed: confirmed).routes + MandateCheckPages().routes
                + OrganisationPages().routes + MandatesAPI().operations.map(\.route),
            navigation: [
                .init(.citizen, title: "mandate.nav", path: MandatePages.path, permission: .mandateOwn, order: 25),
                .init(.officer, title: "mandate.check.nav", path: MandateCheckPages.path, permission: .mandateCheck,
                    order: 45),
            ])
    }

    /// By which somebody acts for others, and others for them.
    package static func all(
        of account: AccountID, in snapshot: Snapshot
    ) throws -> (acting: [Mandate], named: [Mandate]) {
        (try MandateStore.mandates(of: account, in: snapshot), try MandateStore.naming(account, in: snapshot))
    }

    package static func organisation(_ id: OrganisationID, in snapshot: Snapshot) throws -> Organisation? {
        try OrganisationStore.organisation(id, in: snapshot)
    }

    package static let grants: [AccessPolicy.Grant] = [
        .citizens(.mandateOwn),
        .staff(.mandateCheck, [.reception, .centreDirector, .centreDeputy]),
    ]
}
