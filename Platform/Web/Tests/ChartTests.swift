import Testing

@testable import Web

@Suite struct ChartTests {
    static let kinds: [Chart.Kind] = [.bars, .stackedBars, .columns, .lines]

    private func chart(_ kind: Chart.Kind) -> Chart {
        Chart(
            kind, title: "Hồ sơ", summary: "Tăng dần.", categoryTitle: "Tháng", categories: ["T1", "T2", "T3"],
            series: [.init("Đúng hạn", [1210, 12, 7]), .init("Quá hạn", [3, 1, 2])])
    }

    @Test(arguments: kinds) func `the drawing and the table behind it say the same numbers`(kind: Chart.Kind) {
        let html = Components.chart(chart(kind), Pages.strings()).text
        let drawn = html.matches(of: /data-tip="(T\d) · ([^:]+): ([^"]+)"/).map { "\($0.1) \($0.2) \($0.3)" }.sorted()
        let tabled = html.matches(of: /<td data-label="Tháng">(T\d)<\/td>(.*?)<\/tr>/).flatMap { row in
            row.2.matches(of: /data-label="((?:Đúng|Quá) hạn)">([^<]+)</).map { "\(row.1) \($0.1) \($0.2)" }
        }.sorted()
        #expect(drawn == tabled && drawn.count == 6 && drawn.contains("T1 Đúng hạn 1.210"))
    }

    @Test(arguments: kinds) func `every mark lies inside the drawing`(kind: Chart.Kind) throws {
        let html = Components.chart(chart(kind), Pages.strings()).text
        let height = try #require(html.firstMatch(of: /class="chart"[^>]*height="(\d+)"/).flatMap { Int($0.1) })
        let across = html.matches(of: /\s(?:x|x1|x2|cx|width)="([\d.]+)%"/).compactMap { Double($0.1) }
        let down = html.matches(of: /\s(?:y|y1|y2|cy)="(-?\d+)"/).compactMap { Int($0.1) }
        #expect(across.allSatisfy { (0...100).contains($0) } && down.allSatisfy { (0...height).contains($0) })
    }

    @Test(arguments: kinds) func `a chart of nothing is still a chart`(kind: Chart.Kind) {
        let empty = Chart(kind, title: "x", summary: "y", categoryTitle: "z", categories: [], series: [.init("a", [])])
        let zero = Chart(
            kind, title: "x", summary: "y", categoryTitle: "z", categories: ["b"], series: [.init("a", [0])])
        #expect(Components.chart(empty, Pages.strings()).text.contains("<svg"))
        #expect(!Components.chart(zero, Pages.strings()).text.contains("nan"))
    }

    @Test(arguments: [(0.0, 4.0), (3, 4), (7, 8), (110, 120), (600, 600), (1210, 1600), (99_999, 100_000)])
    func `the scale ends at a round number not below the highest`(highest: Double, end: Double) {
        let chart = Chart(
            .columns, title: "", summary: "", categoryTitle: "", categories: ["a"], series: [.init("s", [highest])])
        #expect(chart.scaleEnd == end)
    }
}
