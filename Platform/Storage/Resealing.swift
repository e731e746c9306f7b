import Keys

/// Brings what is sealed to the key that writes: after a change of keys, and when keys come to data that had none.
/// It can stop anywhere and goes on where it was; reading and writing go on beside it.
package enum Resealing {
    private static let rowsPerStep = 200

    /// Takes the next step in a transaction of its own.
    /// - Returns: whether there was one; false when everything is sealed with the key that writes.
    @discardableResult
    package static func step(_ database: any Database, _ tables: [SealedTable]) async throws -> Bool {
        guard let next = try await next(database, tables) else { return false }
        try await database.write(lane: .free) { try DataKeyStore.resealNext(rowsPerStep, of: next, in: $0) }
        return true
    }

    private static func next(_ database: any Database, _ tables: [SealedTable]) async throws -> SealedTable? {
        try await database.read { snapshot in
            guard let key = snapshot.keys.writing else { return nil }
            let progress = try DataKeyStore.progress(of: tables, under: key.number, in: snapshot)
            return zip(tables, progress).first { !$1.isDone }?.0
        }
    }
}
