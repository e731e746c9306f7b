import Access
import Base
import Storage

/// Finds dossiers by what somebody typed, within the caller's reach.
package enum DossierSearchStore {
    package static let resultsMax = 50
    /// Beyond this many a word is "common" and does not lead the search.
    private static let sampleMax = 2000

    /// - Parameter standing: of all that are found, those that stand so; without a query all of them.
    package static func dossiers(
        _ query: DossierQuery, _ standing: (how: SearchStanding, at: Instant)? = nil, for permit: Permit,
        in snapshot: Snapshot
    ) throws -> [Dossier] {
        let stands = standing.map { condition($0.how, at: $0.at) }
        switch query {
        case .nothing: return try stands.map { try newest($0, for: permit, in: snapshot) } ?? []
        case .code(let code): return try newest(all("code = \(code)", stands), for: permit, in: snapshot)
        case .personalID(let id):
            let people = party("personal_id_index", "\(blinds: id, "personal_id")")
            return try newest(all(people, stands), for: permit, in: snapshot)
        case .phone(let phone):
            let people = party("phone_index", "\(blinds: phone, "phone")")
            return try newest(all(people, stands), for: permit, in: snapshot)
        case .name(let words): return try byName(words, stands, for: permit, in: snapshot)
        }
    }

    private static func newest(_ condition: SQL, for permit: Permit, in snapshot: Snapshot) throws -> [Dossier] {
        try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier WHERE \(condition) AND \(DossierStore.reach(of: permit))
            ORDER BY submitted_at DESC, id DESC LIMIT \(resultsMax)
            """).map(DossierStore.dossier)
    }

    /// The indexes leave out the empty ones, and are used only where the question says so, too.
    private static func party(_ index: SQL, _ codes: SQL) -> SQL {
        "id IN (SELECT dossier_id FROM dossier_party WHERE \(index) IN (\(codes)) AND \(index) <> '')"
    }

    private static func all(_ condition: SQL, _ other: SQL?) -> SQL {
        other.map { "\(condition) AND \($0)" } ?? condition
    }

    /// Late is what `Punctuality` calls late of one that is being resolved; a test compares.
    private static func condition(_ standing: SearchStanding, at now: Instant) -> SQL {
        switch standing {
        case .open: "is_open = 1"
        case .done: "is_open = 0"
        case .late: """
            is_open = 1 AND due_at < \(Instant(now.localDate))
                AND state IN (\(SQL.list(DossierState.allCases.filter(\.isBeingResolved).map(\.rawValue))))
            """
        }
    }

    /// A word of the name: typed to its end, or the beginning of one.
    private struct Word {
        let text: String
        let isWhole: Bool
        /// In how many names it is, at most `sampleMax`.
        var count = 0

        var condition: SQL {
            isWhole ? "word = \(text)" : "word >= \(text) AND word < \(text + "\u{7F}")"
        }
    }

    /// All words must be in the name, the last one may be unfinished. The rarest word leads, so that "Hồ Thị Xuân" does
    /// not walk through every Hồ of the commune.
    private static func byName(
        _ words: [String], _ stands: SQL?, for permit: Permit, in snapshot: Snapshot
    ) throws -> [Dossier] {
        guard let agency = permit.agency else { return [] }
        var ordered = words.enumerated().reversed().map { index, word in
            Word(text: word, isWhole: index < words.count - 1)
        }
        for index in ordered.indices {
            let row = try snapshot.row("""
                SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM dossier_word
                    WHERE agency_id = \(agency) AND \(ordered[index].condition) LIMIT \(sampleMax)) AS sample
                """)
            ordered[index].count = try row?["n"] ?? 0
        }
        // Among common words one that is whole: its dossiers stand in the index in the order of time.
        ordered.sort { $0.count != $1.count ? $0.count < $1.count : $0.isWhole && !$1.isWhole }
        guard let lead = ordered.first, lead.count > 0 else { return [] }
        let rest = ordered.dropFirst().map(\.condition)
        let found: SQL = "id IN (\(ids(lead, rest: rest, stands, agency: agency)))"
        return try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier WHERE \(all(found, stands))
            ORDER BY submitted_at DESC, id DESC LIMIT \(resultsMax)
            """).map(DossierStore.dossier)
    }

    /// The ids to choose from: all of a rare word, the newest of a common one that stand so. Ids made later sort later.
    private static func ids(_ lead: Word, rest: [SQL], _ stands: SQL?, agency: AgencyID) -> SQL {
        func others(of id: SQL, _ conditions: [SQL]) -> SQL {
            SQL.joined(conditions.map { condition -> SQL in
                " AND EXISTS (SELECT 1 FROM dossier_word w WHERE w.dossier_id = \(id) AND \(condition))"
            }, by: "")
        }
        if lead.count < sampleMax {
            return """
                SELECT l.dossier_id FROM dossier_word l
                WHERE l.agency_id = \(agency) AND \(lead.condition)\(others(of: "l.dossier_id", rest))
                """
        }
        if lead.isWhole, stands == nil {
            return """
                SELECT l.dossier_id FROM dossier_word l
                WHERE l.agency_id = \(agency) AND \(lead.condition)\(others(of: "l.dossier_id", rest))
                ORDER BY l.dossier_id DESC LIMIT \(resultsMax)
                """
        }
        let own = all("d.agency_id = \(agency)", stands)
        return """
            SELECT d.id FROM dossier d WHERE \(own)\(others(of: "d.id", [lead.condition] + rest))
            ORDER BY d.id DESC LIMIT \(resultsMax)
            """
    }
}
