import Access
import Base
import Catalogue
import Storage

/// The aggregates: what the follower of the journal writes. Pages ask `FigureQueryStore`.
enum FigureStore {
    /// Rows of one statement; far below what either engine takes as parameters.
    private static let rowsMax = 100
    private static let deletedMax = 5000

    /// The edition that pages read and the follower keeps.
    static func edition(in snapshot: Snapshot) throws -> Int {
        guard let row = try snapshot.row("SELECT current FROM figure_edition") else {
            throw StorageError.wrongSchema("the figures have lost their edition")
        }
        return try row["current"]
    }

    /// The edition that a rebuilding fills.
    static func nextEdition(in snapshot: Snapshot) throws -> Int {
        try snapshot.row("SELECT next FROM figure_edition")?["next"] ?? edition(in: snapshot) + 1
    }

    /// Gives up what a rebuilding has counted so far: the next one fills an edition of its own.
    static func skipNextEdition(in tx: Transaction) throws {
        try tx.execute("UPDATE figure_edition SET next = next + 1")
    }

    static func makeCurrent(_ edition: Int, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE figure_edition SET current = \(edition), next = \(edition + 1) WHERE current < \(edition)
            """)
    }

    static func dossiers(_ ids: [String], edition: Int, in snapshot: Snapshot) throws -> [String: FiguredDossier] {
        var found: [String: FiguredDossier] = [:]
        for ids in ids.chunks(of: rowsMax) {
            let rows = try snapshot.rows("""
                SELECT dossier_id, agency_id, office_id, field, channel, is_digitised, is_electronic, outcome,
                    accepted_at, due_at, finished_at, stood_since, stood, is_asked_again, receiving_agency_id
                FROM figure_dossier WHERE edition = \(edition) AND dossier_id IN (\(SQL.list(ids)))
                """)
            for row in rows {
                let dossier = try dossier(row)
                found[dossier.id] = dossier
            }
        }
        return found
    }

    static func save(_ dossiers: [FiguredDossier], edition: Int, in tx: Transaction) throws {
        for chunk in dossiers.chunks(of: rowsMax) {
            let values = chunk.map { dossier -> SQL in
                """
                (\(edition), \(dossier.id), \(dossier.agency), \(dossier.office), \(dossier.field),
                \(dossier.channel), \(dossier.isDigitised), \(dossier.isElectronic), \(dossier.outcome),
                \(dossier.acceptedAt), \(dossier.dueAt), \(dossier.finishedAt), \(dossier.stoodSince),
                \(dossier.stood), \(dossier.isAskedAgain), \(dossier.receivingAgency))
                """
            }
            try tx.execute("""
                INSERT INTO figure_dossier (edition, dossier_id, agency_id, office_id, field, channel, is_digitised,
                    is_electronic, outcome, accepted_at, due_at, finished_at, stood_since, stood, is_asked_again,
                    receiving_agency_id)
                VALUES \(SQL.joined(values, by: ", "))
                ON CONFLICT (edition, dossier_id) DO UPDATE SET office_id = excluded.office_id,
                    field = excluded.field, channel = excluded.channel, is_digitised = excluded.is_digitised,
                    is_electronic = excluded.is_electronic, outcome = excluded.outcome,
                    accepted_at = excluded.accepted_at, due_at = excluded.due_at,
                    finished_at = excluded.finished_at, stood_since = excluded.stood_since, stood = excluded.stood,
                    is_asked_again = excluded.is_asked_again, receiving_agency_id = excluded.receiving_agency_id
                """)
        }
    }

    static func apply(_ changes: FigureChanges, edition: Int, in tx: Transaction) throws {
        for chunk in Array(changes.counts).chunks(of: rowsMax) {
            let values = chunk.map { key, counts -> SQL in
                let measures = FigureMeasure.allCases.map { "\(counts[$0])" as SQL }
                return """
                    (\(place(key.cell, key.span, edition)), \(SQL.joined(measures, by: ", ")))
                    """
            }
            try tx.execute("""
                INSERT INTO figure_count (edition, agency_id, grain, span, office_id, field, channel, received,
                    digitised, early, on_time, late, published, electronic, late_begun, late_ended, asked_again,
                    late_by_index, taken_for_others)
                VALUES \(SQL.joined(values, by: ", "))
                ON CONFLICT (edition, agency_id, grain, span, office_id, field, channel) DO UPDATE SET
                    received = figure_count.received + excluded.received,
                    digitised = figure_count.digitised + excluded.digitised,
                    early = figure_count.early + excluded.early, on_time = figure_count.on_time + excluded.on_time,
                    late = figure_count.late + excluded.late,
                    published = figure_count.published + excluded.published,
                    electronic = figure_count.electronic + excluded.electronic,
                    late_begun = figure_count.late_begun + excluded.late_begun,
                    late_ended = figure_count.late_ended + excluded.late_ended,
                    asked_again = figure_count.asked_again + excluded.asked_again,
                    late_by_index = figure_count.late_by_index + excluded.late_by_index,
                    taken_for_others = figure_count.taken_for_others + excluded.taken_for_others
                """)
        }
        for chunk in Array(changes.handling).chunks(of: rowsMax) {
            let values = chunk.map { key, dossiers -> SQL in
                "(\(place(key.cell, key.span, edition)), \(key.time.hours), \(dossiers))"
            }
            try tx.execute("""
                INSERT INTO figure_handling
                    (edition, agency_id, grain, span, office_id, field, channel, hours, dossiers)
                VALUES \(SQL.joined(values, by: ", "))
                ON CONFLICT (edition, agency_id, grain, span, office_id, field, channel, hours) DO UPDATE SET
                    dossiers = figure_handling.dossiers + excluded.dossiers
                """)
        }
    }

    /// All aggregates of an edition, without rows that have come to nothing.
    /// - Parameter spans: only these; nil for all.
    static func all(
        edition: Int, of spans: [FigureSpan]? = nil, in snapshot: Snapshot
    ) throws -> FigureChanges {
        var all = FigureChanges()
        let wanted: SQL = spans.map { "AND span IN (\(SQL.list(Set($0.map(\.text)))))" } ?? ""
        for row in try snapshot.rows("SELECT * FROM figure_count WHERE edition = \(edition) \(wanted)") {
            let key = FigureChanges.CountKey(cell: try cell(row), span: try span(row))
            all.add(try FigureQueryStore.counts(row), key)
        }
        for row in try snapshot.rows("SELECT * FROM figure_handling WHERE edition = \(edition) \(wanted)") {
            let time = HandlingTime(hours: try row["hours"])
            all.add(try row["dossiers"], .init(cell: try cell(row), span: try span(row), time: time))
        }
        return all.settled
    }

    /// Deletes the next part of an edition that nobody reads; true when more may be left.
    static func clear(_ edition: Int, in tx: Transaction) throws -> Bool {
        let dossiers = try tx.execute("""
            DELETE FROM figure_dossier WHERE edition = \(edition) AND dossier_id IN (SELECT dossier_id
                FROM figure_dossier WHERE edition = \(edition) ORDER BY dossier_id LIMIT \(deletedMax))
            """)
        if dossiers > 0 { return true }
        let counts = try tx.execute("""
            DELETE FROM figure_count WHERE edition = \(edition)
                AND agency_id = (SELECT MIN(agency_id) FROM figure_count WHERE edition = \(edition))
            """)
        let handling = try tx.execute("""
            DELETE FROM figure_handling WHERE edition = \(edition)
                AND agency_id = (SELECT MIN(agency_id) FROM figure_handling WHERE edition = \(edition))
            """)
        return counts + handling > 0
    }

    private static func place(_ cell: FigureCell, _ span: FigureSpan, _ edition: Int) -> SQL {
        """
        \(edition), \(cell.agency), \(span.grain), \(span.text), \(cell.office?.description ?? ""), \(cell.field),
        \(cell.channel)
        """
    }

    private static func cell(_ row: Row) throws -> FigureCell {
        let office: String = try row["office_id"]
        return FigureCell(agency: try row["agency_id"], office: OfficeID(office), field: try row["field"],
            channel: try row["channel"])
    }

    private static func span(_ row: Row) throws -> FigureSpan {
        FigureSpan(grain: try row["grain"], text: try row["span"])
    }

    private static func dossier(_ row: Row) throws -> FiguredDossier {
        var dossier = FiguredDossier(id: try row["dossier_id"], agency: try row["agency_id"])
        dossier.office = try row["office_id"]
        dossier.field = try row["field"]
        dossier.channel = try row["channel"]
        dossier.isDigitised = try row["is_digitised"]
        dossier.isElectronic = try row["is_electronic"]
        dossier.outcome = try row["outcome"]
        dossier.acceptedAt = try row["accepted_at"]
        dossier.dueAt = try row["due_at"]
        dossier.finishedAt = try row["finished_at"]
        dossier.stoodSince = try row["stood_since"]
        dossier.stood = try row["stood"]
        dossier.isAskedAgain = try row["is_asked_again"]
        dossier.receivingAgency = try row["receiving_agency_id"]
        return dossier
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
