import Access
import Base
import Files
import Journal
import Storage
import Web

/// Bản sao của một hồ sơ for the person whose it is: all that she is shown of it, as values, with its files.
package struct DossierCopy: Sendable {
    package let folder: DossierFolder
    /// As the API answers a citizen, with what happened under `events`.
    package let node: JSONNode
    /// Those of the papers, and the result once it is issued.
    package let files: [KeptFile]

    /// - Parameter permit: of whoever asks; the dossier must be within its reach.
    package static func read(
        _ id: ID<Dossier>, for permit: Permit, at now: Instant, in snapshot: Snapshot
    ) throws -> DossierCopy {
        let folder = try DossierFolder.read(id, for: permit, in: snapshot)
        let seen = SeenFolder(forCitizen: folder, at: now)
        let events = folder.history.filter { DossierTimeline.tells($0, to: .citizen) }
            .map { DossierShapes.event.node(DossierShapes.SeenEvent(entry: $0, isOfficer: false)) }
        var node = DossierShapes.whole.node(seen)
        if case .object(let members) = node.value {
            node = JSONNode(.object(members + [.init(name: "events", node: JSONNode(.list(events)))]))
        }
        let result = folder.dossier.state.hasResult ? folder.result?.file : nil
        return DossierCopy(
            folder: folder, node: node, files: folder.papers.compactMap(\.file) + [result].compactMap { $0 })
    }
}
