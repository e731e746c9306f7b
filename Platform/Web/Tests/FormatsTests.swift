import Base
import Testing

@testable import Web

@Suite struct FormatsTests {
    let vietnamese = Pages.strings("vi").formats
    let english = Pages.strings("en").formats
    let moment = Instant(iso8601: "2026-11-25T10:30")

    @Test func `dates are written as people write them`() throws {
        let moment = try #require(moment)
        #expect(vietnamese.dateTime(moment) == "thứ Tư, 25/11/2026 lúc 10:30")
        #expect(english.dateTime(moment) == "Wednesday, 25 November 2026 at 10:30")
        #expect(vietnamese.shortDateTime(moment) == "25/11/2026 10:30")
    }

    @Test(arguments: [
        (0.929, "92,9 %", "92.9%"), (1, "100,0 %", "100.0%"), (0.00049, "0,0 %", "0.0%"), (0.1235, "12,4 %", "12.4%"),
    ])
    func `shares have one decimal`(share: Double, vi: String, en: String) {
        #expect(vietnamese.percent(share) == vi && english.percent(share) == en)
    }

    @Test(arguments: [
        (1_234_567.891, 2, "1.234.567,89"), (0.05, 1, "0,1"), (-0.04, 1, "0,0"), (-2.5, 0, "-3"), (7.006, 2, "7,01"),
    ])
    func `numbers with decimals keep their zeros`(number: Double, decimals: Int, text: String) {
        #expect(vietnamese.number(number, decimals: decimals) == text)
    }

    @Test func `money, sizes and nothing`() {
        #expect(vietnamese.money(Dong(1_234_567)) == "1.234.567 ₫" && english.money(Dong(1_234_567)) == "1,234,567 ₫")
        #expect(vietnamese.fileSize(20_000_000) == "20 MB" && vietnamese.fileSize(1_460_000) == "1,5 MB")
        #expect(vietnamese.fileSize(312_400) == "312 kB" && vietnamese.fileSize(12) == "1 kB")
        #expect(vietnamese.percent(nil) == "–")
    }

    @Test(arguments: [
        (2, "còn 2 ngày làm việc"), (1, "còn 1 ngày làm việc"), (0, "đến hạn hôm nay"), (-1, "quá hạn 1 ngày làm việc"),
        (-12, "quá hạn 12 ngày làm việc"),
    ])
    func `the days left are said in words`(days: Int, text: String) {
        #expect(vietnamese.workingDays(left: days) == text)
    }
}
