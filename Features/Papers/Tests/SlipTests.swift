import Access
import Base
import Books
import Dossiers
import Foundation
import Mandates
import Storage
import TestKit
import Testing
import Web

@testable import Papers

/// The slips of real dossiers: given out with the deed, printed, made void.
@Suite struct SlipTests {
    private static func words(_ bytes: [UInt8]) throws -> String {
        let reader = try PaperReader()
        defer { reader.remove() }
        return try reader.text(of: bytes).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test(arguments: Engine.tested)
    func `an acceptance gives out a receipt with the next number of the year`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let (first, second) = (try await world.received(), try await world.received())
        #expect(try await world.slips(first).map(\.text) == ["01/TNHS"])
        #expect(try await world.slips(second).map(\.text) == ["02/TNHS"])
        #expect(try await world.folder(first).history.map { $0.facts["slip"] } == [nil, "01/TNHS", nil])
        let client = try await world.client("motcua1")
        let reply = try await client.get("/ho-so/\(first)/giay-tiep-nhan")
        #expect(reply.status == 200 && reply.header("content-type") == "application/pdf")
        let text = try Self.words(reply.bytes)
        for words in ["Số: 01/TNHS", "Hồ Thị Xương", "045190012345", "0912345678", "xuong@example.vn", "Tờ khai",
            "02 ngày làm việc", "09 giờ 00 phút, ngày 23 tháng 11 năm 2026", "ngày 26 tháng 11 năm 2026",
            "8.000 ₫ (chưa nộp)", "Quyển số: 01/2026", "Số thứ tự: 01"]
        {
            #expect(text.contains(words), "\(words)")
        }
        let page = try await client.get("/ho-so/\(first)/in-giay-tiep-nhan")
        #expect(page.text.contains("Số: 01/TNHS") && page.text.contains("class=\"sheet a5\""))
        #expect(!text.contains("Người nộp hồ sơ:"), "filer and applicant are one")
    }

    @Test func `a receipt says by what right the filer acts for the applicant`() async throws {
        let world = try await PapersWorld(.sqlite)
        let paper = Mandate.Paper(number: "12/2026", place: "UBND xã Hướng Hiệp",
            day: LocalDate(year: 2026, month: 11, day: 10))
        let id = try await world.received(
            filer: Party(name: "Hồ Văn Lâm"), acting: Acting(kind: .representative, paper: paper))
        let reply = try await world.client("motcua1").get("/ho-so/\(id)/giay-tiep-nhan")
        let line = "Người nộp hồ sơ: Hồ Văn Lâm (người được ủy quyền; giấy số 12/2026, UBND xã Hướng Hiệp, "
            + "ngày 10/11/2026)"
        #expect(try Self.words(reply.bytes).contains(line))
        let unsaid = try await world.received(filer: Party(name: "Hồ Văn Lâm"))
        let other = try await world.client("motcua1").get("/ho-so/\(unsaid)/giay-tiep-nhan")
        #expect(try !Self.words(other.bytes).contains("Người nộp hồ sơ:"))
    }

