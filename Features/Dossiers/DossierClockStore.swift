import Access
import Base
import Deadlines
import Storage

/// What stops and moves the clocks of dossiers: supplements, stops and extensions.
package enum DossierClockStore {
    package static func record(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> ClockRecord {
        try records(of: [dossier], in: snapshot)[dossier] ?? ClockRecord()
    }

    /// Of many at once; those without any are left out.
    package static func records(
        of dossiers: [ID<Dossier>], in snapshot: Snapshot
    ) throws -> [ID<Dossier>: ClockRecord] {
        guard !dossiers.isEmpty else { return [:] }
        let chosen = SQL.list(dossiers)
        var records: [ID<Dossier>: ClockRecord] = [:]
        for row in try snapshot.rows("""
            SELECT dossier_id, asked_at, asked_from, effect, points, reason, answered_at, answer FROM dossier_supplement
            WHERE dossier_id IN (\(chosen)) ORDER BY dossier_id, round
            """) { records[try row["dossier_id"], default: ClockRecord()].supplements.append(try supplement(row)) }
        for row in try snapshot.rows("""
            SELECT dossier_id, number, ground, basis, began_at, ended_at, back_to, proof FROM dossier_stop
            WHERE dossier_id IN (\(chosen)) ORDER BY dossier_id, number
            """) { records[try row["dossier_id"], default: ClockRecord()].stops.append(try stop(row)) }
        for row in try snapshot.rows("""
            SELECT dossier_id, days, unit FROM dossier_extension WHERE dossier_id IN (\(chosen))
            """) {
            let unit: String = try row["unit"]
            guard let unit = Extension.Unit(rawValue: unit) else { throw StorageError.badColumn("unit", unit) }
            let extended = Extension(days: try row["days"], unit: unit)
            records[try row["dossier_id"], default: ClockRecord()].extended = extended
        }
        return records
    }

    private static func supplement(_ row: Row) throws -> Supplement {
        let effect: String = try row["effect"]
        return Supplement(askedAt: try row["asked_at"], askedFrom: try row["asked_from"],
            effect: Stop.Effect(rawValue: effect), points: try row["points"], reason: try row["reason"],
            answeredAt: try row["answered_at"], answer: try row["answer"])
    }

    private static func stop(_ row: Row) throws -> DossierStop {
        let ground: String = try row["ground"]
        guard let ground = Stop.Ground(rawValue: ground) else { throw StorageError.badColumn("ground", ground) }
        return DossierStop(number: try row["number"], ground: ground, basis: try row["basis"],
            from: try row["began_at"], to: try row["ended_at"], goesBackTo: try row["back_to"], proof: try row["proof"])
    }

    // MARK: Supplements

    static func insert(_ supplement: Supplement, round: Int, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_supplement (dossier_id, round, asked_at, asked_from, effect, points, reason,
                answered_at, answer)
            VALUES (\(dossier), \(round), \(supplement.askedAt), \(supplement.askedFrom),
                \(supplement.effect?.rawValue ?? ""), \(supplement.points), \(supplement.reason),
                \(supplement.answeredAt), \(supplement.answer))
            """)
    }

    static func answer(_ answer: String, of dossier: ID<Dossier>, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE dossier_supplement SET answered_at = \(now), answer = \(answer)
            WHERE dossier_id = \(dossier) AND answered_at IS NULL
            """)
    }

    // MARK: Stops

    static func begin(_ stop: DossierStop, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_stop (dossier_id, number, ground, basis, began_at, ended_at, back_to, proof)
            VALUES (\(dossier), \(stop.number), \(stop.ground.rawValue), \(stop.basis), \(stop.from), \(stop.to),
                \(stop.goesBackTo), \(stop.proof))
            """)
    }

    static func end(_ number: Int, proof: String, of dossier: ID<Dossier>, at now: Instant, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE dossier_stop SET ended_at = \(now), proof = \(proof)
            WHERE dossier_id = \(dossier) AND number = \(number)
            """)
    }

    // MARK: Extension

    static func extend(_ extended: Extension, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_extension (dossier_id, days, unit)
            VALUES (\(dossier), \(extended.days), \(extended.unit.rawValue))
            """)
    }
}
