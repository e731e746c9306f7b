import Access
import Base
import Books
import Catalogue
import Dossiers
import Identity
import Journal
import Storage

/// Sổ theo dõi hồ sơ (form 07): a part of the book of receipts with what became of each dossier.
struct Register: Sendable {
    struct Entry: Sendable {
        let slip: Slip
        /// Nil when the dossier is out of the caller's reach or gone.
        let line: DossierRegisterStore.Line?
        let procedure: String
        let resolver: String
        /// The office or person that it was last passed on to; empty while nobody has it.
        let passedOnTo: String
        let passedOnAt: Instant?
    }

    let entries: [Entry]

    static func read(
        _ question: BookStore.Question, offset: Int = 0, limit: Int, for permit: Permit, in snapshot: Snapshot
    ) throws -> Register {
        let slips = try BookStore.slips(question, offset: offset, limit: limit, in: snapshot)
        var lines: [ID<Dossier>: DossierRegisterStore.Line] = [:]
        let ids = Array(Set(slips.compactMap { ID<Dossier>($0.dossier) }))
        // Statements have a bound on their parameters.
        for start in stride(from: 0, to: ids.count, by: 1000) {
            let part = Array(ids[start..<min(start + 1000, ids.count)])
            lines.merge(try DossierRegisterStore.lines(part, for: permit, in: snapshot)) { first, _ in first }
        }
        let procedures = try ProcedureStore.names(of: Set(lines.values.map(\.dossier.procedure)), in: snapshot)
        var agencies: [AgencyID: String] = [:]
        for id in Set(lines.values.map(\.dossier.agency)) {
            agencies[id] = try AgencyStore.agency(id, in: snapshot).map { AgencyWords($0).committee }
        }
        return Register(entries: try slips.map { slip in
            let line = ID<Dossier>(slip.dossier).flatMap { lines[$0] }
            let moved = try line.flatMap { try lastMove(of: $0.dossier, in: snapshot) }
            return Entry(
                slip: slip, line: line,
                procedure: line.flatMap { procedures[$0.dossier.procedure] } ?? line?.dossier.procedureCode ?? "",
                resolver: line.flatMap { agencies[$0.dossier.agency] } ?? "", passedOnTo: moved?.to ?? "",
                passedOnAt: moved?.at)
        })
    }

    /// Where the counter passed it on to, and when.
    private static func lastMove(
        of dossier: Dossier, in snapshot: Snapshot
    ) throws -> (to: String, at: Instant)? {
        let history = try Journal.entries(of: Dossier.subjectKind, dossier.id.description, in: snapshot)
        return history.last { $0.facts["office"] != nil || $0.facts["to-agency"] != nil }.map { entry in
            (entry.facts["to-agency"] ?? entry.facts["office"] ?? "", entry.at)
        }
    }

    /// The rows of the template's list `dossiers`.
    var rows: [[String: String]] { entries.map(\.row) }
}

extension Register.Entry {
    var row: [String: String] {
        var row = ["index": twoDigits(slip.number)]
        if let voiding = slip.voiding { row["note"] = "Đã hủy: \(voiding.reason)" }
        guard let line else { return row }
        let dossier = line.dossier
        row["code"] = dossier.code.text
        row["procedure"] = procedure
        row["applicant"] = dossier.applicantName
        row["received"] = Self.short(slip.issuedAt)
        guard slip.voiding == nil else { return row }
        row["sets"] = twoDigits(line.sets)
        row["contact"] = [line.address, line.phone].filter { !$0.isEmpty }.joined(separator: "\n")
        row["resolver"] = resolver
        row["due"] = dossier.dueAt.map(Self.short)
        row["passed-on"] = ([passedOnTo] + (passedOnAt.map { [Self.short($0)] } ?? []))
            .filter { !$0.isEmpty }.joined(separator: "\n")
        row["result-in"] = dossier.state.hasResult ? dossier.finishedAt?.localDate.description : nil
        row["result-out"] = dossier.returnedAt?.localDate.description
        row["return-method"] = PaperWords.method(dossier.returnMethod)
        return row
    }

    private static func short(_ instant: Instant) -> String { "\(instant.localDate) \(instant.localTime)" }
}
