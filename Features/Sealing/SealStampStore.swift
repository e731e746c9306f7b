import Base
import Storage

/// What a time-stamp authority has said about a seal.
package struct SealStamp: Sendable, Equatable {
    package let seal: Int64
    package let authority: String
    /// The authority's whole answer (TimeStampResp, DER), Base64.
    package let token: String
    /// When it came, by our clock; the authority's own time stands in the token.
    package let at: Instant
}

package enum SealStampStore {
    package static func stamp(of seal: Int64, in snapshot: Snapshot) throws -> SealStamp? {
        try snapshot.row("SELECT * FROM seal_stamp WHERE seal = \(seal)").map(stamp)
    }

    static func stamps(from first: Int64, in snapshot: Snapshot) throws -> [SealStamp] {
        try snapshot.rows("SELECT * FROM seal_stamp WHERE seal >= \(first) ORDER BY seal").map(stamp)
    }

    /// The oldest of the last `count` seals that has no stamp. A later stamp covers what came before, too: who is given
    /// an authority after years does not have it stamp them all.
    static func unstamped(among count: Int64, in snapshot: Snapshot) throws -> Int64? {
        try snapshot.row("""
            SELECT number FROM seal WHERE number NOT IN (SELECT seal FROM seal_stamp)
                AND number > (SELECT MAX(number) FROM seal) - \(count)
            ORDER BY number LIMIT 1
            """)?["number"]
    }

    /// A second stamp of the same seal changes nothing.
    static func insert(_ stamp: SealStamp, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO seal_stamp (seal, authority, token, stamped_at)
            VALUES (\(stamp.seal), \(stamp.authority), \(stamp.token), \(stamp.at)) ON CONFLICT (seal) DO NOTHING
            """)
    }

    private static func stamp(_ row: Row) throws -> SealStamp {
        SealStamp(seal: try row["seal"], authority: try row["authority"], token: try row["token"],
            at: try row["stamped_at"])
    }
}
