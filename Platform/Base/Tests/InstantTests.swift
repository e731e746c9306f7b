import Base
import Foundation
import Testing

@Suite struct InstantTests {
    @Test func everyDayOfFourCenturiesKeepsItsNumber() {
        for number in stride(from: -50_000, through: 100_000, by: 1) {
            #expect(LocalDate(dayNumber: number).dayNumber == number)
        }
    }

    @Test(arguments: [
        ("2026-11-23", Weekday.monday), ("2026-11-24", .tuesday), ("1970-01-01", .thursday), ("2024-02-29", .thursday),
    ])
    func weekdays(text: String, weekday: Weekday) throws {
        #expect(try #require(LocalDate(iso8601: text)).weekday == weekday)
    }

    @Test func midnightInVietNamIsFiveInTheAfternoonBeforeInUTC() throws {
        let date = try #require(LocalDate(iso8601: "2026-11-24"))
        #expect(Instant(date) == Instant(iso8601: "2026-11-23T17:00:00Z"))
        #expect(Instant(date).localDate == date)
        #expect(Instant(date).iso8601 == "2026-11-24T00:00:00+07:00")
    }

    @Test(arguments: ["2026-02-29", "2026-13-01", "26-01-01", "2026-1-1", "x", "2026-11-31"])
    func impossibleDatesAreRefused(text: String) { #expect(LocalDate(iso8601: text) == nil) }
}

@Suite struct IDTests {
    @Test func textComesBack() throws {
        let id = ID<Int>(at: Instant(microseconds: 1_764_000_000_000_000))
        #expect(ID<Int>(id.description) == id)
        #expect(id.description.count == 36)
        #expect(Array(id.description)[14] == "7")
    }

    @Test func laterIdsSortLater() {
        let early = ID<Int>(at: Instant(microseconds: 1_000_000))
        let late = ID<Int>(at: Instant(microseconds: 2_000_000))
        #expect(early < late)
        #expect(early.description < late.description)
    }

    @Test(arguments: ["", "x", "0190-", "ZZZZZZZZ-ZZZZ-7ZZZ-8ZZZ-ZZZZZZZZZZZZ", "../../etc/passwd"])
    func otherTextIsNoId(text: String) { #expect(ID<Int>(text) == nil) }
}

@Suite struct VietnameseTextTests {
    @Test(arguments: [
        ("Đống Đa", "dong da"), ("HƯỚNG HIỆP", "huong hiep"), ("Nguyễn Thị Ước", "nguyen thi uoc"),
        ("Nguye\u{302}\u{303}n", "nguyen"), ("hoà", "hoa"),
    ])
    func foldingDropsMarks(text: String, folded: String) { #expect(VietnameseText.folded(text) == folded) }

    @Test func namesSortByGivenName() {
        let names = ["Trần Văn Bình", "Lê Thị An", "Nguyễn Văn An"]
        #expect(names.sorted { VietnameseText.sortKey(ofName: $0) < VietnameseText.sortKey(ofName: $1) }
            == ["Lê Thị An", "Nguyễn Văn An", "Trần Văn Bình"])
    }

    @Test func tidyingMakesOneNormalForm() {
        #expect(VietnameseText.tidied("  Ho\u{300}a \u{0}  Bi\u{300}nh ") == "Hòa Bình")
    }

    @Test func `a look at the bytes lets nothing through that has to be tidied`() {
        var letThrough = 0
        for scalar in (0...0x2FFF).compactMap(Unicode.Scalar.init(_:)) {
            let text = "a\(Character(scalar))b"
            guard VietnameseText.isTidy(text) else { continue }
            letThrough += 1
            let normal = text.precomposedStringWithCanonicalMapping
            #expect(normal.unicodeScalars.elementsEqual(text.unicodeScalars))
            #expect(scalar.properties.generalCategory != .control)
            #expect(!VietnameseText.isInvisible(scalar))
            #expect(scalar == " " || !Character(scalar).isWhitespace)
        }
        #expect(letThrough > 900)
        #expect(["a  b", " a", "a ", "a\tb", "a\u{A0}b"].allSatisfy { !VietnameseText.isTidy($0) })
        #expect(VietnameseText.isTidy("") && VietnameseText.isTidy("Nguyễn Thị Ước – số 12"))
    }

    /// Turned writing, a blank without width, a filler letter, a soft hyphen, a tag, and no visible letter at all.
    @Test(arguments: [
        ("Lê\u{202E} Văn\u{202C} An", "Lê Văn An"), ("L\u{200B}ê Vă\u{2060}n An\u{FEFF}", "Lê Văn An"),
        ("Lê Văn An\u{3164}", "Lê Văn An"), ("Lê Văn\u{AD} An", "Lê Văn An"), ("Lê Văn An\u{E0041}", "Lê Văn An"),
        ("\u{2066}\u{115F}\u{2069}", ""), ("ស្រី\u{200C}ខ្មែរ", "ស្រី\u{200C}ខ្មែរ"),
    ])
    func `two names never differ by what nobody sees`(typed: String, kept: String) {
        #expect(VietnameseText.tidied(typed).unicodeScalars.elementsEqual(kept.unicodeScalars))
    }

    @Test func moneyIsGrouped() { #expect(Dong(1_234_567).text == "1.234.567 ₫") }
}
