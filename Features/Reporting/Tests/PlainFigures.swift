import Base
import Catalogue
import Storage

@testable import Reporting

/// The figures once more, by one statement over the raw entries: slow, plain, without the code that it checks.
enum PlainFigures {
    struct Numbers: Equatable {
        var counts = FigureCounts.none
        var carriedOver = 0
        var open = 0
        var openLate = 0
        var handling = HandlingTimes()
    }

    static func numbers(
        _ scope: FigureScope, from first: LocalDate, through last: LocalDate, today: LocalDate, in snapshot: Snapshot
    ) throws -> [String: Numbers] {
        let (start, end) = (Instant(first), Instant(last.adding(days: 1)))
        let judged = min(last, today).iso8601
        let afterJudged = Instant(min(last, today).adding(days: 1))
        var conditions: [SQL] = ["agency_id IN (\(SQL.list(scope.agencies)))"]
        if let office = scope.office { conditions.append("office = \(office.description)") }
        if let field = scope.field { conditions.append("field = \(field)") }
        let rows = try snapshot.rows("""
            WITH told AS (\(told(snapshot.engine))), life AS (
                SELECT subject, MAX(agency_id) AS agency_id, MAX(field) AS field, MAX(channel) AS channel,
                    MAX(digitised) AS digitised, MAX(electronic) AS electronic,
                    MAX(CASE WHEN age = 1 THEN office END) AS office,
                    MAX(CASE WHEN age = 1 THEN substr(due, 1, 10) END) AS due,
                    MIN(CASE WHEN kind = 'dossier.accepted' THEN at END) AS accepted,
                    MIN(CASE WHEN kind IN ('dossier.result-published', 'dossier.withdrawn') THEN at END) AS finished,
                    MAX(CASE WHEN kind = 'dossier.result-published' THEN 1 ELSE 0 END) AS published,
                    MAX(asked_again) AS asked_again
                FROM told GROUP BY subject),
            stood AS (
                SELECT told.subject, SUM(next_at - at) AS stood FROM told JOIN life ON life.subject = told.subject
                WHERE told.due IS NULL AND at >= accepted AND (finished IS NULL OR at < finished)
                    AND next_at IS NOT NULL
                GROUP BY told.subject)
            SELECT life.*, CAST(COALESCE(stood, 0) AS BIGINT) AS stood,
                CASE WHEN accepted >= \(start) AND accepted < \(end) THEN 1 ELSE 0 END AS is_received,
                CASE WHEN accepted < \(start) AND (finished IS NULL OR finished >= \(start))
                    THEN 1 ELSE 0 END AS is_carried,
                CASE WHEN finished >= \(start) AND finished < \(end) THEN 1 ELSE 0 END AS is_settled,
                CASE WHEN accepted < \(end) AND (finished IS NULL OR finished >= \(end)) THEN 1 ELSE 0 END AS is_open,
                CASE WHEN accepted < \(afterJudged) AND due < \(judged)
                    AND (finished IS NULL OR finished >= \(afterJudged)) THEN 1 ELSE 0 END AS is_open_late
            FROM life LEFT JOIN stood ON stood.subject = life.subject
            WHERE accepted IS NOT NULL AND \(SQL.joined(conditions, by: " AND "))
            """)
        var numbers: [String: Numbers] = [:]
        for row in rows {
            let key = "\(try row["field"] as String) \(try row["channel"] as String)"
            try add(row, to: &numbers[key, default: Numbers()])
        }
        if scope.office == nil {
            for row in try takenForOthers(scope, from: start, until: end, in: snapshot) {
                let key = "\(try row["field"] as String) \(try row["channel"] as String)"
                numbers[key, default: Numbers()].counts[.takenForOthers] += try row["n"]
            }
        }
        return numbers.filter { $0.value != Numbers() }
    }

