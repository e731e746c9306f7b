import Access
import Base
import Books
import Journal
import Storage

/// What one act does with one dossier, in one breath: receiving at the counter files, accepts and forwards. The steps
/// are taken on a copy; then the row and an entry for each step are written together, once.
struct DossierBreath {
    private(set) var dossier: Dossier
    private let act: Act
    private var steps: [Step] = []
    private let hasRow: Bool

    /// One step as it will be told.
    private struct Step {
        let kind: String
        var facts: [String: String]
        /// Whose next number the step's paper bears; nil for a step without a numbered paper.
        let book: SlipBook?
    }

    /// Begins a dossier that has no row yet.
    init(opening dossier: Dossier, facts: [String: String], by act: Act) {
        self.dossier = dossier
        self.act = act
        hasRow = false
        tell(.submit, facts)
    }

    /// Goes on with one that is there.
    /// - Throws: `not-found` for what is out of the caller's sight.
    init(_ id: ID<Dossier>, by act: Act, in tx: Transaction) throws {
        dossier = try DossierStore.dossier(id, for: act.permit, in: tx)
        self.act = act
        hasRow = true
    }

    /// Takes the step that the table of actions allows and lets `change` do the rest to the copy.
    /// - Parameter change: what is changed besides the state; returns the facts to tell.
    /// - Throws: `dossier-other-agency`, `dossier-other-office`, `dossier-not-yours`, `dossier-wrong-state`, and what
    ///   `change` throws.
    mutating func take(
        _ action: DossierAction, change: (inout Dossier) throws -> [String: String] = { _ in [:] }
    ) throws {
        var changed = try dossier.after(action)
        try DossierStore.check(dossier, isOpenTo: action, for: act.permit)
        let lender = try DossierHolder.right(to: action, dossier, by: act.permit)
        if action.endsTime(from: dossier.state) { changed.finishedAt = act.at }
        let form = LifeCycle.steps(of: action).first { $0.from.contains(dossier.state) }?.form
        let facts = try change(&changed).merging(lender?.facts ?? [:]) { _, lent in lent }
        dossier = changed
        tell(action, facts, book: form.flatMap(SlipBook.init(rawValue:)))
    }

    /// Writes the row as it stands after all steps, the slips that go with them, numbered, and their entries.
    /// - Throws: `dossier-changed` (409) when somebody else was faster.
    func write(in tx: Transaction) throws {
        if hasRow {
            try DossierStore.update(dossier, steps: steps.count, in: tx)
        } else {
            try DossierStore.insert(dossier, in: tx)
        }
        let drafts = try steps.map { step in
            var facts = step.facts
            facts["slip"] = try step.book.map { try issue($0, in: tx) }
            return JournalDraft(
                step.kind, of: Dossier.subjectKind, dossier.id.description, agency: dossier.agency, facts: facts)
        }
        try Journal.append(drafts, by: act, in: tx)
    }

    /// The slip is of the agency that acts, at whose counter the person stands; of the receiving one when the person
    /// or the program acts.
    private func issue(_ book: SlipBook, in tx: Transaction) throws -> String {
        let agency = act.permit.agency ?? dossier.receivingAgency
        return try BookStore.issue(book, dossier: dossier.id.description, agency: agency, by: act, in: tx).text
    }

    private mutating func tell(_ action: DossierAction, _ facts: [String: String], book: SlipBook? = nil) {
        let facts = facts.merging(DossierFacts.told(of: dossier, at: act.at)) { _, common in common }
        steps.append(Step(kind: action.entryKind, facts: facts, book: book))
    }
}
