/// Prints a paper as PDF with text that can be selected and searched. Some milliseconds; call it off the event loop.
package enum PDFRenderer {
    /// Throws `PaperError` when a code cannot hold its text or drawing fails.
    package static func render(_ paper: PaperDocument) throws -> [UInt8] {
        let document = PDFDocument(title: paper.title, size: paper.size, createdAt: paper.createdAt)
        let layout = PaperLayout(document: document, bodyPoints: paper.size.bodyPoints)
        let margins = paper.size.margins
        let width = (paper.size.widthMillimetres - margins.left - margins.right).points
        let height = (paper.size.heightMillimetres - margins.top - margins.bottom).points
        let flow = PageFlow(try layout.slices(of: paper.blocks, width: width), height: height)

        for (index, page) in flow.pages.enumerated() {
            for placed in page {
                draw(placed.slice, x: margins.left.points, y: margins.top.points + placed.y, on: document)
            }
            for slice in footer(paper.footer, page: index + 1, of: flow.pages.count, layout, width) {
                let foot = (paper.size.heightMillimetres - margins.bottom + 2).points
                draw(slice, x: margins.left.points, y: foot, on: document)
            }
            document.endPage()
        }
        return try document.finish()
    }

    private static func footer(
        _ footer: PaperFooter, page: Int, of count: Int, _ layout: PaperLayout, _ width: Double
    ) -> [Slice] {
        var slices: [Slice] = []
        if let line = layout.lines(PaperText(footer.text), .small, width: width * 0.8).first, !footer.text.isEmpty {
            slices.append(.line(line))
        }
        if count > 1 || footer.numbersSinglePage {
            let number = PaperText("\(page)/\(count)")
            slices += layout.lines(number, TextStyle(.small, .right), width: width).map(Slice.line)
        }
        return slices
    }

    private static func draw(_ slice: Slice, x: Double, y: Double, on document: PDFDocument) {
        switch slice {
        case .gap, .pageBreak:
            break
        case .line(let line):
            document.show(line, x: x + line.x, baseline: y + line.baseline)
        case .rule(let offset, let width):
            document.rule(fromX: x + offset, y: y, width: width)
        case .barcode(let code, let offset, let width, let height):
            let module = width / Double(code.moduleCount)
            document.fill(code.bars.map { bar in
                (x + offset + Double(bar.offset) * module, y, Double(bar.width) * module, height)
            })
        case .qrCode(let code, let offset, let side):
            let module = side / Double(code.moduleCount)
            document.fill(code.stretches.map { part in
                (x + offset + Double(part.column) * module, y + Double(part.row) * module, Double(part.length) * module,
                    module)
            })
        case .row(let row):
            for cell in row.cells {
                draw(cell.slices, x: x + cell.x + row.padding, y: y + row.padding, on: document)
                if row.isRuled { document.frame(x: x + cell.x, y: y, width: cell.width, height: row.height) }
            }
        case .group(let slices):
            draw(slices, x: x, y: y, on: document)
        }
    }

    private static func draw(_ slices: [Slice], x: Double, y: Double, on document: PDFDocument) {
        var y = y
        for slice in slices {
            draw(slice, x: x, y: y, on: document)
            y += slice.height
        }
    }
}
