import Storage

/// A number that grows with every change of the catalogue or its synonyms: how the live index sees that it is old, also
/// when another process made the change.
enum CatalogueStampStore {
    static func number(in snapshot: Snapshot) throws -> Int64 {
        try snapshot.row("SELECT number FROM catalogue_stamp WHERE id = 1")?["number"] ?? 0
    }

    static func advance(in tx: Transaction) throws {
        try tx.execute("UPDATE catalogue_stamp SET number = number + 1 WHERE id = 1")
    }
}
