import Access
import Base
import Journal
import Storage
import Web

/// What happens to dossiers, for programs that are told of it: the entries that `GET /dossiers/:id/events` would show
/// to the same account, and of each only what leads to the dossier. Who needs names or reasons asks for the dossier.
package enum DossierEvents {
    /// Whoever may come to the API's doors for dossiers may be told of them.
    package static let permission = Permission.dossierAPI

    /// Everything that can be told: `dossier.accepted` and so on.
    package static let kinds = DossierAction.allCases.map(\.entryKind)

    /// Those of `entries` that are about a dossier within the permit's reach now, in the same order.
    package static func told(
        _ entries: [JournalEntry], to permit: Permit, in snapshot: Snapshot
    ) throws -> [JournalEntry] {
        let isOfficer = permit.caller.staff != nil
        let about = entries.filter { entry in
            entry.subjectKind == Dossier.subjectKind && (isOfficer || DossierTimeline.tells(entry, to: .citizen))
        }
        let ids = Set(about.compactMap { ID<Dossier>($0.subject) })
        let near = Set(try DossierStore.withinReach(ids.sorted(), of: permit, in: snapshot).map(\.description))
        return about.filter { near.contains($0.subject) }
    }

    package static let shape = APIShape<JournalEntry>("DossierNews", "Something that has happened to a dossier.", [
        .value("number", "Its place in the journal; the same entry always has the same.") { $0.number },
        .value("at", "When.") { $0.at },
        .value("kind", "`dossier.accepted` …") { $0.kind },
        .value("dossier", "The dossier's id, for `/dossiers/{id}`.") { $0.subject },
        .value("code", "Mã hồ sơ.") { $0.facts["code"] },
        .value("agency", "The agency that resolves.") { $0.agency },
        .value("state", "Where the dossier stood after it.") { $0.facts["state"] },
        .value("dueAt", "Hẹn trả after it; null while there is none.") {
            $0.facts["due"].flatMap { Instant(iso8601: $0) }
        },
        .value("field", "Lĩnh vực.") { $0.facts["field"] },
        .value("channel", "How it came in.") { $0.facts["channel"] },
    ])
}
