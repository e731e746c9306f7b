import Access
import Base
import Books
import Dossiers
import Storage
import TestKit
import Testing
import Web

@testable import Papers

@Suite struct RegisterTests {
    @Test(arguments: Engine.tested)
    func `the register lists the book by number, searched by number, code and name`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let first = try await world.received()
        var other = PapersWorld.applicant
        (other.name, other.phone) = ("Lê Văn Đạo", "0987654321")
        let second = try await world.received(applicant: other)
        let client = try await world.client("motcua1")
        let all = try await client.get("/so-theo-doi").text
        #expect(all.contains("Hồ Thị Xương") && all.contains("Lê Văn Đạo") && all.contains("/ho-so/\(first)"))
        for query in ["2", "L%C3%AA%20V%C4%83n%20%C4%90%E1%BA%A1o", "0987654321",
            try await world.folder(second).dossier.code.text]
        {
            let found = try await client.get("/so-theo-doi?tim=\(query)").text
            #expect(found.contains("Lê Văn Đạo") && !found.contains("Hồ Thị Xương"), "\(query)")
        }
        #expect(!(try await client.get("/so-theo-doi?ky=2026-10").text.contains("Lê Văn Đạo")))
        #expect(try await client.get("/so-theo-doi?ky=2026").text.contains("Lê Văn Đạo"))
    }

    @Test(arguments: Engine.tested)
    func `a month is printed with void numbers in their place`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        _ = try await world.received()
        let slip = try #require(try await world.slips(id).first)
        try await world.perform("giamdoc", .voidSlip) {
            try VoidSlip(slip.id, of: id.description, reason: "In sai", isReplaced: true).run(in: $0, act: $1)
        }
        let reader = try PaperReader()
        defer { reader.remove() }
        let client = try await world.client("giamdoc")
        let pdf = try await client.get("/so-theo-doi/pdf?ky=2026-11").bytes
        let text = try reader.text(of: pdf).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for words in ["SỔ THEO DÕI HỒ SƠ", "Quyển số: 01/2026", "Tháng 11 năm 2026", "Tổng số trong kỳ: 3", "In sai"] {
            #expect(text.contains(words), "\(words)")
        }
        #expect(try await client.get("/so-theo-doi/in?ky=2026-11").text.contains("sheet a4-landscape"))
        let empty = try reader.text(of: try await client.get("/so-theo-doi/pdf?ky=2026-10").bytes)
        #expect(empty.contains("Trong kỳ không có hồ sơ"))
    }

    @Test(arguments: Engine.tested)
    func `receipt and register tell how many sets of papers were handed in`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let (one, three) = (try await world.received(), try await world.received(sets: 3))
        for (id, told) in [(one, "01"), (three, "03")] {
            let folder = try await world.folder(id)
            let values = DossierValues(folder: folder, slip: nil, issuer: folder.agency, publicURL: "")
            #expect(values.values(.receipt).fields["sets"] == told)
        }
        let permit = try await world.act("motcua1", "dossier.see").permit
        let register = try await world.database.read { snapshot in
            let today = TestSite.morning.localDate
            let question = BookStore.Question(
                agency: try #require(permit.agency), book: .receipt, from: today, through: today)
            return try Register.read(question, limit: 10, for: permit, in: snapshot)
        }
        #expect(register.rows.map { $0["sets"] } == ["01", "03"])
        for wrong in [0, 100] {
            await #expect(throws: Problem.invalid([FieldFault("sets", "dossier.sets-range", ["max": "99"])])) {
                _ = try await world.received(sets: wrong)
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `each commune has its own book`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received(by: "hp-motcua")
        #expect(try await world.slips(id).map(\.text) == ["01/TNHS"])
        #expect(try await world.client("hp-motcua").get("/so-theo-doi").text.contains("Hồ Thị Xương"))
        #expect(!(try await world.client("motcua1").get("/so-theo-doi").text.contains("Hồ Thị Xương")))
        #expect(try await world.client("0900000101").get("/so-theo-doi").status == 403)
    }

    @Test func `periods are months and years that there can be`() {
        #expect(RegisterPeriod("2026-11")?.from.iso8601 == "2026-11-01")
        #expect(RegisterPeriod("2026-02")?.through.iso8601 == "2026-02-28")
        #expect(RegisterPeriod("2026")?.through.iso8601 == "2026-12-31")
        for text in ["", "2026-13", "2026-0", "26", "2026-11-01", "x", "-"] {
            #expect(RegisterPeriod(text) == nil, "\(text)")
        }
    }
}
