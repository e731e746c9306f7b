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
        (2_339, 2_517, "92,9 %", "92.9%"), (2_515, 2_517, "99,92 %", "99.92%"), (1, 2_517, "0,04 %", "0.04%"),
        (247, 2_000, "12,4 %", "12.4%"), (994, 1_000, "99,4 %", "99.4%"), (995, 1_000, "99,50 %", "99.50%"),
        (5, 1_000, "0,5 %", "0.5%"), (99_999, 100_000, "99,99 %", "99.99%"), (1, 100_000, "0,01 %", "0.01%"),
        (7, 7, "100 %", "100%"), (0, 7, "0 %", "0%"), (0, 0, "–", "–"),
    ])
    func `shares are written as published ones and never rounded to all or nothing`(
        part: Int, whole: Int, vi: String, en: String
    ) {
        #expect(vietnamese.share(part, of: whole) == vi && english.share(part, of: whole) == en)
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
    }

    @Test(arguments: [
        (2, "còn 2 ngày làm việc"), (1, "còn 1 ngày làm việc"), (0, "đến hạn hôm nay"), (-1, "quá hạn 1 ngày làm việc"),
        (-12, "quá hạn 12 ngày làm việc"),
    ])
    func `the days left are said in words`(days: Int, text: String) {
        #expect(vietnamese.workingDays(left: days) == text)
        #expect(vietnamese.workingDays(left: 0, isLate: true) == "đã quá hạn")
    }
}
