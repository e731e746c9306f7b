/// Figures as a drawing with the same figures as a table behind it. Drawn on the server, so it prints, needs no script
/// and keeps its letters at reading size on any width: widths are shares of the page, heights are pixels.
package struct Chart: Sendable {
    package enum Kind: Sendable {
        /// One bar a category, names above: for many categories or long names.
        case bars
        /// One bar a category, divided into the series: for parts of a whole.
        case stackedBars
        /// Columns side by side over time.
        case columns
        /// Lines over time.
        case lines
    }

    package struct Series: Sendable {
        let name: String
        let values: [Double]
        /// Which of the six chart colours (1 to 6); nil takes the next.
        let colour: Int?

        /// - Parameter values: one per category, zero or more.
        package init(_ name: String, _ values: [Double], colour: Int? = nil) {
            precondition(values.allSatisfy { $0 >= 0 && $0.isFinite })
            self.name = name
            self.values = values
            self.colour = colour
        }
    }

    let kind: Kind
    let title: String
    let summary: String
    let categoryTitle: String
    let categories: [String]
    let series: [Series]
    let decimals: Int

    /// - Parameters:
    ///   - summary: what the drawing shows, in a sentence, for whoever does not see it.
    ///   - categoryTitle: the heading of the table's first column: "Tháng", "Lĩnh vực".
    /// - Precondition: every series has a value for every category; at most six series.
    package init(
        _ kind: Kind, title: String, summary: String, categoryTitle: String, categories: [String], series: [Series],
        decimals: Int = 0
    ) {
        precondition(series.allSatisfy { $0.values.count == categories.count } && series.count <= 6)
        self.kind = kind
        self.title = title
        self.summary = summary
        self.categoryTitle = categoryTitle
        self.categories = categories
        self.series = series
        self.decimals = decimals
    }

    func colour(_ index: Int) -> Int { series[index].colour ?? index + 1 }
    func total(_ category: Int) -> Double { series.reduce(0) { $0 + $1.values[category] } }

    /// The end of the scale: a round number not below any value.
    var scaleEnd: Double {
        let highest =
            switch kind {
            case .bars, .columns, .lines: series.flatMap(\.values).max() ?? 0
            case .stackedBars: categories.indices.map(total).max() ?? 0
            }
        guard highest > 4 || decimals > 0, highest > 0 else { return 4 }
        var power = 1.0
        while power * 10 <= highest { power *= 10 }
        while power > highest { power /= 10 }
        let step = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8, 10].first { $0 * power >= highest } ?? 10
        return step * power
    }
}

extension Components {
    /// A chart with its legend and, folded away, its table.
    package static func chart(_ chart: Chart, _ t: Strings) -> HTML {
        let id = "do-thi-\(OnceKey.fresh().prefix(8))"
        let drawing = ChartDrawing(chart: chart, formats: t.formats)
        return """
            <figure class="figure"><figcaption>\(chart.title)</figcaption>\(legend(chart))\
            <svg class="chart" role="img" aria-labelledby="\(id)-t \(id)-d" width="100%" height="\(drawing.height)">\
            <title id="\(id)-t">\(chart.title)</title><desc id="\(id)-d">\(chart.summary)</desc>\(drawing.marks)</svg>
            <details><summary>\(t("web.table.data"))</summary>\(chartTable(chart, t))</details></figure>
            """
    }

    private static func legend(_ chart: Chart) -> HTML {
        guard chart.series.count > 1 else { return .empty }
        let items = chart.series.enumerated().map { index, series -> HTML in
            "<li><span class=\"swatch c\(chart.colour(index))\"></span>\(series.name)</li>"
        }
        return "<ul class=\"legend\">\(items)</ul>"
    }

    private static func chartTable(_ chart: Chart, _ t: Strings) -> HTML {
        let sums: [Column] = chart.kind == .stackedBars ? [Column(t("web.chart.total"), .number)] : []
        let columns = [Column(chart.categoryTitle)] + chart.series.map { Column($0.name, .number) } + sums
        let rows = chart.categories.indices.map { row -> TableRow in
            var cells: [HTML] = ["\(chart.categories[row])"]
            for series in chart.series {
                cells.append("\(t.formats.number(series.values[row], decimals: chart.decimals))")
            }
            if !sums.isEmpty { cells.append("\(t.formats.number(chart.total(row), decimals: chart.decimals))") }
            return TableRow(cells)
        }
        return table(caption: chart.title, columns: columns, rows: rows, hidesCaption: true, folds: false)
    }
}
