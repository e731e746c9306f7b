import Base
import Storage
import TestKit
import Testing

@testable import Privacy

@Suite struct RecordKindTests {
    @Test func `the list is whole: names once, levels 1 to 4, personal data never below level 3`() {
        let kinds = RecordKind.all
        #expect(kinds.count >= 12 && Set(kinds.map(\.id)).count == kinds.count)
        #expect(kinds.filter(\.isPersonal).allSatisfy { $0.level >= 3 })
        #expect(kinds.filter { !$0.isPersonal }.allSatisfy { $0.level <= 2 })
    }

    @Test(arguments: [
        ("P90D", "2026-08-25"), ("P13M", "2025-10-23"), ("P10Y", "2016-11-23"), ("permanent", nil), ("current", nil),
    ])
    func `a term says which day is over`(text: String, over: String?) throws {
        let keep = try #require(RecordKind.Keep(text))
        let today = try #require(LocalDate(iso8601: "2026-11-23"))
        #expect(keep.isOver(before: today)?.iso8601 == over)
    }

    @Test func `a month that has no such day ends on its last`() throws {
        let today = try #require(LocalDate(iso8601: "2028-03-31"))
        #expect(RecordKind.Keep.months(1).isOver(before: today)?.iso8601 == "2028-02-29")
        #expect(RecordKind.Keep.months(3).isOver(before: today)?.iso8601 == "2027-12-31")
    }

    @Test(arguments: ["", "P", "10Y", "P0D", "P-1D", "P5W", "for ever"])
    func `a term that nobody understands is refused`(text: String) { #expect(RecordKind.Keep(text) == nil) }

    @Test(arguments: Engine.tested)
    func `everybody reads what is kept and why, administrators the tables too`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let notice = try await WebClient(world.app.dispatcher).get(RecordKindPages.path)
        #expect(notice.status == 200 && !notice.text.contains("read_log"))
        for kind in RecordKind.all {
            #expect(notice.text.contains(kind.purpose.text("vi")) == kind.isPersonal, "\(kind.id)")
        }
        #expect(try await world.client("quantri").get(RecordKindPages.adminPath).text.contains("read_log_item"))
        #expect(try await world.client("motcua1").get(RecordKindPages.adminPath).status == 403)
    }
}
