import Dossiers
import Web

/// Which external dossiers a list shows: all that hold of what is given.
package struct ExternalFilter: Sendable {
    package let query: DossierQuery
    package let state: SearchStanding?
    /// In the numbers of the national portal.
    package let status: ExternalStatus?
    /// The list of the desk.
    package let part: DossierShelf.Part?

    package init(
        _ query: DossierQuery, state: SearchStanding? = nil, status: ExternalStatus? = nil,
        part: DossierShelf.Part? = nil
    ) {
        self.query = query
        self.state = state
        self.status = status
        self.part = part
    }

    /// Reads an address: `trang-thai` is a word of `SearchStanding` or a number of the portal.
    init(_ values: FormValues) {
        let typed = values["trang-thai"]
        self.init(DossierQuery(values["q"]), state: SearchStanding(rawValue: typed),
            status: Int(typed).flatMap(ExternalStatus.init))
    }
}
