import Base
import Dossiers
import Journal
import Storage
import Web

/// Remembers when something last happened to each dossier, for the board's question what is stuck.
enum DossierMoves {
    static let batch = 500
    static let consumer = JournalConsumer("notices.moves", from: .first)

    static let follower = Follower("notices.moves") { try await step($0) }

    /// - Returns: whether more may be waiting.
    static func step(_ database: any Database) async throws -> Bool {
        guard try await database.read({ try Journal.lag(of: consumer, in: $0) }) > 0 else { return false }
        return try await database.write(lane: .free) { tx in
            var moved: [String: Instant] = [:]
            let taken = try Journal.advance(consumer: consumer, in: tx, limit: batch) { entry, _ in
                // A remark moves nothing.
                let isRemark = entry.kind == DossierAction.note.entryKind
                if entry.subjectKind == Dossier.subjectKind, !isRemark { moved[entry.subject] = entry.at }
            }
            for (dossier, moment) in moved.sorted(by: { $0.key < $1.key }) {
                try DossierMoveStore.keep(dossier, at: moment, in: tx)
            }
            return taken == batch
        }
    }
}
