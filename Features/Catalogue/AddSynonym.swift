import Access
import Base
import Journal
import Storage

/// Teaches the search a phrase of every day; a phrase that it knows gets the new meaning.
struct AddSynonym: Sendable {
    let phrase: String
    /// Codes and official words between commas.
    let meaning: String

    /// - Throws: `Problem` `invalid-form` for an empty phrase or meaning or an unknown code, `synonyms-full`.
    func run(in tx: Transaction, act: Act) throws {
        precondition(act.permit.permission == .editCatalogue, "a synonym needs the permit to edit the catalogue")
        var faults: [FieldFault] = []
        if SearchWord.words(in: phrase).isEmpty || phrase.count > 100 {
            faults.append(FieldFault("phrase", "catalogue-phrase"))
        }
        let synonym = Synonym(phrase: phrase, meaning: meaning)
        if meaning.count > 500 || Synonym(phrase: "x", meaning: meaning) == nil {
            faults.append(FieldFault("meaning", "catalogue-meaning"))
        }
        for code in synonym?.codes ?? [] where try ProcedureStore.editions(of: code, in: tx).isEmpty {
            faults.append(FieldFault("meaning", "catalogue-code", ["code": code]))
        }
        guard let synonym, faults.isEmpty else { throw Problem.invalid(faults) }
        guard try SynonymStore.count(in: tx) < CatalogueLimits.synonymsMax else {
            throw Problem("synonyms-full", status: 409, arguments: ["max": grouped(CatalogueLimits.synonymsMax)])
        }
        try SynonymStore.save(SynonymStore.Entry(id: ID(at: act.at), synonym: synonym), at: act.at, in: tx)
        try CatalogueStampStore.advance(in: tx)
        try Journal.append(JournalDraft("synonym.added", of: "synonym", synonym.phrase, agency: act.permit.agency,
            facts: ["meaning": synonym.meaning]), by: act, in: tx)
    }
}
