import Web

/// The catalogue's front door: what is published, how it is found, and how it is taken in.
package struct CatalogueFeature: Sendable {
    private let catalogue: LiveCatalogue

    package init(_ catalogue: LiveCatalogue) { self.catalogue = catalogue }

    private var publicRoutes: [Route] {
        HomePage(catalogue: catalogue).routes + ProcedureListPages(catalogue: catalogue).routes
            + ProcedurePages().routes + CatalogueAPI(catalogue: catalogue).operations.map(\.route)
    }

    private var administratorRoutes: [Route] {
        CatalogueAdminPages().routes + CatalogueImportPages().routes + SynonymPages().routes
    }

    package var feature: Feature {
        Feature(
            name: "catalogue", migrations: CatalogueMigrations.all, grants: CatalogueGrants.all,
            routes: publicRoutes + administratorRoutes,
            navigation: [
                NavigationEntry(.citizen, title: "catalogue.navigation", path: "/thu-tuc", permission: .readCatalogue,
                    order: 10),
                NavigationEntry(.administrator, title: "catalogue.admin", path: CatalogueAdminPages.path,
                    permission: .editCatalogue, order: 30, icon: .file, about: "catalogue.admin.about"),
                NavigationEntry(.administrator, title: "catalogue.synonyms", path: SynonymPages.path,
                    permission: .editCatalogue, order: 31, icon: .search, about: "catalogue.synonyms.about"),
            ])
    }
}
