import Dossiers
import Web

/// Which external dossiers a list shows.
package struct ExternalFilter: Sendable {
    package enum State: String, Sendable, CaseIterable {
        case open = "dang-giai-quyet"
        case late = "qua-han"
        case done = "da-xong"
    }

    package let query: DossierQuery
    package let state: State?

    package init(_ query: DossierQuery, state: State? = nil) {
        self.query = query
        self.state = state
    }

    /// Reads an address.
    init(_ values: FormValues) {
        self.init(DossierQuery(values["q"]), state: State(rawValue: values["trang-thai"]))
    }
}
