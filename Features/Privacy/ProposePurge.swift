import Access
import Base
import Journal
import Storage

/// Đề nghị tiêu hủy: names what is over its time, up to a moment, as it stands now. What comes to be over it later is
/// for the next proposal.
package struct ProposePurge: Sendable {
    /// One run holds so many records; the rest comes with the next.
    package static let recordsMax = 2000

    let purger: Purger
    let ground: String

    package init(_ purger: Purger, ground: String) {
        self.purger = purger
        self.ground = ground
    }

    /// - Throws: `invalid-form`; `purge-nothing`, `purge-under-way` (409).
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> ID<PurgeRun> {
        guard let agency = act.permit.agency, let account = act.caller.account,
            let before = purger.limit(at: act.at)
        else { throw Problem.forbidden }
        let ground = try WrittenGround.checked(ground, "ground", "privacy.purge-ground")
        guard try !PurgeStore.underWay(purger.kind, of: agency, in: tx) else {
            throw Problem("purge-under-way", status: 409)
        }
        let found = try purger.candidates(agency, before, Self.recordsMax, tx)
        guard !found.isEmpty else { throw Problem("purge-nothing", status: 409) }
        let year = act.at.localDate.year
        let run = PurgeRun(
            id: ID(at: act.at), agency: agency,
            number: try YearNumberStore.next(in: "purge_run", of: agency, year: year, tx), year: year,
            kind: purger.kind, before: before, ground: ground, proposedBy: account, proposedName: act.caller.name,
            proposedAt: act.at, state: .proposed, approvedBy: nil, approvedName: "", approvedAt: nil,
            due: nil, endedAt: nil, endedName: "")
        try PurgeStore.insert(run, found, in: tx)
        try PurgeLedger.tell("purge.proposed", run, ["records": "\(found.count)"], by: act, in: tx)
        return run.id
    }
}

/// What the journal says of the schedule: which run, of what kind, how many; never what was in a record.
enum PurgeLedger {
    static func tell(
        _ kind: String, _ run: PurgeRun, _ more: [String: String] = [:], by act: Act, in tx: Transaction
    ) throws {
        let facts = ["code": run.code, "kind": run.kind, "before": run.before.iso8601]
        try Journal.append(
            JournalDraft(kind, of: "purge", run.id.description, agency: run.agency,
                facts: facts.merging(more) { _, new in new }),
            by: act, in: tx)
    }
}
