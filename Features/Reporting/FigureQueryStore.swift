import Access
import Base
import Catalogue
import Storage

/// What the pages ask: sums over the aggregates alone, each question by the primary key of one table. What they cost
/// depends on days and kinds, not on how many dossiers there are.
enum FigureQueryStore {
    /// What a sum is divided by.
    enum Division { case field, agency, span }

    struct Part: Sendable {
        /// The field, the agency's id or the span, as the division says.
        let key: String
        let channel: Channel
        let counts: FigureCounts
    }

    struct HandlingPart: Sendable {
        let key: String
        let channel: Channel
        let time: HandlingTime
        let dossiers: Int
    }

    static func counts(
        _ scope: FigureScope, _ runs: [FigureSpans], by division: Division, in snapshot: Snapshot
    ) throws -> [Part] {
        guard !runs.isEmpty, !scope.agencies.isEmpty else { return [] }
        let edition = try FigureStore.edition(in: snapshot)
        let parts = runs.map { run -> SQL in
            """
            SELECT \(column(division)) AS part, channel, received, digitised, early, on_time, late, published,
                electronic, late_begun, late_ended, asked_again, late_by_index, taken_for_others
            FROM figure_count WHERE \(condition(scope, run, edition))
            """
        }
        return try snapshot.rows("""
            SELECT part, channel, CAST(SUM(received) AS BIGINT) AS received,
                CAST(SUM(digitised) AS BIGINT) AS digitised, CAST(SUM(early) AS BIGINT) AS early,
                CAST(SUM(on_time) AS BIGINT) AS on_time, CAST(SUM(late) AS BIGINT) AS late,
                CAST(SUM(published) AS BIGINT) AS published, CAST(SUM(electronic) AS BIGINT) AS electronic,
                CAST(SUM(late_begun) AS BIGINT) AS late_begun, CAST(SUM(late_ended) AS BIGINT) AS late_ended,
                CAST(SUM(asked_again) AS BIGINT) AS asked_again,
                CAST(SUM(late_by_index) AS BIGINT) AS late_by_index,
                CAST(SUM(taken_for_others) AS BIGINT) AS taken_for_others
            FROM (\(SQL.joined(parts, by: " UNION ALL "))) AS parts GROUP BY part, channel ORDER BY part, channel
            """).map { row in
                Part(key: try row["part"], channel: try row["channel"], counts: try counts(row))
            }
    }

    static func handling(
        _ scope: FigureScope, _ runs: [FigureSpans], by division: Division, in snapshot: Snapshot
    ) throws -> [HandlingPart] {
        guard !runs.isEmpty, !scope.agencies.isEmpty else { return [] }
        let edition = try FigureStore.edition(in: snapshot)
        let parts = runs.map { run -> SQL in
            """
            SELECT \(column(division)) AS part, channel, hours, dossiers FROM figure_handling
            WHERE \(condition(scope, run, edition))
            """
        }
        return try snapshot.rows("""
            SELECT part, channel, hours, CAST(SUM(dossiers) AS BIGINT) AS dossiers
            FROM (\(SQL.joined(parts, by: " UNION ALL "))) AS parts GROUP BY part, channel, hours
            """).map { row in
                HandlingPart(key: try row["part"], channel: try row["channel"],
                    time: HandlingTime(hours: try row["hours"]), dossiers: try row["dossiers"])
            }
    }

    /// The fields that an agency has had dossiers of, for the choice on the page.
    static func fields(of agencies: [AgencyID], in snapshot: Snapshot) throws -> [String] {
        let edition = try FigureStore.edition(in: snapshot)
        return try snapshot.rows("""
            SELECT DISTINCT field FROM figure_count
            WHERE edition = \(edition) AND agency_id IN (\(SQL.list(agencies))) AND grain = 'year' ORDER BY field
            """).map { try $0["field"] }
    }

    /// The first day of the first month and the last day of the last one in which anything was received or settled.
    static func months(
        of agencies: [AgencyID], in snapshot: Snapshot
    ) throws -> (first: LocalDate, last: LocalDate)? {
        let edition = try FigureStore.edition(in: snapshot)
        let row = try snapshot.row("""
            SELECT MIN(span) AS first, MAX(span) AS last FROM figure_count
            WHERE edition = \(edition) AND agency_id IN (\(SQL.list(agencies))) AND grain = 'month'
                AND received + early + on_time + late + taken_for_others > 0
            """)
        guard let row, let first: String = try row["first"], let last: String = try row["last"],
            let firstDay = LocalDate(iso8601: "\(first)-01"), let lastDay = LocalDate(iso8601: "\(last)-01")
        else { return nil }
        return (firstDay, lastDay.adding(days: LocalDate.days(inMonth: lastDay.month, of: lastDay.year) - 1))
    }

    static func counts(_ row: Row) throws -> FigureCounts {
        var counts = FigureCounts.none
        for measure in FigureMeasure.allCases { counts[measure] = try row[column(measure)] }
        return counts
    }

    private static func column(_ measure: FigureMeasure) -> String {
        switch measure {
        case .received: "received"
        case .digitised: "digitised"
        case .early: "early"
        case .onTime: "on_time"
        case .late: "late"
        case .published: "published"
        case .electronic: "electronic"
        case .lateBegun: "late_begun"
        case .lateEnded: "late_ended"
        case .askedAgain: "asked_again"
        case .lateByIndex: "late_by_index"
        case .takenForOthers: "taken_for_others"
        }
    }

    private static func column(_ division: Division) -> SQL {
        switch division {
        case .field: "field"
        case .agency: "agency_id"
        case .span: "span"
        }
    }

    private static func condition(_ scope: FigureScope, _ run: FigureSpans, _ edition: Int) -> SQL {
        var conditions: [SQL] = [
            """
            edition = \(edition) AND agency_id IN (\(SQL.list(scope.agencies))) AND grain = \(run.grain)
                AND span >= \(run.first) AND span <= \(run.last)
            """,
        ]
        if let office = scope.office { conditions.append("office_id = \(office.description)") }
        if let field = scope.field { conditions.append("field = \(field)") }
        return SQL.joined(conditions, by: " AND ")
    }
}
