import Base
import Keys
import Storage

/// Whether the keys that were found are those of the data. A wrong or missing file stops the start with a sentence,
/// instead of pages without telephone numbers later.
struct KeyAdmission: Sendable {
    let keys: Keyring
    let tables: [SealedTable]

    init(_ keys: Keyring, tables: [SealedTable]) {
        self.keys = keys
        self.tables = tables
    }

    /// - Throws: `Problem` `keys-missing` when a key that the data needs is not in the file.
    func check(_ database: any Database) async throws {
        for known in try await database.read({ try DataKeyStore.known(in: $0) }) { try check(known) }
    }

    /// The same for whoever may change the data: data that has never had keys gets the first one, and what lies in it
    /// is sealed before anything else is done.
    /// - Throws: `keys-missing`; `key-file` when no file can be written.
    func letIn(_ database: any Database, at now: Instant) async throws {
        let known = try await database.read { try DataKeyStore.known(in: $0) }
        for key in known { try check(key) }
        if keys.keys.isEmpty, let file = keys.file {
            try file.writeFirst(.fresh(number: 1, on: now.localDate))
            keys.refresh()
        }
        let fresh = keys.keys.filter { key in !known.contains { $0.number == key.number } }
        guard !fresh.isEmpty else { return }
        try await database.write(lane: .free) { tx in for key in fresh { try DataKeyStore.add(key, in: tx) } }
        guard known.isEmpty else { return }
        while try await Resealing.step(database, tables) { try Task.checkCancellation() }
    }

    private func check(_ known: DataKeyStore.Known) throws(Problem) {
        guard keys.key(known.number)?.proof == known.proof else {
            throw Problem("keys-missing", status: 500,
                arguments: ["file": keys.file?.path ?? "", "number": "\(known.number)"])
        }
    }
}
