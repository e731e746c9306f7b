import Base
import Dossiers
import Storage
import Web

/// Where the receipt with its proof is taken: on the dossier's page, and by who has looked it up by its code.
enum ReceiptPages {
    static let routes: [Route] = [
        .get("/ho-so/:id/bien-nhan", "dossier.see") { try await file(try await folder($0), $0) }.reads(.paper),
        .get("/ho-so-cua-toi/:id/bien-nhan", "dossier.own") { try await file(try await folder($0), $0) }.reads(.paper),
    ]

    private static func folder(_ request: WebRequest) async throws -> DossierFolder {
        let id: ID<Dossier> = try request.id("id")
        return try await request.site.database.read { try DossierFolder.read(id, for: request.permit, in: $0) }
    }

    /// - Throws: `receipt-none` while the office has not taken the dossier in, `receipt-broken`.
    @Sendable static func file(_ folder: DossierFolder, _ request: WebRequest) async throws -> Answer {
        let dossier = folder.dossier
        let receipt = try await request.site.database.read { try MakeReceipt(dossier: dossier).run(in: $0) }
        guard let receipt else { throw Problem("receipt-none", status: 409) }
        return .file(
            Array(receipt.text.utf8), type: "application/json", name: "bien-nhan-\(dossier.code.text).json",
            attachment: true)
    }

    /// On the page of a dossier; nothing before it was taken in.
    static func section(_ folder: DossierFolder, _ request: WebRequest) -> HTML {
        let base = request.caller.citizen == nil ? "/ho-so" : "/ho-so-cua-toi"
        return around(folder, request, Components.buttonLink(
            request.strings("sealing.receipt.take"), to: "\(base)/\(folder.dossier.id)/bien-nhan", .secondary,
            icon: .download))
    }

    @Sendable static func lookUpSection(_ folder: DossierFolder, _ request: WebRequest, _ form: HTML) -> HTML {
        around(folder, request, form)
    }

    private static func around(_ folder: DossierFolder, _ request: WebRequest, _ way: HTML) -> HTML {
        guard folder.history.contains(where: { $0.kind == Receipt.kind }) else { return .empty }
        let t = request.strings
        return """
            <section><h2>\(t("sealing.receipt"))</h2><p>\(t("sealing.receipt.lead"))</p>\(way)
            <p><a href="\(VerifyPages.path)">\(t("sealing.verify.title"))</a></p></section>
            """
    }
}
