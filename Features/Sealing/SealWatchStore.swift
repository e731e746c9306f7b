import Base
import Proof
import Storage

/// One check of the journal against the seals, as its page shows it.
struct SealCheck: Sendable, Equatable {
    let id: String
    let startedAt: Instant
    var finishedAt: Instant?
    /// How many entries were read.
    var entries: Int64
    /// `running`, `good`, `failed`, or the word of the fault.
    var verdict: String
    var entry: Int64?
    var lastEntry: Int64?
    var seal: Int64?

    /// The check has ended well or badly.
    mutating func take(_ verdict: SealVerdict, at now: Instant) {
        finishedAt = now
        switch verdict {
        case .good(let entries, let sealed): (self.entries, self.verdict, seal) = (entries, "good", sealed)
        case .broken(let fault, let entries):
            (self.entries, self.verdict, entry) = (entries, fault.word, fault.entry)
            (lastEntry, seal) = (fault.lastEntry, fault.seal)
        }
    }
}

/// What the process that seals said last: its file and its key lie where pages do not look.
struct SealKeeper: Sendable, Equatable {
    let toldAt: Instant
    let file: String
    /// The word of `SealFile.Standing`.
    let standing: String
    let key: PublicSealKey?
    /// The code of the last problem; empty when all went well.
    let problem: String
}

enum SealWatchStore {
    /// The newest, running or done.
    static func lastCheck(in snapshot: Snapshot) throws -> SealCheck? {
        try snapshot.row("SELECT * FROM seal_check ORDER BY started_at DESC, id DESC LIMIT 1").map { row in
            SealCheck(id: try row["id"], startedAt: try row["started_at"], finishedAt: try row["finished_at"],
                entries: try row["entries"], verdict: try row["verdict"], entry: try row["entry"],
                lastEntry: try row["last_entry"], seal: try row["seal"])
        }
    }

    static func save(_ check: SealCheck, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO seal_check (id, started_at, finished_at, entries, verdict, entry, last_entry, seal)
            VALUES (\(check.id), \(check.startedAt), \(check.finishedAt), \(check.entries), \(check.verdict),
                \(check.entry), \(check.lastEntry), \(check.seal))
            ON CONFLICT (id) DO UPDATE SET finished_at = excluded.finished_at, entries = excluded.entries,
                verdict = excluded.verdict, entry = excluded.entry, last_entry = excluded.last_entry,
                seal = excluded.seal
            """)
    }

    static func keeper(in snapshot: Snapshot) throws -> SealKeeper? {
        try snapshot.row("SELECT * FROM seal_keeper").map { row in
            SealKeeper(toldAt: try row["told_at"], file: try row["file"], standing: try row["standing"],
                key: PublicSealKey(try row["public_key"]), problem: try row["problem"])
        }
    }

    static func save(_ keeper: SealKeeper, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO seal_keeper (one, told_at, file, standing, public_key, problem)
            VALUES (1, \(keeper.toldAt), \(keeper.file), \(keeper.standing), \(keeper.key?.base64 ?? ""),
                \(keeper.problem))
            ON CONFLICT (one) DO UPDATE SET told_at = excluded.told_at, file = excluded.file,
                standing = excluded.standing, public_key = excluded.public_key, problem = excluded.problem
            """)
    }
}
