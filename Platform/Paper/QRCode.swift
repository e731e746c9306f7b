import CQREncode

/// A QR code (ISO/IEC 18004), correction level M: readable with 15 % of it worn away.
package struct QRCode: Sendable, Equatable {
    /// What version 40 holds at level M.
    package static let bytesMax = 2331
    /// White on each side, in modules.
    static let quietZone = 4

    package let text: String
    /// Modules a side, without quiet zone.
    package let side: Int
    /// Row by row; true is dark.
    let modules: [Bool]

    /// Throws `PaperError.notEncodable` when the text is empty or longer than 2,331 bytes of UTF-8.
    package init(_ text: String) throws {
        var bytes = Array(text.utf8)
        guard (1...QRCode.bytesMax).contains(bytes.count),
            let code = QRcode_encodeData(Int32(bytes.count), &bytes, 0, QR_ECLEVEL_M)
        else { throw PaperError.notEncodable(text) }
        defer { QRcode_free(code) }
        self.text = text
        side = Int(code.pointee.width)
        modules = (0..<side * side).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Modules a side with both quiet zones.
    package var moduleCount: Int { side + 2 * QRCode.quietZone }

    package func isDark(row: Int, column: Int) -> Bool { modules[row * side + column] }

    /// Dark stretches as (row, column, length) in modules from the corner of the quiet zone.
    var stretches: [(row: Int, column: Int, length: Int)] {
        var found: [(Int, Int, Int)] = []
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, isDark(row: row, column: column) { column += 1 }
                if column > start { found.append((row + QRCode.quietZone, start + QRCode.quietZone, column - start)) }
                column += 1
            }
        }
        return found
    }

    /// A picture for a page, black on white, with `label` for those who do not see it.
    package func svg(label: String) -> String {
        let path = stretches.map { "M\($0.column) \($0.row)h\($0.length)v1h-\($0.length)z" }.joined()
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="qr-code" role="img" \
            aria-label="\(PaperHTML.escaped(label))" \
            viewBox="0 0 \(moduleCount) \(moduleCount)" shape-rendering="crispEdges">\
            <rect width="\(moduleCount)" height="\(moduleCount)" fill="#fff"/><path d="\(path)" fill="#000"/></svg>
            """
    }
}
