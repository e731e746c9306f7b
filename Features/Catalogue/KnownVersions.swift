import Base
import Synchronization

/// Versions of procedures that were read before: to read a record anew for each dossier that is opened would cost more
/// than all the rest of the page.
final class KnownVersions: Sendable {
    /// More than the whole national catalogue.
    private static let countMax = 8192
    private let versions = Mutex<[ID<Procedure>: (edition: ProcedureStore.Edition, procedure: Procedure)]>([:])

    func known(_ edition: ProcedureStore.Edition) -> Procedure? {
        versions.withLock { versions in
            guard let known = versions[edition.id], known.edition == edition else { return nil }
            return known.procedure
        }
    }

    func remember(_ procedure: Procedure, as edition: ProcedureStore.Edition) {
        versions.withLock { versions in
            if versions.count >= Self.countMax { versions.removeAll() }
            versions[edition.id] = (edition, procedure)
        }
    }
}
