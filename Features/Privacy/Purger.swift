import Access
import Base
import Storage

/// What one kind of record offers to the schedule: which are over their time, and how one is destroyed. The owner of
/// the tables does it; the schedule only says when.
package struct Purger: Sendable {
    /// Something that is over its time.
    package struct Candidate: Sendable, Equatable {
        package let record: String
        /// What it is called on paper, without a person's name: a code, or empty.
        package let label: String
        /// The moment from which its time runs.
        package let since: Instant

        package init(record: String, label: String, since: Instant) {
            self.record = record
            self.label = label
            self.since = since
        }
    }

    /// What destroying one came to.
    package enum Outcome: Sendable, Equatable {
        /// With the digests of files whose bytes nobody may need any more.
        case destroyed(files: [String])
        /// It is in use again, or is gone already.
        case kept
    }

    /// Of `RecordKind`.
    package let kind: String
    /// Kinds whose records go with these.
    package let takesAlong: [String]
    /// The records are no agency's own: a hold of any agency keeps them.
    package let isShared: Bool
    /// Those whose time began before the moment; the oldest first.
    package let candidates: @Sendable (AgencyID, Instant, _ limit: Int, Snapshot) throws -> [Candidate]
    /// Personal ids of whom it concerns, for holds on a person.
    package let personalIDs: @Sendable (_ record: String, Snapshot) throws -> Set<String>
    /// - Parameter before: the moment that the proposal named; what was used after it is kept.
    package let destroy: @Sendable (
        _ record: String, AgencyID, _ before: Instant, _ now: Instant, Transaction
    ) throws -> Outcome

    package init(
        kind: String, takesAlong: [String] = [], isShared: Bool = false,
        candidates: @escaping @Sendable (AgencyID, Instant, _ limit: Int, Snapshot) throws -> [Candidate],
        personalIDs: @escaping @Sendable (_ record: String, Snapshot) throws -> Set<String> = { _, _ in [] },
        destroy: @escaping @Sendable (
            _ record: String, AgencyID, _ before: Instant, _ now: Instant, Transaction
        ) throws -> Outcome
    ) {
        for kind in [kind] + takesAlong {
            precondition(
                RecordKind.kind(kind)?.keep.isOver(before: LocalDate(dayNumber: 20_000)) != nil, "\(kind) stays")
        }
        self.kind = kind
        self.takesAlong = takesAlong
        self.isShared = isShared
        self.candidates = candidates
        self.personalIDs = personalIDs
        self.destroy = destroy
    }

    /// Whether a hold keeps one of its records from the agency's schedule.
    func isHeld(_ record: String, from agency: AgencyID, in snapshot: Snapshot) throws -> Bool {
        try PurgeStore.isHeld(
            record, personalIDs(record, snapshot), of: isShared ? nil : agency, in: snapshot)
    }

    /// The first moment that is not over its time today.
    func limit(at now: Instant) -> Instant? {
        RecordKind.kind(kind)?.keep.isOver(before: now.localDate).map { Instant($0) }
    }
}
