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

    /// All words must be in the name, the last one may be unfinished. The rarest word leads, so that "Hồ Thị Xuân" does
    /// not walk through every Hồ of the commune.
    private static func byName(_ words: [String], for permit: Permit, in snapshot: Snapshot) throws -> [Dossier] {
        guard let agency = permit.agency else { return [] }
        let conditions = words.enumerated().map { index, word -> SQL in
            index == words.count - 1 ? "word >= \(word) AND word < \(word + "\u{7F}")" : "word = \(word)"
        }
        var frequencies: [(condition: SQL, count: Int)] = []
        for condition in conditions {
            let row = try snapshot.row("""
                SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM dossier_word
                    WHERE agency_id = \(agency) AND \(condition) LIMIT \(sampleMax)) AS sample
                """)
            frequencies.append((condition, try row?["n"] ?? 0))
        }
        frequencies.sort { $0.count < $1.count }
        guard let lead = frequencies.first, lead.count > 0 else { return [] }
        let rest = frequencies.dropFirst().map { frequency -> SQL in
            """
             AND EXISTS (SELECT 1 FROM dossier_word w WHERE w.agency_id = \(agency) AND w.dossier_id = dossier.id
                AND \(frequency.condition))
            """
        }
        return try snapshot.rows("""
            SELECT \(DossierStore.columns) FROM dossier
            WHERE id IN (SELECT dossier_id FROM dossier_word WHERE agency_id = \(agency) AND \(lead.condition))
                \(SQL.joined(rest, by: ""))
            ORDER BY submitted_at DESC, id DESC LIMIT \(resultsMax)
            """).map(DossierStore.dossier)
    }
}
