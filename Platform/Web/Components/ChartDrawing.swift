/// The marks of one chart: places across in per cent of the width, down in pixels.
struct ChartDrawing {
    let chart: Chart
    let formats: Formats

    var height: Int {
        switch chart.kind {
        case .bars: rowHeight * max(chart.categories.count, 1)
        case .stackedBars: rowHeight * max(chart.categories.count, 1)
        case .columns, .lines: plotBottom + 28
        }
    }

    var marks: HTML {
        switch chart.kind {
        case .bars: bars
        case .stackedBars: stackedBars
        case .columns: "\(scale)\(columns)\(categoryNames)"
        case .lines: "\(scale)\(lines)\(categoryNames)"
        }
    }

    private var rowHeight: Int { chart.kind == .bars ? 26 + 20 * max(chart.series.count, 1) : 50 }
    private let plotTop = 22
    private let plotBottom = 222

    // MARK: Across

    /// A full bar leaves room for its number.
    private let barWidthMax = 82.0

    private var bars: HTML {
        var out: HTML = .empty
        for (row, category) in chart.categories.enumerated() {
            out += "<text class=\"name\" x=\"0\" y=\"\(row * rowHeight + 16)\">\(category)</text>"
            for (index, series) in chart.series.enumerated() {
                let width = share(series.values[row]) * barWidthMax
                let top = row * rowHeight + 23 + index * 20
                out += """
                    <g\(tip(row, index))><rect class="c\(chart.colour(index))" x="0" y="\(top)" \
                    width="\(percent(width))" height="16" rx="2"/>\
                    <text class="value" x="\(percent(width))" dx="6" y="\(top + 13)">\
                    \(text(series.values[row]))</text></g>
                    """
            }
        }
        return out
    }

    private var stackedBars: HTML {
        var out: HTML = .empty
        for (row, category) in chart.categories.enumerated() {
            out += "<text class=\"name\" x=\"0\" y=\"\(row * rowHeight + 16)\">\(category)</text>"
            var left = 0.0
            for (index, series) in chart.series.enumerated() where series.values[row] > 0 {
                let width = share(series.values[row]) * barWidthMax
                out += """
                    <g\(tip(row, index))><rect class="c\(chart.colour(index)) part" x="\(percent(left))" \
                    y="\(row * rowHeight + 23)" width="\(percent(width))" height="18"/></g>
                    """
                left += width
            }
            out += """
                <text class="value" x="\(percent(left))" dx="6" y="\(row * rowHeight + 37)">\
                \(text(chart.total(row)))</text>
                """
        }
        return out
    }

    // MARK: Over time

    private var scale: HTML {
        let lines = (0...4).map { step -> HTML in
            let value = chart.scaleEnd * Double(step) / 4
            let decimals = value == value.rounded() ? 0 : max(chart.decimals, 1)
            let place = y(value)
            return """
                <line class="grid" x1="0" x2="100%" y1="\(place)" y2="\(place)"/>\
                <text class="tick" x="0" y="\(place)" dy="-4">\(formats.number(value, decimals: decimals))</text>
                """
        }
        return "\(lines)"
    }

    private var columns: HTML {
        var out: HTML = .empty
        let width = bandWidth * 0.72 / Double(max(chart.series.count, 1))
        for row in chart.categories.indices {
            let left = plotLeft + bandWidth * (Double(row) + 0.14)
            for (index, series) in chart.series.enumerated() {
                let value = series.values[row]
                let x = left + width * Double(index)
                out += """
                    <g\(tip(row, index))><rect class="c\(chart.colour(index))" x="\(percent(x))" y="\(y(value))" \
                    width="\(percent(width * 0.94))" height="\(plotBottom - y(value))"/></g>
                    """
            }
        }
        return out
    }

    private var lines: HTML {
        var out: HTML = .empty
        for (index, series) in chart.series.enumerated() {
            for row in chart.categories.indices.dropFirst() {
                out += """
                    <line class="line c\(chart.colour(index))" x1="\(percent(middle(row - 1)))" \
                    x2="\(percent(middle(row)))" y1="\(y(series.values[row - 1]))" y2="\(y(series.values[row]))"/>
                    """
            }
            for row in chart.categories.indices {
                out += """
                    <g\(tip(row, index))><circle class="c\(chart.colour(index))" cx="\(percent(middle(row)))" \
                    cy="\(y(series.values[row]))" r="4"/></g>
                    """
            }
        }
        return out
    }

    /// At most eight names stand below, so that they never touch on a phone.
    private var categoryNames: HTML {
        let every = (chart.categories.count + 7) / 8
        let names = chart.categories.enumerated().filter { $0.offset % max(every, 1) == 0 }.map { row, name -> HTML in
            "<text class=\"tick middle\" x=\"\(percent(middle(row)))\" y=\"\(plotBottom + 20)\">\(name)</text>"
        }
        return "\(names)"
    }

    // MARK: Places

    /// Room for the numbers of the scale.
    private let plotLeft = 8.0
    private var bandWidth: Double { (100 - plotLeft) / Double(max(chart.categories.count, 1)) }
    private func middle(_ row: Int) -> Double { plotLeft + bandWidth * (Double(row) + 0.5) }
    private func share(_ value: Double) -> Double { value / chart.scaleEnd }
    private func y(_ value: Double) -> Int { plotBottom - Int((share(value) * Double(plotBottom - plotTop)).rounded()) }

    private func percent(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let rest = hundredths % 100
        return rest == 0 ? "\(hundredths / 100)%" : "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    private func text(_ value: Double) -> String { formats.number(value, decimals: chart.decimals) }

    /// What the script shows at a mark: "Tháng 10 · Đúng hạn: 120".
    private func tip(_ row: Int, _ index: Int) -> HTML {
        let series = chart.series[index]
        return " data-tip=\"\(chart.categories[row]) · \(series.name): \(text(series.values[row]))\""
    }
}