    @Test(arguments: Engine.tested)
    func `a request to supplement and a refusal bear numbers of their own books`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(id).run(in: $0, act: $1) }
        try await world.perform("vanphong1", "dossier.ask-supplement") {
            try AskForSupplement(id, points: "Giấy chứng sinh\nTờ khai có chữ ký", calendar: .vietnam)
                .run(in: $0, act: $1)
        }
        #expect(try await world.slips(id).map(\.text) == ["01/TNHS", "01/HDHS"])
        let client = try await world.client("vanphong1")
        let slip = try #require(try await world.slips(id).last)
        let text = try Self.words(try await client.get("/ho-so/\(id)/giay-to/pdf?so=\(slip.id)").bytes)
        for words in ["PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "Số: 01/HDHS", "1. Giấy chứng sinh",
            "2. Tờ khai có chữ ký", "NGƯỜI HƯỚNG DẪN"]
        {
            #expect(text.contains(words), "\(words)")
        }
        #expect(try Self.words(try await client.get("/ho-so/\(id)/giay-to/pdf").bytes) == text)
    }

    @Test(arguments: Engine.tested)
    func `an extension, a refusal to resolve and a stop bear their reasons and dates`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let late = try await world.received()
        try await world.perform("vanphong", "dossier.extend") {
            try ExtendDossier(late, days: 2, reason: "Chờ kết quả xác minh", calendar: .vietnam).run(in: $0, act: $1)
        }
        let declined = try await world.received()
        try await world.perform("vanphong1", "dossier.work") { try ClaimDossier(declined).run(in: $0, act: $1) }
        try await world.perform("chutich", "dossier.decline") {
            try DeclineDossier(declined, reason: "Không đủ điều kiện").run(in: $0, act: $1)
        }
        let stopped = try await world.received()
        try await world.perform("motcua1", "dossier.receive") {
            try StopDossier(stopped, reason: "Đơn của người nộp", givenBack: "Bản chính").run(in: $0, act: $1)
        }
        let client = try await world.client("motcua1")
        for (id, number, words) in [
            (late, "01/PXL", ["XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "gia hạn thời gian", "Chờ kết quả xác minh",
                "17 giờ 00 phút, ngày 26 tháng 11 năm 2026", "17 giờ 00 phút, ngày 30 tháng 11 năm 2026"]),
            (declined, "01/TCHS", ["PHIẾU TỪ CHỐI GIẢI QUYẾT HỒ SƠ", "Không đủ điều kiện", "không giải quyết"]),
            (stopped, "01/TBD", ["Dừng giải quyết hồ sơ", "Đơn của người nộp", "Bản chính", "ngày 23 tháng 11"]),
        ] {
            #expect(try await world.slips(id).last?.text == number)
            let text = try Self.words(try await client.get("/ho-so/\(id)/giay-to/pdf").bytes)
            for word in words + ["Số: \(number)"] { #expect(text.contains(word), "\(word)") }
        }
    }

    @Test(arguments: Engine.tested)
    func `the papers stand on the pages of the dossier, for officers and its filer`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received(filerAccount: try await world.account("0900000101"))
        let desk = try await world.client("giamdoc").get("/ho-so/\(id)").text
        #expect(desk.contains("Giấy tờ đã cấp") && desk.contains("01/TNHS") && desk.contains("/giay-to/huy?so="))
        #expect(desk.contains("/phieu-kiem-soat"))
        let home = try await world.client("0900000101").get("/ho-so-cua-toi/\(id)").text
        #expect(home.contains("01/TNHS") && !home.contains("/giay-to/huy") && !home.contains("/phieu-kiem-soat"))
    }

    @Test(arguments: Engine.tested)
    func `only the director makes a slip void, with a reason, and it is printed on it`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        let slip = try #require(try await world.slips(id).first)
        let path = "/ho-so/\(id)/giay-to/huy?so=\(slip.id)"
        #expect(try await world.client("motcua1").get(path).status == 403)
        #expect(try await world.client("hp-giamdoc").get(path).status == 404)
        let director = try await world.client("giamdoc")
        #expect(try await director.submit(path, form: ["reason": ""]).status == 422)
        #expect(try await director.submit(path, form: ["reason": "In sai tên", "again": "1"]).status == 303)
        #expect(try await world.slips(id).map(\.voiding?.reason) == ["In sai tên", nil])
        let list = try await director.get("/ho-so/\(id)/giay-to").text
        #expect(list.contains("01/TNHS") && list.contains("02/TNHS") && list.contains("In sai tên"))
        let text = try Self.words(try await director.get("/ho-so/\(id)/giay-to/pdf?so=\(slip.id)").bytes)
        #expect(text.contains("PHIẾU NÀY ĐÃ BỊ HỦY") && text.contains("In sai tên"))
        // The next receipt tells the same acceptance.
        let next = try Self.words(try await director.get("/ho-so/\(id)/giay-tiep-nhan").bytes)
        #expect(next.contains("Số: 02/TNHS") && next.contains("09 giờ 00 phút, ngày 23 tháng 11 năm 2026"))
    }

    @Test(arguments: Engine.tested)
    func `a citizen sees the papers of their own dossier and nobody else's`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received(filerAccount: try await world.account("0900000101"))
        let slip = try #require(try await world.slips(id).first)
        let mine = try await world.client("0900000101")
        #expect(try await mine.get("/ho-so-cua-toi/\(id)/giay-to").text.contains("01/TNHS"))
        #expect(try await mine.get("/ho-so-cua-toi/\(id)/giay-to/pdf?so=\(slip.id)").status == 200)
        let other = try await world.client("0900000102")
        for path in ["giay-to", "giay-to/pdf?so=\(slip.id)", "giay-to/in?so=\(slip.id)", "giay-tiep-nhan"] {
            #expect(try await other.get("/ho-so-cua-toi/\(id)/\(path)").status == 404, "\(path)")
        }
        // A slip of another dossier is not found under one's own.
        let foreign = try #require(try await world.slips(try await world.received()).first)
        #expect(try await mine.get("/ho-so-cua-toi/\(id)/giay-to/pdf?so=\(foreign.id)").status == 404)
    }

    @Test(arguments: ["<script>alert(1)</script>", "\"><img src=x onerror=1>", "'; DROP TABLE slip; --"])
    func `hostile text is printed as it is`(text: String) async throws {
        let world = try await PapersWorld(.sqlite)
        var party = PapersWorld.applicant
        (party.name, party.address) = ("Hồ \(text)", text)
        let id = try await world.received(applicant: party)
        let client = try await world.client("motcua1")
        let page = try await client.get("/ho-so/\(id)/in-giay-tiep-nhan").text
        #expect(!page.contains("<script>alert") && !page.contains("<img src=x"))
        #expect(try await client.get("/ho-so/\(id)/phieu-kiem-soat").status == 200)
        #expect(!(try await client.get("/so-theo-doi").text.contains("<script>alert")))
    }
}
