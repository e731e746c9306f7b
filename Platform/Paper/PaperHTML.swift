/// Shows the blocks of a paper as a page: markup with the classes of `Web/Assets/paper-forms.css`, without style
/// attributes and scripts, so a strict page policy allows it. Every text is escaped.
package enum PaperHTML {
    /// Throws `PaperError.notEncodable` when a code cannot hold its text.
    package static func render(_ paper: PaperDocument) throws -> String {
        let size = switch paper.size {
        case .a4: "a4"
        case .a5: "a5"
        case .a4Landscape: "a4-landscape"
        }
        return "<article class=\"sheet \(size)\" lang=\"vi\">\(try render(paper.blocks))</article>"
    }

    package static func render(_ blocks: [PaperBlock]) throws -> String {
        try blocks.map(render).joined(separator: "\n")
    }

    private static func render(_ block: PaperBlock) throws -> String {
        switch block {
        case .text(let text, let style): paragraph(text, style)
        case .space: "<div class=\"paper-space\"></div>"
        case .head(let head): self.head(head)
        case .columns(let columns): try self.columns(columns)
        case .table(let table): self.table(table)
        case .signatures(let signatures): self.signatures(signatures)
        case .barcode(let text, _):
            "<figure class=\"paper-code\">\(try Code128(text).svg())</figure>"
        case .qrCode(let text, _): "<figure class=\"paper-code\">\(try QRCode(text).svg(label: text))</figure>"
        case .together(let blocks): "<div class=\"paper-together\">\(try render(blocks))</div>"
        case .pageBreak: "<div class=\"paper-break\"></div>"
        }
    }

    private static func paragraph(_ text: PaperText, _ style: TextStyle) -> String {
        let element = style.size == .title ? "h1" : "p"
        return "<\(element) class=\"\(classes(style))\">\(inline(text))</\(element)>"
    }

    private static func classes(_ style: TextStyle) -> String {
        let size = switch style.size {
        case .small: "paper-small"
        case .body: "paper-body"
        case .large: "paper-large"
        case .title: "paper-title"
        }
        let names = [size, alignment(style.alignment), style.isBold ? "paper-bold" : nil,
            style.isItalic ? "paper-italic" : nil]
        return names.compactMap { $0 }.joined(separator: " ")
    }

    private static func alignment(_ alignment: TextStyle.Alignment) -> String {
        switch alignment {
        case .left: "paper-left"
        case .centre: "paper-centre"
        case .right: "paper-right"
        case .justified: "paper-justified"
        }
    }

    private static func inline(_ text: PaperText) -> String {
        text.runs.map { run in
            let lines = escaped(run.text).split(separator: "\n", omittingEmptySubsequences: false)
            let words = lines.joined(separator: "<br>")
            let slanted = run.isItalic ? "<em>\(words)</em>" : words
            return run.isBold ? "<strong>\(slanted)</strong>" : slanted
        }.joined()
    }

    private static func head(_ head: OfficialHead) -> String {
        func line(_ text: String, _ name: String) -> String {
            text.isEmpty ? "" : "<p class=\"\(name)\">\(inline(PaperText(text)))</p>"
        }
        return """
            <header class="paper-head"><div>\(line(head.superior, "paper-superior"))\
            \(line(head.agency, "paper-agency"))\(line(head.number, "paper-number"))</div>\
            <div>\(line(OfficialHead.state, "paper-state"))\(line(OfficialHead.motto, "paper-motto"))\
            \(line(head.placeAndDate, "paper-date"))</div></header>
            """
    }

    /// Widths stand in the markup as grid classes cannot hold every share; `width` of `col` is not a style attribute.
    private static func widths(_ shares: [Double]) -> String {
        let total = shares.reduce(0, +)
        let columns = shares.map { "<col width=\"\(Int(($0 / total * 100).rounded()))%\">" }
        return "<colgroup>\(columns.joined())</colgroup>"
    }

    private static func columns(_ columns: [PaperColumn]) throws -> String {
        let cells = try columns.map { "<td>\(try render($0.blocks))</td>" }.joined()
        return """
            <table class="paper-columns" role="presentation">\(widths(columns.map(\.share)))\
            <tbody><tr>\(cells)</tr></tbody></table>
            """
    }

    private static func table(_ table: PaperTable) -> String {
        let titles = table.columns.map { "<th scope=\"col\">\(escaped($0.title))</th>" }.joined()
        let rows = table.rows.map { row in
            let cells = zip(row, table.columns).map { text, column in
                "<td class=\"\(alignment(column.alignment))\">\(inline(text))</td>"
            }
            return "<tr>\(cells.joined())</tr>"
        }
        return """
            <table class="paper-table\(table.size == .small ? " paper-small" : "")">\
            \(widths(table.columns.map(\.share)))\
            <thead><tr>\(titles)</tr></thead><tbody>\(rows.joined())</tbody></table>
            """
    }

    private static func signatures(_ signatures: [Signature]) -> String {
        let places = signatures.map { signature in
            """
            <div><p class="paper-signature-title">\(escaped(signature.title))</p>\
            <p class="paper-signature-hint">\(escaped(signature.hint))</p>\
            <p class="paper-signature-name">\(inline(PaperText(signature.name)))</p></div>
            """
        }
        return "<div class=\"paper-signatures\">\(places.joined())</div>"
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for character in text.unicodeScalars {
            switch character {
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "&": out += "&amp;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(character)
            }
        }
        return out
    }
}
