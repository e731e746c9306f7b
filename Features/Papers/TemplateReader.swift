import Paper

/// Reads the text of a template against the values that its form has. It reads on after a fault, so that whoever wrote
/// the text sees every fault at once.
package struct TemplateReader {
    /// More is no layout.
    package static let bytesMax = 65_536
    static let faultsMax = 20
    private static let depthMax = 8

    let fields: PaperFields
    private var lines: [(number: Int, text: String)]
    private var next = 0
    private(set) var faults: [TemplateFault] = []
    private var sheet: PaperSize?
    private var wide: PaperTemplate.Wide?
    private var title: TemplateText?
    private var footer = TemplateText.empty
    private var hasBarcode = false
    private var hasQRCode = false

    /// - Throws: `TemplateFaults`, at most `faultsMax` of them.
    package static func read(_ text: String, for form: PaperForm) throws(TemplateFaults) -> PaperTemplate {
        guard text.utf8.count <= bytesMax else {
            throw TemplateFaults(list: [TemplateFault(0, .tooLong, "\(bytesMax / 1024)")])
        }
        var reader = TemplateReader(text, fields: PaperFields.of(form))
        let (elements, end) = reader.block(depth: 0, list: nil)
        if let end { reader.fail(end.line, .nothingToClose, "@\(end.word)") }
        if reader.sheet == nil { reader.fail(0, .noSheet) }
        if reader.title == nil { reader.fail(0, .noTitle) }
        if reader.fields.hasDossier, !reader.hasBarcode { reader.fail(0, .noBarcode) }
        if reader.fields.hasDossier, !reader.hasQRCode { reader.fail(0, .noQRCode) }
        guard reader.faults.isEmpty, let sheet = reader.sheet, let title = reader.title else {
            throw TemplateFaults(list: Array(reader.faults.prefix(faultsMax)))
        }
        return PaperTemplate(
            sheet: sheet, wide: reader.wide, title: title, footer: reader.footer, elements: elements)
    }

    private init(_ text: String, fields: PaperFields) {
        self.fields = fields
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .map { ($0.offset + 1, $0.element.trimmed) }
            .filter { !$0.1.isEmpty && !$0.1.hasPrefix("#") }
    }

    private mutating func fail(_ line: Int, _ kind: TemplateFault.Kind, _ what: String = "") {
        faults.append(TemplateFault(line, kind, String(what.prefix(60))))
    }

    // MARK: Blocks

    /// What ends a block: `@end`, `@else`, or a part of the block around it.
    private struct End {
        let line: Int
        let word: String
        let rest: String
    }

    private static let ends: Set<String> = ["end", "else", "column", "cell", "sign"]

    /// Elements up to a line that ends them.
    private mutating func block(depth: Int, list: String?) -> ([TemplateElement], End?) {
        var elements: [TemplateElement] = []
        while next < lines.count {
            let (number, text) = lines[next]
            next += 1
            guard text.hasPrefix("@") else {
                elements.append(paragraph(text, number, list))
                continue
            }
            let (word, rest) = text.dropFirst().firstWord
            if Self.ends.contains(word) { return (elements, End(line: number, word: word, rest: rest)) }
            guard depth < Self.depthMax else {
                fail(number, .tooDeep, "\(Self.depthMax)")
                next = lines.count
                return (elements, nil)
            }
            if let element = element(word, rest, number, depth, list) { elements.append(element) }
        }
        return (elements, nil)
    }

    /// A block that `@end` closes.
    private mutating func closed(_ line: Int, _ word: String, depth: Int, list: String?) -> [TemplateElement] {
        let (elements, end) = block(depth: depth + 1, list: list)
        expectEnd(end, of: line, word)
        return elements
    }

    private mutating func expectEnd(_ end: End?, of line: Int, _ word: String) {
        guard let end else { return fail(line, .notClosed, "@\(word)") }
        if end.word != "end" { fail(end.line, .misplaced, "@\(end.word)") }
    }

    private mutating func element(
        _ word: String, _ rest: String, _ line: Int, _ depth: Int, _ list: String?
    ) -> TemplateElement? {
        switch word {
        case "sheet", "wide", "title", "footer":
            if depth > 0 { fail(line, .misplaced, "@\(word)") }
            setting(word, rest, line)
            return nil
        case "head":
            let parts = parts(rest, 4, line).map { text($0, line, list) }
            guard parts.count == 4 else { return nil }
            return .head(superior: parts[0], agency: parts[1], number: parts[2], date: parts[3])
        case "space": return number(rest, 0...60, line).map { .space($0) }
        case "columns": return columns(line, depth, list)
        case "table": return table(rest, line, list)
        case "each":
            let inner = knownList(rest, line)
            let elements = closed(line, word, depth: depth, list: inner)
            return inner.map { .each(list: $0, elements) }
        case "if": return either(rest, line, depth, list)
        case "signatures": return signatures(line, list)
        case "barcode", "qr": return code(word, rest, line, list)
        case "together": return .together(closed(line, word, depth: depth, list: list))
        case "page": return .pageBreak
        default:
            fail(line, .unknownCommand, "@\(word)")
            return nil
        }
    }

    private mutating func setting(_ word: String, _ rest: String, _ line: Int) {
        switch word {
        case "title": title = text(rest, line, nil)
        case "footer": footer = text(rest, line, nil)
        case "sheet":
            sheet = Self.sheets[rest]
            if sheet == nil { fail(line, .unknownSheet, rest) }
        default:
            let (list, rows) = rest.firstWord
            guard let list = knownList(list, line), let rows = number(rows, 1...500, line) else { return }
            wide = PaperTemplate.Wide(list: list, rows: Int(rows))
        }
    }

    private static let sheets: [String: PaperSize] = ["a4": .a4, "a5": .a5, "a4-landscape": .a4Landscape]

    private mutating func columns(_ line: Int, _ depth: Int, _ list: String?) -> TemplateElement? {
        var columns: [TemplateElement.Column] = []
        var (before, end) = block(depth: depth + 1, list: list)
        if !before.isEmpty { fail(line, .misplaced, "@columns") }
        while let part = end, part.word == "column" {
            let share = number(part.rest, 1...100, part.line)
            (before, end) = block(depth: depth + 1, list: list)
            columns.append(TemplateElement.Column(share: share ?? 1, elements: before))
        }
        expectEnd(end, of: line, "columns")
        if columns.isEmpty { fail(line, .emptyBlock, "@columns") }
        return columns.isEmpty ? nil : .columns(columns)
    }

    private mutating func either(_ name: String, _ line: Int, _ depth: Int, _ list: String?) -> TemplateElement {
        if !fields.knows(name, in: list), fields.lists[name] == nil { fail(line, .unknownField, name) }
        let (then, end) = block(depth: depth + 1, list: list)
        guard let end, end.word == "else" else {
            expectEnd(end, of: line, "if")
            return .either(name: name, then: then, otherwise: [])
        }
        return .either(name: name, then: then, otherwise: closed(line, "if", depth: depth, list: list))
    }

    // MARK: Tables, signatures, codes

    /// Lines of one kind up to `@end`.
    private mutating func rows(of word: String, in block: String, _ line: Int) -> [End] {
        var rows: [End] = []
        while next < lines.count {
            let (number, text) = lines[next]
            next += 1
            let (first, rest) = text.dropFirst().firstWord
            guard text.hasPrefix("@"), first == word || first == "end" else {
                fail(number, .misplaced, text)
                continue
            }
            if first == "end" {
                if rows.isEmpty { fail(line, .emptyBlock, "@\(block)") }
                return rows
            }
            rows.append(End(line: number, word: first, rest: rest))
        }
        fail(line, .notClosed, "@\(block)")
        return rows
    }

    private mutating func table(_ rest: String, _ line: Int, _ outer: String?) -> TemplateElement? {
        let (name, style) = rest.firstWord
        let list = knownList(name, line)
        let size = style.isEmpty ? TextStyle.Size.body : Self.sizes[style]
        if size == nil { fail(line, .unknownStyle, style) }
        let cells = rows(of: "cell", in: "table", line).compactMap { row -> TemplateElement.Cell? in
            let parts = parts(row.rest, 3, row.line)
            guard parts.count == 3 else { return nil }
            let (share, side) = parts[0].firstWord
            let alignment = side.isEmpty ? TextStyle.Alignment.left : Self.alignments[side]
            if alignment == nil { fail(row.line, .unknownStyle, side) }
            guard let share = number(share, 1...100, row.line) else { return nil }
            return TemplateElement.Cell(
                share: share, alignment: alignment ?? .left, title: parts[1], text: text(parts[2], row.line, list))
        }
        guard let list, let size, !cells.isEmpty else { return nil }
        return .table(list: list, cells, size)
    }

    private mutating func signatures(_ line: Int, _ list: String?) -> TemplateElement? {
        let signs = rows(of: "sign", in: "signatures", line).compactMap { row -> TemplateElement.Sign? in
            let parts = parts(row.rest, 3, row.line).map { text($0, row.line, list) }
            guard parts.count == 3 else { return nil }
            return TemplateElement.Sign(title: parts[0], hint: parts[1], name: parts[2])
        }
        return signs.isEmpty ? nil : .signatures(signs)
    }

    private mutating func code(_ word: String, _ rest: String, _ line: Int, _ list: String?) -> TemplateElement? {
        let parts = parts(rest, 2, line)
        guard parts.count == 2, let size = number(parts[1], 10...150, line) else { return nil }
        let content = text(parts[0], line, list)
        func holds(_ field: String) -> Bool {
            content.parts.contains { part in
                if case .field(field, _) = part.content { true } else { false }
            }
        }
        if word == "barcode" {
            hasBarcode = hasBarcode || holds("code")
            return .barcode(content, width: size)
        }
        hasQRCode = hasQRCode || holds("lookup")
        return .qrCode(content, side: size)
    }

    // MARK: Words

    /// `[bold centre large] Words`
    private mutating func paragraph(_ line: String, _ number: Int, _ list: String?) -> TemplateElement {
        var style = TextStyle.body
        var words = line
        if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
            for word in line[line.index(after: line.startIndex)..<end].split(separator: " ").map(String.init) {
                if let alignment = Self.alignments[word] {
                    style.alignment = alignment
                } else if let size = Self.sizes[word] {
                    style.size = size
                } else if word == "bold" {
                    style.isBold = true
                } else if word == "italic" {
                    style.isItalic = true
                } else {
                    fail(number, .unknownStyle, word)
                }
            }
            words = line[line.index(after: end)...].trimmed
        }
        return .text(text(words, number, list), style)
    }

    private static let alignments: [String: TextStyle.Alignment] = [
        "left": .left, "centre": .centre, "right": .right, "justified": .justified,
    ]
    private static let sizes: [String: TextStyle.Size] = [
        "small": .small, "body": .body, "large": .large, "title": .title,
    ]

    private mutating func text(_ words: String, _ line: Int, _ list: String?) -> TemplateText {
        var cutter = TemplateTextCutter(words)
        let parts = cutter.parts()
        if cutter.hasOpenBrace { fail(line, .braceOpen, words) }
        for part in parts {
            if case .field(let name, _) = part.content, !fields.knows(name, in: list) {
                fail(line, .unknownField, name)
            }
        }
        return TemplateText(parts: parts)
    }

    /// The texts between bars, exactly so many.
    private mutating func parts(_ text: String, _ count: Int, _ line: Int) -> [String] {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false).map(\.trimmed)
        if parts.count != count {
            fail(line, .tooFewParts, "\(count)")
            return []
        }
        return parts
    }

    private mutating func number(_ text: String, _ range: ClosedRange<Double>, _ line: Int) -> Double? {
        guard let number = Double(text), range.contains(number) else {
            fail(line, .badNumber, text)
            return nil
        }
        return number
    }

    private mutating func knownList(_ name: String, _ line: Int) -> String? {
        guard fields.lists[name] != nil else {
            fail(line, .unknownList, name)
            return nil
        }
        return name
    }
}

/// All that is wrong with a template.
package struct TemplateFaults: Error, Sendable, Equatable {
    package let list: [TemplateFault]
}

extension StringProtocol {
    var trimmed: String {
        let text = drop(while: \.isWhitespace)
        guard let last = text.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(text[...last])
    }

    /// The word before the first space, and what follows it.
    var firstWord: (String, String) {
        guard let space = firstIndex(where: \.isWhitespace) else { return (String(self), "") }
        return (String(self[..<space]), self[space...].trimmed)
    }
}
