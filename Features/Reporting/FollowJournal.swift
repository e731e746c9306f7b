import Dossiers
import Journal
import Storage
import Web

/// Keeps the figures up with the journal: aggregates and the place in the journal change in one transaction, so that
/// each entry counts exactly once, also when the program dies in between or several processes follow at once.
package enum FollowJournal {
    static let batch = 500

    /// What the house runs as long as it serves, and commands run once.
    package static let follower = Follower("reporting.figures") { try await step($0) }

    /// Takes the next entries.
    /// - Returns: whether more may be waiting.
    package static func step(_ database: any Database) async throws -> Bool {
        // Most looks find nothing: a reading look costs nobody's turn to write.
        guard try await database.read({ try lag(in: $0) }) > 0 else { return false }
        return try await database.write(lane: .free) { tx in
            try advance(try FigureStore.edition(in: tx), limit: batch, in: tx) == batch
        }
    }

    /// How many entries of the journal the figures do not know yet.
    package static func lag(in snapshot: Snapshot) throws -> Int64 {
        try Journal.lag(of: consumer(of: try FigureStore.edition(in: snapshot)), in: snapshot)
    }

    /// Each edition has its own place in the journal.
    static func consumer(of edition: Int) -> JournalConsumer {
        JournalConsumer("reporting.figures-\(edition)", from: .first)
    }

    /// - Returns: how many entries were taken.
    static func advance(_ edition: Int, limit: Int, in tx: Transaction) throws -> Int {
        var entries: [JournalEntry] = []
        let taken = try Journal.advance(consumer: consumer(of: edition), in: tx, limit: limit) { entry, _ in
            if entry.subjectKind == Dossier.subjectKind { entries.append(entry) }
        }
        try count(entries, edition: edition, in: tx)
        return taken
    }

    private static func count(_ entries: [JournalEntry], edition: Int, in tx: Transaction) throws {
        guard !entries.isEmpty else { return }
        let ids = Set(entries.map(\.subject)).sorted()
        let before = try FigureStore.dossiers(ids, edition: edition, in: tx)
        var after = before
        for entry in entries {
            guard let agency = entry.agency else { continue }
            after[entry.subject, default: FiguredDossier(id: entry.subject, agency: agency)].take(entry)
        }
        var changes = FigureChanges()
        for (id, dossier) in after { changes.replace(before[id], by: dossier) }
        try FigureStore.save(ids.compactMap { after[$0] }, edition: edition, in: tx)
        try FigureStore.apply(changes.settled, edition: edition, in: tx)
    }
}
