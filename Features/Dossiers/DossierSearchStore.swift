import Access
import Base
import Storage

/// Finds dossiers by what somebody typed, within the caller's reach.
package enum DossierSearchStore {
    package static let resultsMax = 50
    /// Beyond this many a word is "common" and does not lead the search.
    private static let sampleMax = 2000

    package static func dossiers(_ query: DossierQuery, for permit: Permit, in snapshot: Snapshot) throws -> [Dossier] {
        switch query {
        case .nothing: []
        case .code(let code): try DossierStore.dossier(code: code, for: permit, in: snapshot).map { [$0] } ?? []
        case .personalID(let id): try byParty("personal_id = \(id)", for: permit, in: snapshot)
        case .phone(let phone): try byParty("phone = \(phone)", for: permit, in: snapshot)
        case .name(let words): try byName(words, for: permit, in: snapshot)
        }
    }

    private static func byParty(_ condition: SQL, for permit: Permit, in snapshot: Snapshot) throws -> [Dossier] {
        try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier
            WHERE id IN (SELECT dossier_id FROM dossier_party WHERE \(condition)) AND \(DossierStore.reach(of: permit))
            ORDER BY submitted_at DESC, id DESC LIMIT \(resultsMax)
            """).map(DossierStore.dossier)
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
    private static func byName(_ words: [String], for permit: Permit, in snapshot: Snapshot) throws -> [Dossier] {
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
        return try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier
            WHERE id IN (\(ids(lead, rest: ordered.dropFirst().map(\.condition), agency: agency)))
            ORDER BY submitted_at DESC, id DESC LIMIT \(resultsMax)
            """).map(DossierStore.dossier)
    }

    /// The ids to choose from: all of a rare word, the newest of a common one. Ids made later sort later.
    private static func ids(_ lead: Word, rest: [SQL], agency: AgencyID) -> SQL {
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
        if lead.isWhole {
            return """
                SELECT l.dossier_id FROM dossier_word l
                WHERE l.agency_id = \(agency) AND \(lead.condition)\(others(of: "l.dossier_id", rest))
                ORDER BY l.dossier_id DESC LIMIT \(resultsMax)
                """
        }
        return """
            SELECT d.id FROM dossier d WHERE d.agency_id = \(agency)\(others(of: "d.id", [lead.condition] + rest))
            ORDER BY d.id DESC LIMIT \(resultsMax)
            """
    }
}
