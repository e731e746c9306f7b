import Base
import Books
import Catalogue
import Dossiers
import Identity
import Journal

/// What a dossier has for forms 01 to 06. A slip says what was so when it was given out: its dates and reasons are
/// those of the entry that the journal wrote with it, not those of today.
struct DossierValues {
    let folder: DossierFolder
    /// Nil for the control sheet, and for a receipt of before there were books.
    let slip: Slip?
    /// Who gives the paper out.
    let issuer: Agency
    /// Without a slash at the end.
    let publicURL: String
    /// For the control sheet.
    var steps: [StepSpan] = []

    func values(_ form: PaperForm) -> PaperValues {
        switch form {
        case .receipt: receipt
        case .supplement: supplement
        case .refusal: refusal
        case .apology: apology
        case .stop: stop
        case .control: control
        case .register: PaperValues()
        }
    }

    private var dossier: Dossier { folder.dossier }

    /// The entry of the deed that the slip belongs to.
    private func entry(_ actions: DossierAction...) -> JournalEntry? {
        let kinds = actions.map(\.entryKind)
        return folder.history.last { kinds.contains($0.kind) && $0.at <= slip?.issuedAt ?? $0.at }
    }

    private func common(_ entry: JournalEntry?) -> [String: String] {
        let applicant = folder.applicant
        return AgencyWords(issuer).fields.merging([
            "code": dossier.code.text, "lookup": "\(publicURL)/tra-cuu?ma=\(dossier.code.text)",
            "number": slip?.text ?? "", "date": slip.map { PaperWords.date($0.issuedAt.localDate) } ?? "",
            "applicant": applicant.name, "applicant-id": applicant.personalID, "address": applicant.address,
            "phone": applicant.phone, "email": applicant.email, "filer": folder.filer?.name ?? applicant.name,
            "ground": folder.acting.map(PaperWords.ground) ?? "", "procedure": folder.procedure.name,
            "field": dossier.field, "request": folder.content.request,
            "officer": officer(entry),
            "received": dossier.acceptedAt.map(PaperWords.moment) ?? "",
            "due": dossier.dueAt.map(PaperWords.moment) ?? "", "resolver": AgencyWords(folder.agency).committee,
        ]) { $1 }
    }

    /// Who signs for the agency; nobody yet when the person did it from home.
    private func officer(_ entry: JournalEntry?) -> String {
        guard let entry else { return slip?.issuedBy ?? "" }
        return entry.actorRole == "citizen" ? "" : entry.actorName
    }

    private var receipt: PaperValues {
        let entry = entry(.accept)
        var fields = common(entry)
        let received = entry?.at ?? dossier.acceptedAt
        fields["received"] = received.map(PaperWords.moment)
        if slip == nil { fields["date"] = received.map { PaperWords.date($0.localDate) } }
        if let told = entry?.facts["due"] { fields["due"] = PaperWords.told(told) }
        fields["sets"] = twoDigits(folder.content.sets)
        fields["term"] = PaperWords.term(folder.content.term)
        fields["return-place"] =
            switch dossier.returnMethod {
            case .counter: fields["centre"]
            case .post: "Dịch vụ bưu chính công ích: \(folder.content.returnAddress)"
            case .electronic: "Trực tuyến"
            }
        fields["fee"] = PaperWords.fee(folder.content)
        fields["book"] = slip?.volume
        fields["sequence"] = slip.map { twoDigits($0.number) }
        return PaperValues(fields: fields, lists: ["papers": papers])
    }

    private var papers: [[String: String]] {
        folder.papers.flatMap(Self.lines).enumerated().map { index, line in
            ["index": "\(index + 1)", "name": line.name, "form": line.form, "count": "\(line.count)"]
        }
    }

    /// A scan that the office made of a paper is not a paper that was handed in.
    private static func lines(_ paper: DossierPaper) -> [(name: String, form: String, count: Int)] {
        if paper.originals == 0, paper.copies == 0 { return [] }
        if paper.file != nil, paper.originals == 0 { return [(paper.name, "Bản điện tử", 1)] }
        let originals = paper.originals > 0 ? [(paper.name, "Bản chính", paper.originals)] : []
        return originals + (paper.copies > 0 ? [(paper.name, "Bản sao", paper.copies)] : [])
    }

    private var supplement: PaperValues {
        let entry = entry(.askSupplement, .askAgain)
        var fields = common(entry)
        fields["reason"] = entry?.facts["reason"]
        fields["override"] = entry?.facts["override"]
        fields["second"] = entry?.facts["override"] == nil ? nil : entry?.facts["supplements"] ?? "2"
        let points = (entry?.facts["points"] ?? "").split(whereSeparator: \.isNewline)
        return PaperValues(fields: fields, lists: [
            "points": points.enumerated().map { ["index": "\($0.offset + 1)", "text": String($0.element)] }
        ])
    }

    private var refusal: PaperValues {
        let entry = entry(.refuse, .decline)
        var fields = common(entry)
        fields["reason"] = entry?.facts["reason"]
        fields["at-intake"] = entry?.kind == DossierAction.decline.entryKind ? "" : "1"
        if dossier.acceptedAt == nil { fields["received"] = PaperWords.moment(dossier.submittedAt) }
        return PaperValues(fields: fields)
    }

    private var apology: PaperValues {
        let entry = entry(.extend, .apologise)
        let isLate = entry?.kind == DossierAction.apologise.entryKind
        var fields = common(entry)
        fields["reason"] = entry?.facts["reason"]
        fields["is-late"] = isLate ? "1" : ""
        fields["old-due"] = PaperWords.told(entry?.facts[isLate ? "due" : "old-due"])
        fields["new-due"] = PaperWords.told(entry?.facts[isLate ? "promised" : "due"])
        return PaperValues(fields: fields)
    }

    private var stop: PaperValues {
        let entry = entry(.stop)
        var fields = common(entry)
        fields["reason"] = entry?.facts["reason"]
        fields["given-back"] = entry?.facts["given-back"]
        fields["requested"] = entry.map { PaperWords.date($0.at.localDate) }
        return PaperValues(fields: fields)
    }

    private var control: PaperValues {
        let filer = folder.filer?.name ?? folder.applicant.name
        let collector = folder.result?.collectedBy ?? ""
        let sheet = ControlSheet(
            folder.history, steps: steps, filer: filer, collector: collector.isEmpty ? filer : collector)
        var fields = common(nil)
        fields["date"] = folder.history.last.map { PaperWords.date($0.at.localDate) }
        fields["finished"] = dossier.finishedAt.map(PaperWords.moment)
        if let office = folder.office { fields["resolver"] = "\(office.name), \(fields["resolver"] ?? "")" }
        return PaperValues(fields: fields, lists: ["handovers": sheet.rows])
    }
}

extension AgencyWords {
    /// The fields that every form has. There is no telephone number of an agency yet: its line is left out.
    var fields: [String: String] {
        [
            "agency": committee, "centre": centre, "place": place, "head-agency": PaperWords.head(committee),
            "head-centre": PaperWords.head(centre), "hotline": "",
        ]
    }
}