    private static func takenForOthers(
        _ scope: FigureScope, from start: Instant, until end: Instant, in snapshot: Snapshot
    ) throws -> [Row] {
        let field: SQL = scope.field.map { "AND field = \($0)" } ?? ""
        return try snapshot.rows("""
            WITH told AS (\(told(snapshot.engine))), life AS (
                SELECT subject, MAX(field) AS field, MAX(channel) AS channel, MAX(received_by) AS received_by,
                    MIN(CASE WHEN kind = 'dossier.accepted' THEN at END) AS accepted
                FROM told GROUP BY subject)
            SELECT field, channel, COUNT(*) AS n FROM life
            WHERE accepted >= \(start) AND accepted < \(end) AND received_by IN (\(SQL.list(scope.agencies))) \(field)
            GROUP BY field, channel
            """)
    }

    private static func add(_ row: Row, to numbers: inout Numbers) throws {
        if try row["is_received"] {
            numbers.counts[.received] += 1
            if try row["digitised"] == "1" { numbers.counts[.digitised] += 1 }
        }
        if try row["is_carried"] { numbers.carriedOver += 1 }
        if try row["is_open"] { numbers.open += 1 }
        if try row["is_open_late"] { numbers.openLate += 1 }
        guard try row["is_settled"] else { return }
        let finished: Instant = try row["finished"]
        let accepted: Instant = try row["accepted"]
        let due: String? = try row["due"]
        let day = finished.localDate.iso8601
        let timing: FigureMeasure = due.map { day < $0 ? .early : day > $0 ? .late : .onTime } ?? .onTime
        numbers.counts[timing] += 1
        let isAskedAgain = try row["asked_again"] as String? == "1"
        if isAskedAgain { numbers.counts[.askedAgain] += 1 }
        if isAskedAgain || timing == .late { numbers.counts[.lateByIndex] += 1 }
        guard try row["published"] else { return }
        numbers.counts[.published] += 1
        if try row["electronic"] == "1" { numbers.counts[.electronic] += 1 }
        let stood: Int64 = try row["stood"]
        let taken = finished.microseconds - accepted.microseconds - stood
        let hours = Int((Double(taken) / 3_600_000_000).rounded(.up))
        numbers.handling.add(HandlingTime(hours: hours <= 240 ? hours : (hours + 23) / 24 * 24), 1)
    }

    private static func told(_ engine: Engine) -> SQL {
        """
        SELECT subject, number, at, kind, agency_id, \(fact(.field, engine)) AS field,
            \(fact(.channel, engine)) AS channel, \(fact(.digitised, engine)) AS digitised,
            \(fact(.electronic, engine)) AS electronic, \(fact(.askedAgain, engine)) AS asked_again,
            \(fact(.receivedBy, engine)) AS received_by,
            \(fact(.office, engine)) AS office, \(fact(.due, engine)) AS due,
            LEAD(at) OVER (PARTITION BY subject ORDER BY number) AS next_at,
            ROW_NUMBER() OVER (PARTITION BY subject ORDER BY number DESC) AS age
        FROM journal_entry WHERE subject_kind = 'dossier'
        """
    }

    private enum Fact { case field, channel, digitised, electronic, office, due, askedAgain, receivedBy }

    private static func fact(_ fact: Fact, _ engine: Engine) -> SQL {
        switch (fact, engine) {
        case (.field, .sqlite): "json_extract(facts, '$.field')"
        case (.channel, .sqlite): "json_extract(facts, '$.channel')"
        case (.digitised, .sqlite): "json_extract(facts, '$.digitised')"
        case (.electronic, .sqlite): "json_extract(facts, '$.electronic')"
        case (.office, .sqlite): "json_extract(facts, '$.\"office-id\"')"
        case (.due, .sqlite): "json_extract(facts, '$.due')"
        case (.askedAgain, .sqlite): "json_extract(facts, '$.\"asked-again\"')"
        case (.receivedBy, .sqlite): "json_extract(facts, '$.\"received-by\"')"
        case (.askedAgain, .postgresql): "facts::json ->> 'asked-again'"
        case (.receivedBy, .postgresql): "facts::json ->> 'received-by'"
        case (.field, .postgresql): "facts::json ->> 'field'"
        case (.channel, .postgresql): "facts::json ->> 'channel'"
        case (.digitised, .postgresql): "facts::json ->> 'digitised'"
        case (.electronic, .postgresql): "facts::json ->> 'electronic'"
        case (.office, .postgresql): "facts::json ->> 'office-id'"
        case (.due, .postgresql): "facts::json ->> 'due'"
        }
    }
}
