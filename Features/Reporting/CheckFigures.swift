import Base
import Dossiers
import Journal
import Storage

/// Compares the kept figures with what the journal adds up to, up to the entry that the figures know. Changes nothing
/// and works beside a server: entries never change, so the comparison needs no long snapshot.
package enum CheckFigures {
    package struct Outcome: Sendable {
        /// The last entry that the figures know, and how many came after it.
        package let through: Int64
        package let lag: Int64
        /// What differs, in words, at most `differencesMax`; empty when all agree.
        package let differences: [String]

        package var isEqual: Bool { differences.isEmpty }
    }

    package static let differencesMax = 20
    private static let batch = 2000

    package static func run(
        in database: any Database, progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) async throws -> Outcome {
        let (kept, through, lag) = try await database.read { snapshot in
            let edition = try FigureStore.edition(in: snapshot)
            let consumer = FollowJournal.consumer(of: edition)
            return (try FigureStore.all(edition: edition, in: snapshot),
                try Journal.position(of: consumer, in: snapshot), try Journal.lag(of: consumer, in: snapshot))
        }
        let told = try await recount(database, through: through, progress: progress)
        return Outcome(through: through, lag: lag, differences: differences(kept: kept, told: told))
    }

    /// Folds dossier by dossier, so that only sums are held.
    private static func recount(
        _ database: any Database, through last: Int64, progress: @Sendable (Int64, Int64) -> Void
    ) async throws -> FigureChanges {
        var told = FigureChanges()
        var open: FiguredDossier?
        var place = JournalPlace.beginning
        var done: Int64 = 0
        while true {
            let from = place
            let entries = try await database.read {
                try Journal.entries(ofKind: Dossier.subjectKind, after: from, through: last, limit: batch, in: $0)
            }
            for entry in entries {
                guard let agency = entry.agency else { continue }
                if let whole = open, whole.id != entry.subject {
                    told.add(whole, times: 1)
                    open = nil
                }
                var dossier = open ?? FiguredDossier(id: entry.subject, agency: agency)
                dossier.take(entry)
                open = dossier
            }
            done += Int64(entries.count)
            progress(done, last)
            guard let end = entries.last, entries.count == batch else { break }
            place = JournalPlace(of: end)
        }
        if let whole = open { told.add(whole, times: 1) }
        return told.settled
    }

    static func differences(kept: FigureChanges, told: FigureChanges) -> [String] {
        var lines: [String] = []
        for key in Set(kept.counts.keys).union(told.counts.keys) {
            let (kept, told) = (kept.counts[key] ?? .none, told.counts[key] ?? .none)
            for measure in FigureMeasure.allCases where kept[measure] != told[measure] {
                lines.append("\(key.words) \(measure): \(kept[measure]) ≠ \(told[measure])")
            }
        }
        for key in Set(kept.handling.keys).union(told.handling.keys) where kept.handling[key] != told.handling[key] {
            lines.append("""
                \(FigureChanges.CountKey(cell: key.cell, span: key.span).words) \(key.time.hours) h: \
                \(kept.handling[key] ?? 0) ≠ \(told.handling[key] ?? 0)
                """)
        }
        return Array(lines.sorted().prefix(differencesMax))
    }
}

extension FigureChanges.CountKey {
    fileprivate var words: String { "\(span.text) \(cell.agency) \(cell.field) \(cell.channel.rawValue)" }
}
