/// Turns blocks into slices for one width: all measuring happens here, all breaking in `PageFlow`.
struct PaperLayout {
    let document: PDFDocument
    let bodyPoints: Double

    func slices(of blocks: [PaperBlock], width: Double) throws -> [Slice] {
        try blocks.flatMap { try slices(of: $0, width: width) }
    }

    private func slices(of block: PaperBlock, width: Double) throws -> [Slice] {
        switch block {
        case .text(let text, let style): paragraph(text, style, width: width)
        case .space(let millimetres): [.gap(millimetres.points)]
        case .head(let head): [.row(self.head(head, width: width))]
        case .columns(let columns): [.row(try row(of: columns, width: width))]
        case .table(let table): self.table(table, width: width)
        case .signatures(let signatures): [.group([.row(self.signatures(signatures, width: width))])]
        case .barcode(let text, let millimetres): [try barcode(text, width: min(millimetres.points, width), in: width)]
        case .qrCode(let text, let millimetres): [try qrCode(text, side: min(millimetres.points, width), in: width)]
        case .together(let blocks): [.group(try slices(of: blocks, width: width))]
        case .pageBreak: [.pageBreak]
        }
    }

    // MARK: Text

    func lines(_ text: PaperText, _ style: TextStyle, width: Double, shrink: Double = 1) -> [ShapedText.Line] {
        let points = bodyPoints * style.size.factor * shrink
        return ShapedText(text, style, points: points, width: max(width, 1), in: document).lines
    }

    /// No line of a paragraph stands alone at the foot or the top of a page.
    private func paragraph(_ text: PaperText, _ style: TextStyle, width: Double) -> [Slice] {
        let lines = lines(text, style, width: width).map(Slice.line)
        guard lines.count > 3 else { return [.group(lines)] }
        return [.group(Array(lines[..<2]))] + lines[2..<(lines.count - 2)] + [.group(Array(lines.suffix(2)))]
    }

    // MARK: Rows

    private func spread(_ shares: [Double], over width: Double) -> [(x: Double, width: Double)] {
        let total = shares.reduce(0, +)
        var x = 0.0
        return shares.map { share in
            defer { x += width * share / total }
            return (x, width * share / total)
        }
    }

    private func row(of columns: [PaperColumn], width: Double) throws -> Slice.Row {
        let places = spread(columns.map(\.share), over: width)
        let cells = try zip(columns, places).map { column, place in
            Slice.Row.Cell(x: place.x, width: place.width, slices: try slices(of: column.blocks, width: place.width))
        }
        return Slice.Row(cells: cells, isRuled: false)
    }

    private func table(_ table: PaperTable, width: Double) -> [Slice] {
        let places = spread(table.columns.map(\.share), over: width)
        func row(_ texts: [PaperText], _ style: (PaperTable.Column) -> TextStyle) -> Slice.Row {
            var cells: [Slice.Row.Cell] = []
            for (index, column) in table.columns.enumerated() {
                let inner = places[index].width - 2 * Slice.Row.ruledPadding
                let slices = lines(texts[index], style(column), width: inner).map(Slice.line)
                cells.append(Slice.Row.Cell(x: places[index].x, width: places[index].width, slices: slices))
            }
            return Slice.Row(cells: cells, isRuled: true)
        }
        let head = Slice.row(row(table.columns.map { PaperText($0.title) }) { _ in
            TextStyle(table.size, .centre, isBold: true)
        })
        let rows = table.rows.map { texts in
            var row = row(texts) { TextStyle(table.size, $0.alignment) }
            row.head = [head]
            return Slice.row(row)
        }
        guard let first = rows.first else { return [head] }
        return [.group([head, first])] + rows.dropFirst()
    }

    private func signatures(_ signatures: [Signature], width: Double) -> Slice.Row {
        let places = spread(signatures.map { _ in 1 }, over: width)
        let cells = zip(signatures, places).map { signature, place in
            let inner = place.width - 8
            func part(_ text: String, _ style: TextStyle) -> [Slice] {
                text.isEmpty ? [] : lines(PaperText(text), style, width: inner).map(Slice.line)
            }
            let slices = part(signature.title, TextStyle(.body, .centre, isBold: true))
                + part(signature.hint, TextStyle(.small, .centre, isItalic: true))
                + [.gap(bodyPoints * 3.6)]
                + part(signature.name, TextStyle(.body, .centre, isBold: true))
            return Slice.Row.Cell(x: place.x + 4, width: inner, slices: slices)
        }
        return Slice.Row(cells: cells, isRuled: false)
    }

    // MARK: Head

    private func head(_ head: OfficialHead, width: Double) -> Slice.Row {
        let left = width * 0.44
        let right = width * 0.54
        let capital = TextStyle(.body, .centre, isBold: true)
        // The name of the State stands in one line; everything in the head is set in proportion to it.
        let wanted = lines(PaperText(OfficialHead.state), capital, width: 10_000)
        let natural = wanted.first?.width ?? right
        let shrink = min(1, (right - 1) / natural)
        func part(_ text: String, _ style: TextStyle, _ width: Double) -> [Slice] {
            text.isEmpty ? [] : lines(PaperText(text), style, width: width, shrink: shrink).map(Slice.line)
        }
        let motto = part(OfficialHead.motto, TextStyle(.large, .centre, isBold: true), right)
        let agency = part(head.superior, .centred, left) + part(head.agency, capital, left)
            + rule(under: left * 0.4, in: left) + part(head.number, .centred, left)
        let mottoWidth = lines(PaperText(OfficialHead.motto), TextStyle(.large, .left, isBold: true), width: 10_000,
            shrink: shrink).first?.width ?? right
        let state = part(OfficialHead.state, capital, right) + motto + rule(under: mottoWidth, in: right)
            + part(head.placeAndDate, TextStyle(.body, .centre, isItalic: true), right)
        return Slice.Row(cells: [
            Slice.Row.Cell(x: 0, width: left, slices: agency),
            Slice.Row.Cell(x: width - right, width: right, slices: state),
        ], isRuled: false)
    }

    private func rule(under length: Double, in width: Double) -> [Slice] {
        [.gap(1), .rule(x: (width - length) / 2, width: length), .gap(3)]
    }

    // MARK: Codes

    private func barcode(_ text: String, width: Double, in whole: Double) throws -> Slice {
        let code = try Code128(text)
        return .barcode(code, x: (whole - width) / 2, width: width, height: max(9.0.points, width * 0.14))
    }

    private func qrCode(_ text: String, side: Double, in whole: Double) throws -> Slice {
        .qrCode(try QRCode(text), x: (whole - side) / 2, side: side)
    }
}
