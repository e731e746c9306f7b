import Access
import Base
import Identity
import Journal
import Storage

/// Ghi nhận sự cố: from this entry on the clocks are shown, and nobody can say later that it was not known.
package struct RecordIncident: Sendable {
    let facts: IncidentFacts

    package init(_ facts: IncidentFacts) { self.facts = facts }

    /// - Throws: `invalid-form`.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> ID<Incident> {
        guard let agency = act.permit.agency else { throw Problem.forbidden }
        let checked = try IncidentScope.found(in: try facts.checked(at: act.at), for: agency, tx)
        let year = act.at.localDate.year
        let one = Incident(
            id: ID(at: act.at), agency: agency,
            number: try YearNumberStore.next(in: "incident", of: agency, year: year, tx), year: year, openedAt: act.at,
            openedBy: act.caller.name, facts: checked, done: [:], closedAt: nil)
        try IncidentStore.insert(one, in: tx)
        try IncidentLedger.tell("incident.recorded", one, by: act, in: tx)
        return one.id
    }
}

/// Whose account the typed login is.
enum IncidentScope {
    /// An official of another agency is not told apart from nobody.
    static func found(in facts: IncidentFacts, for agency: AgencyID, _ snapshot: Snapshot) throws -> IncidentFacts {
        var facts = facts
        facts.account = nil
        guard !facts.login.isEmpty else { return facts }
        guard let account = try CallerStore.account(ofLogin: facts.login, in: snapshot),
            try StaffStore.member(account, in: snapshot).map({ $0.agency == agency }) ?? true
        else { throw Problem.invalid([FieldFault("login", "privacy.no-such-login")]) }
        facts.account = account
        return facts
    }
}

/// What is said of incidents in the journal: when and what sort, never whom.
enum IncidentLedger {
    static func tell(
        _ kind: String, _ one: Incident, _ more: [String: String] = [:], by act: Act, in tx: Transaction
    ) throws {
        let facts = ["code": one.code, "kind": one.facts.kind.rawValue, "found": one.facts.foundAt.iso8601]
        try Journal.append(
            JournalDraft(kind, of: "incident", one.id.description, agency: one.agency,
                facts: facts.merging(more) { _, new in new }),
            by: act, in: tx)
    }
}
