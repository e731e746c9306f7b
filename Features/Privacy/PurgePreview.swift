import Access
import Base
import Storage

/// What would be destroyed today, of one kind, by year.
struct PurgePreview: Sendable {
    let kind: RecordKind
    /// What goes with it.
    let along: [RecordKind]
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
        let mayBeHeld = try PurgeStore.isAnythingHeld(in: snapshot)
        held = try found.count { try mayBeHeld && purger.isHeld($0.record, from: agency, in: snapshot) }
        along = purger.takesAlong.compactMap(RecordKind.kind)
        years = Dictionary(grouping: found) { $0.since.localDate.year }.map { ($0.key, $0.value.count) }
            .sorted { $0.year < $1.year }
    }
}

/// What goes by itself: nothing is to be decided, only to be seen.
struct FadingPreview: Sendable {
    let kind: RecordKind
    /// Rows that are over their time and wait for the next round; nil where nobody counts them.
    let over: Int?

    init(_ fading: Fading, at now: Instant, in snapshot: Snapshot) throws {
        guard let kind = RecordKind.kind(fading.kind) else { throw Problem.notFound }
        self.kind = kind
        over = try fading.over(at: now, in: snapshot)
    }
}
