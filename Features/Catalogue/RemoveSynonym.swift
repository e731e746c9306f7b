import Access
import Base
import Journal
import Storage

/// Makes the search forget a phrase that this installation had added.
struct RemoveSynonym: Sendable {
    let id: ID<Synonym>

    /// Forgetting what is not there is no fault: two people may press at once.
    func run(in tx: Transaction, act: Act) throws {
        precondition(act.permit.permission == .editCatalogue, "a synonym needs the permit to edit the catalogue")
        guard let entry = try SynonymStore.entry(id, in: tx) else { return }
        try SynonymStore.remove(id, in: tx)
        try CatalogueStampStore.advance(in: tx)
        try Journal.append(JournalDraft("synonym.removed", of: "synonym", entry.synonym.phrase,
            agency: act.permit.agency,
            facts: ["meaning": entry.synonym.meaning]), by: act, in: tx)
    }
}
