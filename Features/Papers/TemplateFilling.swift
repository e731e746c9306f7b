import Base
import Paper

/// Fills a template: the one way to a paper, printed or on a page.
struct TemplateFilling {
    /// To be filled by hand.
    static let blank = "……………"

    let values: PaperValues

    typealias Row = (list: String, fields: [String: String])

    /// - Parameters:
    ///   - createdAt: the date inside the PDF.
    ///   - banner: stands above everything, whatever the template says: that a slip is void.
    static func paper(
        _ template: PaperTemplate, _ values: PaperValues, createdAt: Instant, banner: String = ""
    ) -> PaperDocument {
        let filling = TemplateFilling(values: values)
        let isWide = template.wide.map { (values.lists[$0.list]?.count ?? 0) > $0.rows } ?? false
        let top: [PaperBlock] = banner.isEmpty
            ? [] : [.text(.bold(banner), TextStyle(.body, .centre, isBold: true)), .space(2)]
        return PaperDocument(
            title: filling.text(template.title, nil).plain, size: isWide ? .a4Landscape : template.sheet,
            createdAt: createdAt, footer: PaperFooter(filling.text(template.footer, nil).plain),
            blocks: top + filling.blocks(template.elements, nil))
    }

    private func blocks(_ elements: [TemplateElement], _ row: Row?) -> [PaperBlock] {
        elements.flatMap { blocks($0, row) }
    }

    private func blocks(_ element: TemplateElement, _ row: Row?) -> [PaperBlock] {
        switch element {
        case .text(let text, let style): [.text(self.text(text, row), style)]
        case .space(let millimetres): [.space(millimetres)]
        case .head(let superior, let agency, let number, let date):
            [.head(OfficialHead(
                superior: text(superior, row).plain, agency: text(agency, row).plain,
                number: text(number, row).plain, placeAndDate: text(date, row).plain))]
        case .columns(let columns):
            [.columns(columns.map { PaperColumn(share: $0.share, blocks($0.elements, row)) })]
        case .table(let list, let cells, let size): [table(list, cells, size)]
        case .each(let list, let elements):
            (values.lists[list] ?? []).flatMap { blocks(elements, (list, $0)) }
        case .either(let name, let then, let otherwise):
            blocks(values.has(name, row: row) ? then : otherwise, row)
        case .signatures(let signs):
            [.signatures(signs.map { sign in
                Signature(
                    title: text(sign.title, row).plain, hint: text(sign.hint, row).plain,
                    name: text(sign.name, row).plain)
            })]
        case .barcode(let content, let width): [.barcode(text(content, row).plain, width: width)]
        case .qrCode(let content, let side): [.qrCode(text(content, row).plain, side: side)]
        case .together(let elements): [.together(blocks(elements, row))]
        case .pageBreak: [.pageBreak]
        }
    }

    private func table(_ list: String, _ cells: [TemplateElement.Cell], _ size: TextStyle.Size) -> PaperBlock {
        .table(PaperTable(
            cells.map { PaperTable.Column($0.title, share: $0.share, $0.alignment) },
            // A cell of a table is left empty: dotted lines would fill the page.
            rows: (values.lists[list] ?? []).map { row in cells.map { text($0.text, (list, row), blank: "") } },
            size: size))
    }

    private func text(_ text: TemplateText, _ row: Row?, blank: String = TemplateFilling.blank) -> PaperText {
        text.parts.reduce(PaperText("")) { whole, part in
            let words =
                switch part.content {
                case .words(let words): words
                case .field(let name, let mayBeMissing):
                    filled(values.value(name, row: row), orElse: mayBeMissing ? "" : blank)
                }
            return words.isEmpty ? whole : whole + run(words, part)
        }
    }

    private func run(_ words: String, _ part: TemplateText.Part) -> PaperText {
        part.isBold ? .bold(words) : part.isItalic ? .italic(words) : PaperText(words)
    }

    private func filled(_ value: String, orElse blank: String) -> String { value.isEmpty ? blank : value }
}
