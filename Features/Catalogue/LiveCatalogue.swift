import Base
import Storage
import Synchronization

/// The catalogue in memory: read and indexed once for a state of the tables and a date, then shared by all requests.
package final class LiveCatalogue: Sendable {
    private struct Key: Hashable {
        let stamp: Int64
        let date: LocalDate
    }

    private struct Kept {
        let key: Key
        let index: CatalogueIndex
    }

    private let kept = Mutex<Kept?>(nil)

    package init() {}

    /// Changes whenever a page of the catalogue does: what `Route.publicPage` asks for.
    package static func stamp(at now: Instant, in snapshot: Snapshot) throws -> String {
        "\(try CatalogueStampStore.number(in: snapshot)) \(now.localDate.iso8601)"
    }

    /// The index for a date. Costs one small question when nothing has changed.
    package func index(on date: LocalDate, in snapshot: Snapshot) throws -> CatalogueIndex {
        let key = Key(stamp: try CatalogueStampStore.number(in: snapshot), date: date)
        if let index = kept.withLock({ $0?.key == key ? $0?.index : nil }) { return index }
        let index = CatalogueIndex(
            try ProcedureStore.all(on: date, in: snapshot),
            synonyms: Synonym.builtIn + (try SynonymStore.all(in: snapshot).map(\.synonym)))
        // Never put an older state in the place of a newer one: readers of old snapshots may come late.
        kept.withLock { if $0.map({ $0.key.stamp <= key.stamp }) ?? true { $0 = Kept(key: key, index: index) } }
        return index
    }
}
