import Access
import Base
import Storage

/// What would be destroyed today, of one kind, by year.
struct PurgePreview: Sendable {
    let kind: RecordKind
    let before: Instant
    let total: Int
    /// Of these, so many are held.
    let held: Int
    /// How many of each year, the oldest first.
    let years: [(year: Int, count: Int)]

    init(_ purger: Purger, of agency: AgencyID, at now: Instant, in snapshot: Snapshot) throws {
        guard let kind = RecordKind.kind(purger.kind), let before = purger.limit(at: now) else {
            throw Problem.notFound
        }
        let found = try purger.candidates(agency, before, ProposePurge.recordsMax, snapshot)
        self.kind = kind
        self.before = before
        total = found.count
        held = try found.count {
            try PurgeStore.isHeld($0.record, purger.personalIDs($0.record, snapshot), of: agency, in: snapshot)
        }
        years = Dictionary(grouping: found) { $0.since.localDate.year }.map { ($0.key, $0.value.count) }
            .sorted { $0.year < $1.year }
    }
}
