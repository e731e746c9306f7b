import Access
import Base
import Catalogue
import Deadlines
import Files
import Mandates
import Storage

/// What belongs to one dossier: its people, papers, content, notes, supplement and result.
package enum DossierPartsStore {
    static let sealed = SealedTable("dossier_party", key: ["dossier_id", "role"], [
        .init("personal_id", index: "personal_id_index"), .init("phone", index: "phone_index"), .init("email"),
    ])

    static func insert(_ parties: [(Party.Role, Party)], of dossier: ID<Dossier>, in tx: Transaction) throws {
        let rows = parties.map { role, party -> SQL in
            """
            (\(dossier), \(role), \(party.name), \(sealed: party.personalID, "personal_id"),
                \(blind: party.personalID, "personal_id"), \(sealed: party.phone, "phone"),
                \(blind: party.phone, "phone"), \(sealed: party.email, "email"), \(party.address),
                \(party.birthDate))
            """
        }
        try tx.send("""
            INSERT INTO dossier_party (dossier_id, role, name, personal_id, personal_id_index, phone, phone_index,
                email, address, birth_date)
            VALUES \(SQL.joined(rows, by: ", "))
            """)
    }

    package static func parties(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [Party.Role: Party] {
        let rows = try snapshot.rows("""
            SELECT role, name, personal_id, phone, email, address, birth_date FROM dossier_party
            WHERE dossier_id = \(dossier)
            """)
        var parties: [Party.Role: Party] = [:]
        for row in rows {
            parties[try row["role"]] = Party(name: try row["name"], personalID: try row[sealed: "personal_id"],
                phone: try row[sealed: "phone"], email: try row[sealed: "email"], address: try row["address"],
                birthDate: try row["birth_date"])
        }
        return parties
    }

    static func insert(_ acting: Acting, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_acting (dossier_id, kind, paper_number, paper_place, paper_day)
            VALUES (\(dossier), \(acting.kind), \(acting.paper.number), \(acting.paper.place), \(acting.paper.day))
            """)
    }

    /// Nil where the applicant filed in person, or nobody has said.
    package static func acting(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> Acting? {
        try snapshot.row("""
            SELECT kind, paper_number, paper_place, paper_day FROM dossier_acting WHERE dossier_id = \(dossier)
            """).map {
            Acting(kind: try $0["kind"], paper: Mandate.Paper(
                number: try $0["paper_number"], place: try $0["paper_place"], day: try $0["paper_day"]))
        }
    }

    static func insert(_ papers: [DossierPaper], of dossier: ID<Dossier>, in tx: Transaction) throws {
        guard !papers.isEmpty else { return }
        let rows = papers.map { paper -> SQL in
            """
            (\(paper.id), \(dossier), \(paper.component), \(paper.name), \(paper.originals), \(paper.copies),
                \(paper.isPromised), \(paper.file?.id))
            """
        }
        try tx.send("""
            INSERT INTO dossier_paper (id, dossier_id, component, name, originals, copies, is_promised, file_id)
            VALUES \(SQL.joined(rows, by: ", "))
            """)
    }

    /// - Parameter number: of the procedure's list; 0 outside it.
    static func setComponent(_ number: Int, of paper: ID<DossierPaper>, in tx: Transaction) throws {
        try tx.execute("UPDATE dossier_paper SET component = \(number) WHERE id = \(paper)")
    }

    package static func papers(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [DossierPaper] {
        let files = try FileStore.files(ownerKind: "dossier", owner: dossier.description, in: snapshot)
        return try snapshot.rows("""
            SELECT id, component, name, originals, copies, is_promised, file_id FROM dossier_paper
            WHERE dossier_id = \(dossier) ORDER BY component, id
            """).map { row in
                let file: ID<KeptFile>? = try row["file_id"]
                return DossierPaper(id: try row["id"], component: try row["component"], name: try row["name"],
                    originals: try row["originals"], copies: try row["copies"], isPromised: try row["is_promised"],
                    file: file.flatMap { files[$0] })
            }
    }

    static func insert(_ content: DossierContent, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.send("""
            INSERT INTO dossier_content (dossier_id, request, term, fee, is_fee_paid, fee_ground, fee_count,
                return_address, language, sets)
            VALUES (\(dossier), \(content.request), \(content.term?.code ?? ""), \(content.fee),
                \(content.feeStanding == .paid), \(content.feeStanding.ground), \(content.feeCount?.code ?? ""),
                \(content.returnAddress), \(content.language), \(content.sets))
            """)
    }

    /// - Parameter term: nil when nobody has said it yet.
    static func setTerm(_ term: Term?, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.send("UPDATE dossier_content SET term = \(term?.code ?? "") WHERE dossier_id = \(dossier)")
    }

    static func setFee(_ fee: Dong?, _ standing: FeeStanding, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            UPDATE dossier_content SET fee = \(fee), is_fee_paid = \(standing == .paid), fee_ground = \(standing.ground)
            WHERE dossier_id = \(dossier)
            """)
    }

    package static func content(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> DossierContent {
        let row = try snapshot.row("""
            SELECT request, term, fee, is_fee_paid, fee_ground, fee_count, return_address, language, sets
            FROM dossier_content WHERE dossier_id = \(dossier)
            """)
        guard let row else { throw StorageError.badColumn("dossier_content", "no row for \(dossier)") }
        let (isPaid, ground): (Bool, String) = try (row["is_fee_paid"], row["fee_ground"])
        return DossierContent(request: try row["request"], term: Term(code: try row["term"]), fee: try row["fee"],
            feeStanding: isPaid ? .paid : ground.isEmpty ? .unpaid : .exempt(ground: ground),
            feeCount: FeeCount(code: try row["fee_count"]), returnAddress: try row["return_address"],
            language: try row["language"], sets: try row["sets"])
    }

    static func insertNote(_ text: String, of dossier: ID<Dossier>, by act: Act, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_note (id, dossier_id, at, author, text)
            VALUES (\(ID<DossierNote>(at: act.at)), \(dossier), \(act.at), \(act.caller.name), \(text))
            """)
    }

    package static func notes(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> [DossierNote] {
        try snapshot.rows("SELECT at, author, text FROM dossier_note WHERE dossier_id = \(dossier) ORDER BY at, id")
            .map { DossierNote(at: try $0["at"], author: try $0["author"], text: try $0["text"]) }
    }

    static func saveResult(_ result: DossierResult, of dossier: ID<Dossier>, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO dossier_result (dossier_id, proposal, proposed_by, approver_name, signed_as, number, file_id,
                collected_by)
            VALUES (\(dossier), \(result.proposal), \(result.proposedBy), \(result.approverName), \(result.signedAs),
                \(result.number), \(result.file?.id), \(result.collectedBy))
            ON CONFLICT (dossier_id) DO UPDATE SET proposal = excluded.proposal, proposed_by = excluded.proposed_by,
                approver_name = excluded.approver_name, signed_as = excluded.signed_as,
                number = excluded.number, file_id = excluded.file_id, collected_by = excluded.collected_by
            """)
    }

    /// What a leader's queue shows of each proposal.
    struct Proposal: Sendable {
        let text: String
        let by: String
        let hasFile: Bool
    }

    static func proposals(of dossiers: [ID<Dossier>], in snapshot: Snapshot) throws -> [ID<Dossier>: Proposal] {
        guard !dossiers.isEmpty else { return [:] }
        let rows = try snapshot.rows("""
            SELECT dossier_id, proposal, proposed_by, file_id FROM dossier_result
            WHERE dossier_id IN (\(SQL.joined(dossiers.map { "\($0)" as SQL }, by: ", ")))
            """)
        return Dictionary(try rows.map { row in
            let file: ID<KeptFile>? = try row["file_id"]
            return (try row["dossier_id"],
                Proposal(text: try row["proposal"], by: try row["proposed_by"], hasFile: file != nil))
        }, uniquingKeysWith: { first, _ in first })
    }

    package static func result(of dossier: ID<Dossier>, in snapshot: Snapshot) throws -> DossierResult? {
        try snapshot.row("""
            SELECT proposal, proposed_by, approver_name, signed_as, number, file_id, collected_by FROM dossier_result
            WHERE dossier_id = \(dossier)
            """).map { row in
                let file: ID<KeptFile>? = try row["file_id"]
                return DossierResult(proposal: try row["proposal"], proposedBy: try row["proposed_by"],
                    approverName: try row["approver_name"], signedAs: try row["signed_as"], number: try row["number"],
                    file: try file.flatMap {
                        try FileStore.file($0, ownerKind: DossierResult.fileOwnerKind, owner: dossier.description,
                            in: snapshot)
                    },
                    collectedBy: try row["collected_by"])
            }
    }
}
