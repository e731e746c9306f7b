import Access
import Storage
import Web

extension Permission {
    /// See the mirrored dossiers of the own agency.
    static let seeExternal: Permission = "external.see"
    /// Bring them in.
    package static let importExternal: Permission = "external.import"
}

/// Hồ sơ ngoài hệ thống: dossiers of the national portal and of ministries, mirrored read-only. The front door.
package enum ExternalFeature {
    package static func make() -> Feature {
        Feature(
            name: "external", migrations: ExternalMigrations.all, grants: grants,
            routes: ExternalPages().routes + ExternalImportPages().routes + ExternalAPI().operations.map(\.route),
            navigation: [
                NavigationEntry(.officer, title: "external.nav", path: ExternalPages.path, permission: .seeExternal,
                    order: 45),
                NavigationEntry(.administrator, title: "external.import", path: ExternalImportPages.path,
                    permission: .importExternal, order: 40, icon: .file, about: "external.import.about"),
            ])
    }

    /// What stands on the desk and in the search.
    package static let shelf = ExternalShelf.shelf

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.seeExternal, [
            .reception, .specialist, .officeHead, .procedureController, .inspector, .leader, .centreDirector,
            .centreDeputy, .administrator,
        ]),
        .staff(.importExternal, [.administrator, .centreDirector, .centreDeputy]),
    ]
}
