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

    package static let grants: [AccessPolicy.Grant] = [
        .citizens(.mandateOwn),
        .staff(.mandateCheck, [.reception, .centreDirector, .centreDeputy]),
    ]
}
