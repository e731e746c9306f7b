import Base
import Catalogue
import Deadlines
import Journal
import Paper
import Storage
import Web

/// Giấy tiếp nhận hồ sơ và hẹn trả kết quả (form 01), as a PDF and as a page to print.
struct ReceiptPages {

    func pdf(_ request: WebRequest) async throws -> Answer {
        let receipt = try await receipt(request)
        return .file(try PDFRenderer.render(receipt.paper()), type: "application/pdf",
            name: "giay-tiep-nhan-\(receipt.dossierCode).pdf")
    }

    func paper(_ request: WebRequest) async throws -> Answer {
        let receipt = try await receipt(request)
        let main: HTML = """
            <p class="no-print"><button type="button" class="button primary" data-print>\(request.strings("web.print"))</button></p>
            \(HTML(trusted: try PaperHTML.render(receipt.paper())))
            """
        return .page(Page(title: "\(request.strings("dossier.receipt.print")) \(receipt.dossierCode)", density: .paper, main: main))
    }

    private func receipt(_ request: WebRequest) async throws -> Receipt {
        let id: ID<Dossier> = try request.id("id")
        let folder = try await request.site.database.read { try DossierFolder.read(id, for: request.permit, in: $0) }
        guard let receivedAt = folder.dossier.acceptedAt else {
            // An online dossier that nobody has accepted yet has a code, but no appointment to print.
            throw Problem("receipt-not-yet", status: 409, arguments: ["code": folder.dossier.code.text])
        }
        return Self.receipt(folder, receivedAt: receivedAt, publicURL: request.site.publicURL, vietnamese: request.strings)
    }

    static func receipt(_ folder: DossierFolder, receivedAt: Instant, publicURL: String, vietnamese t: Strings) -> Receipt {
        let dossier = folder.dossier
        let commune = folder.agency.name
        let named = commune.prefix(1).lowercased() + commune.dropFirst()
        let place = commune.split(separator: " ").dropFirst().joined(separator: " ")
        let centre = "Trung tâm Phục vụ hành chính công \(named)"
        let sequence = String(dossier.code.text.split(separator: "-").last ?? "")
        let officer = folder.history.first { $0.kind == DossierAction.accept.entryKind }?.actorName ?? ""
        let fee: Receipt.Fee =
            switch (folder.content.fee, folder.content.feeStanding) {
            case (.none, _), (.some(.zero), _): .none
            case (.some(let amount), .paid): .paid(amount)
            case (.some(let amount), .unpaid): .unpaid(amount)
            case (.some, .exempt(let ground)): .exempt(ground: ground)
            }
        let resultPlace =
            switch dossier.returnMethod {
            case .counter: centre
            case .post: "Dịch vụ bưu chính công ích: \(folder.content.returnAddress)"
            case .electronic: "Trực tuyến"
            }
        return Receipt(
            agency: "Ủy ban nhân dân \(named)", centre: centre, place: place, number: sequence,
            dossierCode: dossier.code.text, applicant: folder.applicant.name, personalID: folder.applicant.personalID,
            address: folder.applicant.address, phone: folder.applicant.phone, email: folder.applicant.email,
            procedure: folder.procedure.name, components: folder.papers.flatMap(components),
            timeByLaw: DossierWords.term(folder.content.term, t), receivedAt: receivedAt, dueAt: dossier.dueAt,
            resultPlace: resultPlace, fee: fee, book: "\(receivedAt.localDate.year)", sequence: sequence,
            filer: folder.filer?.name ?? "", officer: officer, lookupURL: "\(publicURL)/tra-cuu?ma=\(dossier.code.text)")
    }

    private static func components(_ paper: DossierPaper) -> [Receipt.Component] {
        // A scan that the office made of a paper is not a paper that was handed in.
        if paper.originals == 0, paper.copies == 0 { return [] }
        if paper.file != nil, paper.originals == 0 { return [.init(name: paper.name, form: .electronic, count: 1)] }
        var rows: [Receipt.Component] = []
        if paper.originals > 0 { rows.append(.init(name: paper.name, form: .original, count: paper.originals)) }
        if paper.copies > 0 { rows.append(.init(name: paper.name, form: .copy, count: paper.copies)) }
        return rows
    }
}
