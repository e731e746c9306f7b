import Web

/// The catalogue's front door: what is published, how it is found, and how it is taken in.
package struct CatalogueFeature: Sendable {
    private let catalogue: LiveCatalogue
    private let place: CataloguePlace

    package init(_ catalogue: LiveCatalogue, place: CataloguePlace = CataloguePlace()) {
        self.catalogue = catalogue
        self.place = place
    }

    package var feature: Feature {
        Feature(
            name: "catalogue", migrations: CatalogueMigrations.all, grants: CatalogueGrants.all,
            routes: HomePage(catalogue: catalogue).routes + ProcedureListPages(catalogue: catalogue).routes
                + ProcedurePages(catalogue: catalogue, place: place).routes,
            navigation: [
                NavigationEntry(.citizen, title: "catalogue.navigation", path: "/thu-tuc", permission: .readCatalogue, order: 10),
            ])
    }
}
