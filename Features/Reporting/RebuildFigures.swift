import Journal
import Storage

/// Counts everything anew from the journal alone, into the next edition beside the one that pages read; one transaction
/// takes the last entries and turns the page. Broken off anywhere, it goes on from there when it is run again.
package enum RebuildFigures {
    private static let batch = 1000

    /// - Parameters:
    ///   - anew: forget what a rebuilding that was broken off has counted.
    ///   - progress: entries done, entries in all.
    /// - Returns: how many entries the journal had.
    @discardableResult
    package static func run(
        in database: any Database, anew: Bool = false,
        progress: @escaping @Sendable (_ done: Int64, _ all: Int64) -> Void = { _, _ in }
    ) async throws -> Int64 {
        if anew { try await database.write(lane: .free) { try FigureStore.skipNextEdition(in: $0) } }
        let next = try await database.read { try FigureStore.nextEdition(in: $0) }
        while true {
            let (isDone, done, all) = try await database.write(lane: .free) { tx in
                let taken = try FollowJournal.advance(next, limit: batch, in: tx)
                if taken < batch { try FigureStore.makeCurrent(next, in: tx) }
                return (taken < batch, try Journal.position(of: FollowJournal.consumer(of: next), in: tx),
                    try Journal.head(in: tx).number)
            }
            progress(done, all)
            guard isDone else { continue }
            // What is older is read by nobody any more; broken off, the next rebuilding clears it.
            for edition in 1..<next { try await clear(edition, in: database) }
            return done
        }
    }

    private static func clear(_ edition: Int, in database: any Database) async throws {
        while try await database.write(lane: .free, { try FigureStore.clear(edition, in: $0) }) {}
        try await database.write(lane: .free) {
            try Journal.forget(FollowJournal.consumer(of: edition), in: $0)
        }
    }
}
