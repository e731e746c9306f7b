import Access
import Base
import Blobs
import Storage

/// Which files are kept, and for which record.
package enum FileStore {
    /// Records a staged file for an owner (`draft`, `dossier`) and returns it.
    package static func keep(
        _ staged: StagedFile, ownerKind: String, owner: String, by account: AccountID?, at now: Instant,
        in tx: Transaction
    ) throws -> KeptFile {
        let file = KeptFile(id: ID(at: now), digest: staged.digest, name: staged.name, size: staged.size,
            type: staged.type)
        try tx.execute("""
            INSERT INTO file (id, digest, name, size, type, owner_kind, owner, kept_by, kept_at)
            VALUES (\(file.id), \(file.digest), \(file.name), \(file.size), \(file.type.rawValue), \(ownerKind),
                \(owner), \(account), \(now))
            """)
        return file
    }

    package static func file(_ id: ID<KeptFile>, ownerKind: String, owner: String, in snapshot: Snapshot) throws
        -> KeptFile?
    {
        try snapshot.row("""
            SELECT id, digest, name, size, type FROM file
            WHERE id = \(id) AND owner_kind = \(ownerKind) AND owner = \(owner)
            """).map(keptFile)
    }

    package static func files(ownerKind: String, owner: String, in snapshot: Snapshot) throws -> [ID<KeptFile>: KeptFile] {
        let rows = try snapshot.rows("""
            SELECT id, digest, name, size, type FROM file WHERE owner_kind = \(ownerKind) AND owner = \(owner)
            """)
        return Dictionary(try rows.map(keptFile).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The digests of all files of all records, in the order of their ids.
    /// - Parameter after: where the last answer ended.
    package static func digests(
        after id: ID<KeptFile>?, limit: Int, in snapshot: Snapshot
    ) throws -> [(id: ID<KeptFile>, digest: String)] {
        try snapshot.rows("SELECT id, digest FROM file WHERE id > \(id?.description ?? "") ORDER BY id LIMIT \(limit)")
            .map { (try $0["id"], try $0["digest"]) }
    }

    /// Hands all files of one record to another, for instance from a draft to the dossier it became.
    package static func move(
        fromKind: String, from: String, toKind: String, to: String, in tx: Transaction
    ) throws {
        try tx.send("""
            UPDATE file SET owner_kind = \(toKind), owner = \(to) WHERE owner_kind = \(fromKind) AND owner = \(from)
            """)
    }

    /// Forgets a file of a record; the bytes stay until the store is swept.
    package static func drop(_ id: ID<KeptFile>, ownerKind: String, owner: String, in tx: Transaction) throws {
        try tx.execute("DELETE FROM file WHERE id = \(id) AND owner_kind = \(ownerKind) AND owner = \(owner)")
    }

    /// Forgets what an owner was given before a moment and has not used.
    package static func dropOld(ownerKind: String, owner: String, before moment: Instant, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM file WHERE owner_kind = \(ownerKind) AND owner = \(owner) AND kept_at < \(moment)
            """)
    }

    /// Forgets all files of one record.
    /// - Returns: their digests, each once; the bytes stay until somebody removes them.
    package static func dropAll(ownerKind: String, owner: String, in tx: Transaction) throws -> [String] {
        let digests: [String] = try tx.rows("""
            SELECT DISTINCT digest FROM file WHERE owner_kind = \(ownerKind) AND owner = \(owner) ORDER BY digest
            """).map { try $0["digest"] }
        try tx.execute("DELETE FROM file WHERE owner_kind = \(ownerKind) AND owner = \(owner)")
        return digests
    }

    /// Whether any record still has a file with these bytes.
    package static func isUsed(_ digest: String, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("SELECT id FROM file WHERE digest = \(digest) LIMIT 1") != nil
    }

    private static func keptFile(_ row: Row) throws -> KeptFile {
        guard let type = FileType(rawValue: try row["type"]) else { throw StorageError.badColumn("type", "unknown type") }
        return KeptFile(id: try row["id"], digest: try row["digest"], name: try row["name"], size: try row["size"],
            type: type)
    }
}
