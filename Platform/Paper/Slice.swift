/// What stands on a page in one piece: the unit in which a paper breaks over pages. Lengths are points.
indirect enum Slice {
    case gap(Double)
    case line(ShapedText.Line)
    case rule(x: Double, width: Double)
    case barcode(Code128, x: Double, width: Double, height: Double)
    case qrCode(QRCode, x: Double, side: Double)
    case row(Row)
    /// Stays together when a page can hold it.
    case group([Slice])
    case pageBreak

    /// Cells side by side; broken only when a whole page cannot hold them.
    struct Row {
        struct Cell {
            let x: Double
            let width: Double
            var slices: [Slice]
        }

        var cells: [Cell]
        let isRuled: Bool
        /// Repeated above when the row begins on a new page.
        var head: [Slice] = []

        static let ruledPadding = 2.5
        var padding: Double { isRuled ? Row.ruledPadding : 0 }
        var height: Double { 2 * padding + (cells.map { Slice.height(of: $0.slices) }.max() ?? 0) }
    }

    var height: Double {
        switch self {
        case .gap(let height): height
        case .line(let line): line.height
        case .rule: 1
        case .barcode(_, _, _, let height): height
        case .qrCode(_, _, let side): side
        case .row(let row): row.height
        case .group(let slices): Slice.height(of: slices)
        case .pageBreak: 0
        }
    }

    static func height(of slices: [Slice]) -> Double { slices.reduce(0) { $0 + $1.height } }

    /// What of `slices` fits into `height`, and the rest.
    static func split(_ slices: [Slice], at height: Double) -> (fits: [Slice], rest: [Slice]) {
        var left = height
        for (index, slice) in slices.enumerated() {
            if slice.height > left {
                let rest = Array(slices[(index + 1)...])
                if case .row(let row) = slice, let (upper, lower) = row.split(at: left) {
                    return (slices[..<index] + [.row(upper)], [.row(lower)] + rest)
                }
                if case .group(let inner) = slice {
                    let parts = split(inner, at: left)
                    return (slices[..<index] + parts.fits, parts.rest + rest)
                }
                return (Array(slices[..<index]), [slice] + rest)
            }
            left -= slice.height
        }
        return (slices, [])
    }
}

extension Slice.Row {
    /// Two rows of which the upper fits into `height`; nil when not even one line of any cell does.
    func split(at height: Double) -> (upper: Slice.Row, lower: Slice.Row)? {
        var upper = self
        var lower = self
        var isMoved = false
        for index in cells.indices {
            let parts = Slice.split(cells[index].slices, at: height - 2 * padding)
            upper.cells[index].slices = parts.fits
            lower.cells[index].slices = parts.rest
            isMoved = isMoved || !parts.fits.isEmpty
        }
        return isMoved ? (upper, lower) : nil
    }
}
