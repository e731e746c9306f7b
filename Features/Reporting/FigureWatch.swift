import Dossiers
import Journal
import Storage

/// Checks the kept figures again and again while they grow: every dossier that the journal tells of since the last time
/// is folded anew from its first entry, and what it changes is compared with what is kept, span by span. What it costs
/// depends on what has happened since, not on all that is there; `CheckFigures` compares the whole.
package struct FigureWatch: Sendable {
    private static let batch = 500

    /// As they counted at the last look.
    private var dossiers: [String: FiguredDossier] = [:]
    /// The sums of their own, by span.
    private var told: [FigureSpan: FigureChanges] = [:]
    /// The last entry that was looked at.
    private var reached: Int64 = 0

    package init() {}

    /// What differs, in words; empty when all agree. Looks as far as the figures have come.
    package mutating func differences(in database: any Database) async throws -> [String] {
        let (edition, through) = try await database.read { snapshot in
            let edition = try FigureStore.edition(in: snapshot)
            return (edition, try Journal.position(of: FollowJournal.consumer(of: edition), in: snapshot))
        }
        var changes = FigureChanges()
        let touched = try await touched(through: through, in: database).sorted()
        for start in stride(from: 0, to: touched.count, by: Self.batch) {
            let ids = Array(touched[start..<min(start + Self.batch, touched.count)])
            for dossier in try await database.read({ try Self.folded(ids, through: through, in: $0) }) {
                changes.replace(dossiers[dossier.id], by: dossier)
                dossiers[dossier.id] = dossier
            }
        }
        reached = max(reached, through)
        let spans = take(changes)
        let kept = try await database.read { try FigureStore.all(edition: edition, of: spans, in: $0) }
        let mine = spans.reduce(into: FigureChanges()) { $0.add(told[$1] ?? FigureChanges()) }
        return CheckFigures.differences(kept: kept, told: mine.settled)
    }

    private func touched(through last: Int64, in database: any Database) async throws -> Set<String> {
        var ids: Set<String> = []
        var place = reached
        while place < last {
            let from = place
            let entries = try await database.read { try Journal.entries(after: from, limit: 2000, in: $0) }
            guard let end = entries.last else { break }
            for entry in entries where entry.number <= last && entry.subjectKind == Dossier.subjectKind {
                ids.insert(entry.subject)
            }
            place = end.number
        }
        return ids
    }

    private static func folded(
        _ ids: [String], through last: Int64, in snapshot: Snapshot
    ) throws -> [FiguredDossier] {
        try ids.compactMap { id in
            var dossier: FiguredDossier?
            for entry in try Journal.entries(of: Dossier.subjectKind, id, in: snapshot) where entry.number <= last {
                guard let agency = entry.agency else { continue }
                var one = dossier ?? FiguredDossier(id: id, agency: agency)
                one.take(entry)
                dossier = one
            }
            return dossier
        }
    }

    /// - Returns: the spans that have changed.
    private mutating func take(_ changes: FigureChanges) -> [FigureSpan] {
        var spans: Set<FigureSpan> = []
        for (key, counts) in changes.counts {
            told[key.span, default: .init()].add(counts, key)
            spans.insert(key.span)
        }
        for (key, dossiers) in changes.handling {
            told[key.span, default: .init()].add(dossiers, key)
            spans.insert(key.span)
        }
        return Array(spans)
    }
}

extension FigureChanges {
    fileprivate mutating func add(_ other: FigureChanges) {
        for (key, counts) in other.counts { add(counts, key) }
        for (key, dossiers) in other.handling { add(dossiers, key) }
    }
}
