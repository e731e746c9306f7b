import Base
import Foundation
import Paper
import TestKit
import Testing

@testable import Dossiers

@Suite struct ReceiptPaperTests {
    static func receipt(papers: Int = 3, applicant: String = "Hồ Thị Đượm") -> Receipt {
        let names = ["Tờ khai đăng ký khai sinh theo mẫu", "Giấy chứng sinh do cơ sở y tế nơi trẻ em sinh ra cấp",
            "Giấy chứng nhận kết hôn của cha mẹ trẻ em (xuất trình)"]
        return Receipt(
            agency: "Ủy ban nhân dân xã Hướng Hiệp", centre: "Trung tâm Phục vụ hành chính công xã Hướng Hiệp",
            place: "Hướng Hiệp", number: "0012", dossierCode: "H50.50.05-261121-0012", applicant: applicant,
            personalID: "045191004321", address: "Thôn Hà Bạc, xã Hướng Hiệp, tỉnh Quảng Trị", phone: "0905 123 456",
            email: "duom.ho@example.vn",
            procedure: "Thủ tục đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
            components: (0..<papers).map {
                Receipt.Component(name: names[$0 % 3], form: Receipt.Component.Form.allCases[$0 % 3], count: 1)
            },
            timeByLaw: "04 ngày làm việc", receivedAt: Instant(iso8601: "2026-11-21T08:05")!,
            dueAt: Instant(iso8601: "2026-11-26T16:30")!,
            resultPlace: "Trung tâm Phục vụ hành chính công xã Hướng Hiệp", fee: .paid(Dong(16_000)), book: "01/2026",
            sequence: "1207", officer: "Nguyễn Thị Ước",
            lookupURL: "https://motcua.example/tra-cuu?ma=H50.50.05-261121-0012", hotline: "0233 3871 234")
    }

    @Test func `a receipt fits one A5 page, with every field and both codes readable`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let pdf = try PDFRenderer.render(Self.receipt().paper())
        if let folder = ProcessInfo.processInfo.environment["MOTCUA_PAPERS"] {
            try Data(pdf).write(to: URL(fileURLWithPath: folder).appending(path: "receipt.pdf"))
        }
        #expect(try reader.pageCount(of: pdf) == 1)
        let text = try reader.text(of: pdf).split { $0.isWhitespace }.joined(separator: " ")
        for field in ["ỦY BAN NHÂN DÂN", "Số: 0012/TNHS", "Độc lập - Tự do - Hạnh phúc", "ngày 21 tháng 11 năm 2026",
            Receipt.title, "Hồ Thị Đượm", "045191004321", "0905 123 456", "duom.ho@example.vn", "Thôn Hà Bạc",
            "Bản sao chứng thực", "1 (bộ)", "04 ngày làm việc", "08 giờ 05 phút", "16 giờ 30 phút, ngày 26 tháng 11",
            "16.000 ₫ (đã nộp)", "01/2026", "1207", "Nguyễn Thị Ước", "0233 3871 234"]
        {
            #expect(text.contains(field), "\(field)")
        }
        #expect(try reader.codes(on: pdf) == ["CODE-128:H50.50.05-261121-0012",
            "QR-Code:https://motcua.example/tra-cuu?ma=H50.50.05-261121-0012"])
    }

    @Test func `many papers run to a second page and the signatures stay whole`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let pdf = try PDFRenderer.render(Self.receipt(papers: 30).paper())
        #expect(try reader.pageCount(of: pdf) >= 2)
        let pages = try reader.text(of: pdf).split(separator: "\u{0C}")
        let signed = try #require(pages.first { $0.contains("NGƯỜI NỘP HỒ SƠ") })
        #expect(signed.contains("Nguyễn Thị Ước"))
    }

    @Test func `markup in a name is printed as it is`() throws {
        let reader = try PaperReader()
        defer { reader.remove() }
        let receipt = Self.receipt(applicant: "<script>alert(1)</script>")
        #expect(try reader.text(of: try PDFRenderer.render(receipt.paper())).contains("<script>alert(1)</script>"))
        #expect(!(try PaperHTML.render(receipt.paper())).contains("<script"))
    }
}
