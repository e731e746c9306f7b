import Access
import Base
import Deadlines
import Identity
import Storage

/// The legs that other agencies take.
package enum DossierLegStore {
    package static func legs(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [DossierLeg] {
        let rows = try snapshot.rows("""
            SELECT \(columns) FROM dossier_leg WHERE dossier_id = \(dossier) ORDER BY number
            """)
        return try legs(rows, in: snapshot)
    }

    /// The leg of each of these dossiers that another agency has taken and not given back.
    static func openLegs(of dossiers: [ID<Dossier>], in snapshot: Snapshot) throws -> [ID<Dossier>: DossierLeg] {
        guard !dossiers.isEmpty else { return [:] }
        let rows = try snapshot.rows("""
            SELECT dossier_id, \(columns) FROM dossier_leg
            WHERE dossier_id IN (\(SQL.list(dossiers))) AND taken_at IS NOT NULL AND given_back_at IS NULL
            """)
        let ids: [ID<Dossier>] = try rows.map { try $0["dossier_id"] }
        return Dictionary(zip(ids, try legs(rows, in: snapshot))) { $1 }
    }

    /// What an agency has finished for others, the newest first: the codes and the times, since the dossiers themselves
    /// are no longer its own to see.
    package static func finished(
        by agency: AgencyID, limit: Int, in snapshot: Snapshot
    ) throws -> [(code: String, leg: DossierLeg)] {
        let rows = try snapshot.rows("""
            SELECT code, \(columns) FROM dossier_leg JOIN dossier ON dossier.id = dossier_leg.dossier_id
            WHERE to_agency_id = \(agency) AND given_back_at IS NOT NULL ORDER BY given_back_at DESC LIMIT \(limit)
            """)
        return Array(zip(try rows.map { try $0["code"] }, try legs(rows, in: snapshot))).map { (code: $0, leg: $1) }
    }

    static func insert(_ leg: DossierLeg, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_leg (dossier_id, number, from_agency_id, to_agency_id, task, term, sent_at, sent_by,
                taken_by, given_back_by, outcome, received_by)
            VALUES (\(dossier), \(leg.number), \(leg.from), \(leg.to), \(leg.task), \(leg.term.code), \(leg.sent.at),
                \(leg.sent.name), '', '', '', '')
            """)
    }

    static func take(_ number: Int, by hand: DossierLeg.Hand, due: Instant, of dossier: ID<Dossier>, in tx: Transaction)
        throws
    {
        try tx.execute("""
            UPDATE dossier_leg SET taken_at = \(hand.at), taken_by = \(hand.name), due_at = \(due)
            WHERE dossier_id = \(dossier) AND number = \(number)
            """)
    }

    /// The clock has stood in it, or the calendar has changed.
    static func setDue(_ due: Instant, ofLeg number: Int, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE dossier_leg SET due_at = \(due) WHERE dossier_id = \(dossier) AND number = \(number)
            """)
    }

    static func giveBack(
        _ number: Int, by hand: DossierLeg.Hand, outcome: String, of dossier: ID<Dossier>, in tx: Transaction
    ) throws {
        try tx.execute("""
            UPDATE dossier_leg SET given_back_at = \(hand.at), given_back_by = \(hand.name), outcome = \(outcome)
            WHERE dossier_id = \(dossier) AND number = \(number)
            """)
    }

    static func receive(_ number: Int, by hand: DossierLeg.Hand, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE dossier_leg SET received_at = \(hand.at), received_by = \(hand.name)
            WHERE dossier_id = \(dossier) AND number = \(number)
            """)
    }

    /// The leg that the other agency has taken and works on.
    /// - Throws: `leg-not-taken` (409) while nobody there has taken it.
    @discardableResult
    static func checkTaken(of dossier: Dossier, in snapshot: Snapshot) throws -> DossierLeg {
        guard let leg = try legs(of: dossier.id, in: snapshot).last, leg.taken != nil else {
            throw Problem("leg-not-taken", status: 409, arguments: ["code": dossier.code.text])
        }
        return leg
    }

    private static let columns: SQL = """
        number, from_agency_id, to_agency_id, task, term, sent_at, sent_by, taken_at, taken_by, dossier_leg.due_at AS
        leg_due_at, given_back_at, given_back_by, outcome, received_at, received_by
        """

    private static func legs(_ rows: [Row], in snapshot: Snapshot) throws -> [DossierLeg] {
        var names: [AgencyID: String] = [:]
        return try rows.map { row in
            let (to, code): (AgencyID, String) = try (row["to_agency_id"], row["term"])
            guard let term = Term(code: code) else { throw StorageError.badColumn("term", code) }
            let name = try names[to] ?? AgencyStore.agency(to, in: snapshot)?.name ?? ""
            names[to] = name
            func hand(_ moment: String, _ person: String) throws -> DossierLeg.Hand? {
                let at: Instant? = try row[moment]
                return try at.map { DossierLeg.Hand(name: try row[person], at: $0) }
            }
            return DossierLeg(
                number: try row["number"], from: try row["from_agency_id"], to: to, toName: name,
                task: try row["task"], term: term,
                sent: DossierLeg.Hand(name: try row["sent_by"], at: try row["sent_at"]),
                taken: try hand("taken_at", "taken_by"), dueAt: try row["leg_due_at"],
                givenBack: try hand("given_back_at", "given_back_by"), outcome: try row["outcome"],
                received: try hand("received_at", "received_by"))
        }
    }
}
