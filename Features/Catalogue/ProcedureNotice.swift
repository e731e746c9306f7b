import Base
import Paper
import Web

/// The notice for the wall (niêm yết, NĐ 61/2018 Điều 14): one procedure on A4 with a QR code to its page. Always in
/// Vietnamese: it is an official paper.
struct ProcedureNotice {
    let procedure: Procedure
    /// The communes that this installation serves.
    let place: String
    /// The page's full address.
    let address: String

    private var t: Strings { CatalogueStrings.vietnamese }
    private var wording: ProcedureWording { ProcedureWording(t: t) }

    /// Heading and lines, the same for the PDF and the page.
    private var parts: [(title: String, lines: [String])] {
        let papers = procedure.components.map { component in
            let count = wording.copies(component)
            return count.isEmpty ? component.name : "\(component.name) (\(count))"
        }
        let results = procedure.results.map(\.name)
        return [
            (t("catalogue.papers"), papers.isEmpty ? [t("catalogue.papers.unknown")] : papers),
            (t("catalogue.steps"), PlainSteps.steps(for: procedure, in: .vietnamese)),
            (t("catalogue.time"), wording.timeLines(procedure.time)),
            (t("catalogue.fee"), wording.feeLines(procedure)),
            (t("catalogue.where"), [t("catalogue.where.place")] + wording.channels(procedure)),
            (t("catalogue.result"), results.isEmpty ? [t("catalogue.unknown")] : results),
            (t("catalogue.authority"), [procedure.authority]),
            (t("catalogue.legal-basis"), [procedure.legalBasis.joined(separator: "; ")]),
        ]
    }

    /// - Throws: `PaperError.notEncodable` for an address that no QR code holds.
    func paper(at instant: Instant) -> PaperDocument {
        var blocks: [PaperBlock] = [
            .columns([
                PaperColumn(share: 4, [
                    .text(PaperText(t("catalogue.notice.head", ["place": place])), TextStyle(.small)),
                    .text(PaperText(procedure.name), TextStyle(.large, isBold: true)),
                    .text(PaperText("\(t("catalogue.code")): \(procedure.code) · \(procedure.field)"), .small),
                ]),
                PaperColumn(share: 1, [.qrCode(address, side: 28)]),
            ])
        ]
        for part in parts where !part.lines.joined().isEmpty {
            blocks.append(.text(.bold(part.title), TextStyle(.body, isBold: true)))
            let isNumbered = part.title == t("catalogue.steps") || part.title == t("catalogue.papers")
            for (index, line) in part.lines.enumerated() {
                blocks.append(.text(PaperText(isNumbered ? "\(index + 1). \(line)" : line), .body))
            }
        }
        let version = t("catalogue.version", [
            "version": String(procedure.version), "date": procedure.effectiveFrom.description,
        ])
        return PaperDocument(title: procedure.name, size: .a4, createdAt: instant,
            footer: PaperFooter("\(procedure.code) · \(version)"), blocks: blocks)
    }

    /// The same as a page to print from the browser.
    var page: Page {
        get throws {
            let parts = parts.filter { !$0.lines.joined().isEmpty }.map { part -> HTML in
                "<h2>\(part.title)</h2><ul>\(part.lines.map { "<li>\($0)</li>" as HTML })</ul>"
            }
            return Page(title: procedure.name, density: .paper, main: """
                <article class="sheet a4" lang="vi"><p>\(t("catalogue.notice.head", ["place": place]))</p>
                <h1>\(procedure.name)</h1><p>\(t("catalogue.code")): \(procedure.code) · \(procedure.field)</p>
                <figure class="paper-code">\(try code)<figcaption>\(address)</figcaption></figure>
                \(parts)
                <p><a href="/thu-tuc/\(procedure.code)/niem-yet.pdf">\(t("catalogue.notice.pdf"))</a></p></article>
                """)
        }
    }

    /// The QR code drawn as one path.
    private var code: HTML {
        get throws {
            let code = try QRCode(address)
            let quiet = (code.moduleCount - code.side) / 2
            var path = ""
            for row in 0..<code.side {
                for column in 0..<code.side where code.isDark(row: row, column: column) {
                    path += "M\(column + quiet) \(row + quiet)h1v1h-1z"
                }
            }
            return """
                <svg xmlns="http://www.w3.org/2000/svg" class="qr-code" role="img" aria-label="\(address)" \
                viewBox="0 0 \(code.moduleCount) \(code.moduleCount)" shape-rendering="crispEdges">\
                <rect width="\(code.moduleCount)" height="\(code.moduleCount)" fill="#fff"/>\
                <path d="\(path)" fill="#000"/></svg>
                """
        }
    }
}
