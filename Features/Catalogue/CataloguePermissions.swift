import Access

extension Permission {
    /// Read what is published.
    package static let readCatalogue: Permission = "catalogue.read"
    /// Import, publish and withdraw; extend the everyday words.
    package static let editCatalogue: Permission = "catalogue.edit"
}

/// What each role may do here.
enum CatalogueGrants {
    static let all: [AccessPolicy.Grant] = [
        .anybody(.readCatalogue),
        .staff(.editCatalogue, [.administrator, .procedureController]),
    ]
}
