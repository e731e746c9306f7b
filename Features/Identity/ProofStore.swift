import Access
import Base
import Storage

/// What is proven in profiles.
package enum ProofStore {
    package static func proofs(of account: AccountID, in snapshot: Snapshot) throws -> [ProfileProof] {
        try snapshot.rows("""
            SELECT field, source, level, proven_at FROM profile_proof WHERE account_id = \(account) ORDER BY field
            """).compactMap { row in
            // A field of a newer program proves nothing here.
            guard let field = ProfileProof.Field(rawValue: try row["field"]) else { return nil }
            return try ProfileProof(field: field, source: row["source"], level: row["level"], at: row["proven_at"])
        }
    }

    static func isProven(_ field: ProfileProof.Field, of account: AccountID, in snapshot: Snapshot) throws -> Bool {
        try snapshot.row("""
            SELECT 1 AS found FROM profile_proof WHERE account_id = \(account) AND field = \(field.rawValue)
            """) != nil
    }

    static func save(_ proof: ProfileProof, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO profile_proof (account_id, field, source, level, proven_at)
            VALUES (\(account), \(proof.field.rawValue), \(proof.source), \(proof.level), \(proof.at))
            ON CONFLICT (account_id, field) DO UPDATE SET source = excluded.source, level = excluded.level,
                proven_at = excluded.proven_at
            """)
    }

    static func remove(_ field: ProfileProof.Field, of account: AccountID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM profile_proof WHERE account_id = \(account) AND field = \(field.rawValue)")
    }
}
