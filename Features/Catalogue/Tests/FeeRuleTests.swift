import Base
import Testing

@testable import Catalogue

@Suite struct FeeRuleTests {
    private static let certified = FeeRule.byPage(FeeRule.PagePrice(first: Dong(2000), firstPages: 2,
        further: Dong(1000), capPerCopy: Dong(200_000)))

    /// TT 226/2016/TT-BTC: min(200,000; 2,000 for pages 1 and 2, 1,000 from page 3) for each copy.
    @Test(arguments: [
        (1, 1, 2000), (2, 1, 4000), (3, 1, 5000), (5, 2, 14_000), (10, 1, 12_000), (197, 1, 199_000), (198, 1, 200_000),
        (199, 1, 200_000), (2000, 3, 600_000),
    ])
    func certifiedCopiesArePaidByThePageOfTheOriginal(pages: Int, copies: Int, expected: Int64) throws {
        let count = try #require(FeeCount([.init(pages: pages, copies: copies)]))
        let bill = try #require(Self.certified.bill(for: count))
        #expect(bill.total == Dong(expected))
        #expect(bill.lines.map(\.isCapped) == [pages >= 198])
    }

    @Test func eachOriginalHasItsLineAndTheTotalIsTheirSum() throws {
        let count = try #require(FeeCount([.init(pages: 2, copies: 5), .init(pages: 10, copies: 1)]))
        let bill = try #require(Self.certified.bill(for: count))
        #expect(bill.lines.map(\.perCopy) == [Dong(4000), Dong(12_000)])
        #expect(bill.lines.map(\.sum) == [Dong(20_000), Dong(12_000)])
        #expect(bill.total == Dong(32_000))
    }

    @Test func withoutACountTheLeastIsCharged() {
        #expect(Self.certified.bill(for: nil)?.total == Dong(2000))
        #expect(FeeRule.byCopy(Dong(8000)).bill(for: FeeCount(copies: 3))?.total == Dong(24_000))
        #expect(FeeRule.fixed(Dong(10_000)).bill(for: FeeCount(copies: 3))?.total == Dong(10_000))
        #expect(FeeRule.unknown.bill(for: FeeCount(copies: 3)) == nil)
    }

    @Test(arguments: ["5x2", "1x1", "5x2 10x1"])
    func aCountComesBackFromItsShortForm(code: String) { #expect(FeeCount(code: code)?.code == code) }

    @Test(arguments: ["", "5", "0x1", "1x0", "5x2x1", "ax1", "2001x1", "1x501", "-1x2"])
    func whatNobodyBringsIsNoCount(code: String) { #expect(FeeCount(code: code) == nil) }

    /// The catalogue that comes with the program: what is counted by what.
    @Test(arguments: [
        ("2.000815", Channel.counter, "page 2000"), ("2.000942", .counter, "page 2000"),
        ("2.000635", .counter, "copy 8000"),
        ("2.002516", .counter, "fixed 8000"), ("2.000884", .counter, "fixed 10000"), ("1.001193", .counter, "fixed 0"),
    ])
    func theRuleFitsTheProcedure(code: String, channel: Channel, expected: String) throws {
        let record = try #require(CatalogueFile.read(CatalogueFile.builtIn).records.first { $0.code == code })
        let procedure = Procedure(record, id: ID(at: Instant(microseconds: 0)), version: 1,
            effectiveFrom: LocalDate(dayNumber: 0), isWithdrawn: false)
        let words =
            switch procedure.feeRule(for: channel) {
            case .byPage(let price): "page \(price.first.amount)"
            case .byCopy(let price): "copy \(price.amount)"
            case .fixed(let price): "fixed \(price.amount)"
            case .unknown: "unknown"
            }
        #expect(words == expected)
    }
}
