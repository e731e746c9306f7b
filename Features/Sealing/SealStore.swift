import Base
import Journal
import Proof
import Storage

/// The seals and the kept hashes of the tree. Both are only ever added to; the database refuses the rest.
package enum SealStore {
    /// All, in order. A day has one seal, so thirty years have some ten thousand.
    /// - Throws: `Problem` `seal-unreadable` for a row that is no seal.
    package static func all(in snapshot: Snapshot) throws -> [Seal] {
        try snapshot.rows("SELECT * FROM seal ORDER BY number").map(seal)
    }

    package static func last(in snapshot: Snapshot) throws -> Seal? {
        try snapshot.row("SELECT * FROM seal ORDER BY number DESC LIMIT 1").map(seal)
    }

    package static func seal(_ number: Int64, in snapshot: Snapshot) throws -> Seal? {
        try snapshot.row("SELECT * FROM seal WHERE number = \(number)").map(seal)
    }

    /// The first that covers an entry; nil while none does.
    static func first(covering entry: Int64, in snapshot: Snapshot) throws -> Seal? {
        try snapshot.row("SELECT * FROM seal WHERE size >= \(entry) ORDER BY size LIMIT 1").map(seal)
    }

    /// The newest ones, the last first.
    static func newest(_ limit: Int, in snapshot: Snapshot) throws -> [Seal] {
        try snapshot.rows("SELECT * FROM seal ORDER BY number DESC LIMIT \(limit)").map(seal)
    }

    /// - Throws: `StorageError` when another process has sealed meanwhile.
    static func insert(_ seal: Seal, _ nodes: [(TreeNode, TreeHash)], in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO seal (number, size, note, public_key)
            VALUES (\(seal.number), \(seal.size), \(seal.note.note), \(seal.key.base64))
            """)
        // Statements have a bound on their parameters.
        for start in stride(from: 0, to: nodes.count, by: 300) {
            let rows = nodes[start..<min(start + 300, nodes.count)].map { node, hash -> SQL in
                "(\(Int64(node.level)), \(node.index), \(hash.hex))"
            }
            try tx.execute("INSERT INTO seal_node (level, position, hash) VALUES \(SQL.joined(rows, by: ", "))")
        }
    }

    private static func seal(_ row: Row) throws -> Seal {
        let number: Int64 = try row["number"]
        guard let note = SignedNote(try row["note"]), let key = PublicSealKey(try row["public_key"]),
            let seal = Seal(note: note, key: key), seal.number == number, seal.size == (try row["size"] as Int64)
        else { throw Problem("seal-unreadable", status: 409, arguments: ["number": "\(number)"]) }
        return seal
    }

    // MARK: The tree

    /// The tree as it is kept: leaves are the digests of the journal's entries, in their order.
    static func shelf(in snapshot: Snapshot) -> TileShelf {
        TileShelf { level, from, count in
            guard level > 0 else {
                let leaves = try Journal.digests(after: from, limit: count, in: snapshot)
                // What stands at a wrong place ends the row of leaves.
                return leaves.enumerated().prefix { $1.number == from + 1 + Int64($0) }.map { leaf(of: $1.digest) }
            }
            return try nodes(level, from: from, count, in: snapshot)
        }
    }

    /// The leaf of an entry: its digest says all that the entry says, and so the tree needs no more.
    static func leaf(of digest: String) -> TreeHash { .leaf(Hex.bytes(digest) ?? Array(digest.utf8)) }

    static func nodes(
        _ level: Int, from: Int64, _ count: Int, in snapshot: Snapshot
    ) throws -> [TreeHash] {
        let rows = try snapshot.rows("""
            SELECT position, hash FROM seal_node WHERE level = \(Int64(level)) AND position >= \(from)
                AND position < \(from + Int64(count)) ORDER BY position
            """)
        var hashes: [TreeHash] = []
        for row in rows {
            guard try row["position"] == from + Int64(hashes.count), let hash = TreeHash(hex: try row["hash"]) else {
                break
            }
            hashes.append(hash)
        }
        return hashes
    }
}
