import Base
import Storage

/// Opinions asked of other bodies, and visits to the place.
package enum DossierInquiryStore {
    package static func opinions(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [Opinion] {
        try snapshot.rows("""
            SELECT id, body, content, asked_at, asked_by, answer_by, answered_at, answer FROM dossier_opinion
            WHERE dossier_id = \(dossier) ORDER BY asked_at, id
            """).map { row in
                Opinion(id: try row["id"], body: try row["body"], content: try row["content"],
                    askedAt: try row["asked_at"], askedBy: try row["asked_by"], answerBy: try row["answer_by"],
                    answeredAt: try row["answered_at"], answer: try row["answer"])
            }
    }

    static func insert(_ opinion: Opinion, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_opinion (id, dossier_id, body, content, asked_at, asked_by, answer_by, answered_at,
                answer)
            VALUES (\(opinion.id), \(dossier), \(opinion.body), \(opinion.content), \(opinion.askedAt),
                \(opinion.askedBy), \(opinion.answerBy), \(opinion.answeredAt), \(opinion.answer))
            """)
    }

    static func answer(
        _ id: ID<Opinion>, _ answer: String, of dossier: ID<Dossier>, at now: Instant, in tx: Transaction
    ) throws {
        try tx.execute("""
            UPDATE dossier_opinion SET answered_at = \(now), answer = \(answer)
            WHERE id = \(id) AND dossier_id = \(dossier)
            """)
    }

    package static func visits(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [SiteVisit] {
        try snapshot.rows("""
            SELECT visited_on, people, minutes, author, at FROM dossier_visit WHERE dossier_id = \(dossier)
            ORDER BY at, id
            """).map { row in
                SiteVisit(on: try row["visited_on"], people: try row["people"], minutes: try row["minutes"],
                    author: try row["author"], at: try row["at"])
            }
    }

    static func insert(_ visit: SiteVisit, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_visit (id, dossier_id, visited_on, people, minutes, author, at)
            VALUES (\(ID<SiteVisit>(at: visit.at)), \(dossier), \(visit.on), \(visit.people), \(visit.minutes),
                \(visit.author), \(visit.at))
            """)
    }
}
