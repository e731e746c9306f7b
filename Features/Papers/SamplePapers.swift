import Base
import Paper

/// Invented values for every field of every form: what previews show and what a new layout is tried out on.
package enum SamplePapers {
    static let at = Instant(LocalDate(dayNumber: 20_780), LocalTime(hour: 8, minute: 5))

    package static func paper(_ form: PaperForm, _ template: PaperTemplate) -> PaperDocument {
        TemplateFilling.paper(template, values(form), createdAt: at)
    }

    package static func values(_ form: PaperForm) -> PaperValues {
        var fields = common
        for (name, value) in own(form) { fields[name] = value }
        if let book = book(form) { fields["number"] = "07/\(book)" }
        let known = PaperFields.of(form)
        return PaperValues(
            fields: fields.filter { known.names.contains($0.key) }, lists: lists.filter { known.lists[$0.key] != nil })
    }

    private static func book(_ form: PaperForm) -> String? {
        switch form {
        case .receipt: "TNHS"
        case .supplement: "HDHS"
        case .refusal: "TCHS"
        case .apology: "PXL"
        case .stop: "TBD"
        case .control, .register: nil
        }
    }

    /// The code is of no agency: a sample must not look like somebody's dossier.
    private static let common = [
        "agency": "Ủy ban nhân dân xã Hướng Hiệp", "centre": "Trung tâm Phục vụ hành chính công xã Hướng Hiệp",
        "place": "Hướng Hiệp", "head-agency": "ỦY BAN NHÂN DÂN\nXÃ HƯỚNG HIỆP",
        "head-centre": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG\nXÃ HƯỚNG HIỆP", "hotline": "0233 3871 234",
        "code": "H00.00.00-261123-0007", "lookup": "https://motcua.example/tra-cuu?ma=H00.00.00-261123-0007",
        "date": PaperWords.date(at.localDate), "applicant": "Hồ Thị Đượm", "applicant-id": "045191004321",
        "address": "Thôn Hà Bạc, xã Hướng Hiệp, tỉnh Quảng Trị", "phone": "0905 123 456",
        "email": "duom.ho@example.vn", "filer": "Hồ Văn Thược",
        "ground": "người được ủy quyền; giấy số 12/2026, UBND xã Hướng Hiệp, ngày 10/11/2026",
        "procedure": "Thủ tục đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
        "field": "Hộ tịch", "request": "Khai sinh cho con gái", "officer": "Nguyễn Thị Ước",
        "received": PaperWords.moment(at), "due": PaperWords.moment(at.adding(seconds: 3 * 86_400 + 30_000)),
        "resolver": "Văn phòng HĐND và UBND, Ủy ban nhân dân xã Hướng Hiệp",
    ]

    private static func own(_ form: PaperForm) -> [String: String] {
        switch form {
        case .receipt:
            ["sets": "01", "term": "04 ngày làm việc", "return-place": common["centre"] ?? "",
                "fee": "16.000 ₫ (đã nộp)", "book": "01/2026", "sequence": "07"]
        case .supplement:
            ["reason": "Giấy chứng sinh không có dấu của cơ sở y tế.", "second": "2",
                "override": "Kết quả xác minh cho thấy thiếu giấy tờ mà lần trước chưa nêu."]
        case .refusal: ["reason": "Thủ tục không thuộc thẩm quyền giải quyết của Ủy ban nhân dân xã.", "at-intake": "1"]
        case .apology:
            ["reason": "Cơ quan phối hợp chậm trả lời kết quả xác minh.", "is-late": "1",
                "old-due": PaperWords.moment(at), "new-due": PaperWords.moment(at.adding(seconds: 2 * 86_400))]
        case .stop:
            ["reason": "Đơn đề nghị dừng giải quyết của người nộp hồ sơ.",
                "given-back": "Toàn bộ bản chính giấy tờ đã nộp; lệ phí 16.000 ₫",
                "requested": PaperWords.date(at.localDate)]
        case .control: ["finished": PaperWords.moment(at.adding(seconds: 2 * 86_400))]
        case .register:
            ["period": "Tháng 11 năm 2026", "book": "01/2026", "printed": PaperWords.date(at.localDate), "count": "2"]
        }
    }

    private static let lists: [String: [[String: String]]] = [
        "papers": [
            ["index": "1", "name": "Tờ khai đăng ký khai sinh theo mẫu", "form": "Bản chính", "count": "1"],
            ["index": "2", "name": "Giấy chứng sinh do cơ sở y tế nơi trẻ em sinh ra cấp", "form": "Bản sao",
                "count": "1"],
            ["index": "3", "name": "Giấy chứng nhận kết hôn của cha mẹ trẻ em", "form": "Bản điện tử", "count": "1"],
        ],
        "points": [
            ["index": "1", "text": "Bản chính giấy chứng sinh có dấu của cơ sở y tế."],
            ["index": "2", "text": "Tờ khai ghi lại họ, chữ đệm, tên của mẹ đúng theo căn cước."],
        ],
        "handovers": [
            ["index": "1", "holder": "Bộ phận tiếp nhận và trả kết quả", "given": PaperWords.short(at),
                "giver": "Hồ Văn Thược", "taken": PaperWords.short(at), "taker": "Nguyễn Thị Ước",
                "result": "Trước hạn", "note": ""],
            ["index": "2", "holder": "Văn phòng HĐND và UBND", "given": PaperWords.short(at),
                "giver": "Nguyễn Thị Ước", "taken": PaperWords.short(at.adding(seconds: 3600)),
                "taker": "Trần Văn Thụ", "result": "Đúng hạn", "note": "Lấy ý kiến 24/11/2026"],
            ["index": "3", "holder": "Lãnh đạo UBND", "given": PaperWords.short(at.adding(seconds: 90_000)),
                "giver": "Trần Văn Thụ", "taken": "", "taker": "", "result": "", "note": ""],
        ],
        "dossiers": [
            register(7, "Hồ Thị Đượm", "0905 123 456", ""), register(8, "Lê Văn Đạo", "0912 345 678", "Đã hủy"),
        ],
    ]

    private static func register(_ number: Int, _ name: String, _ phone: String, _ note: String) -> [String: String] {
        [
            "index": twoDigits(number), "code": "H00.00.00-261123-00\(twoDigits(number))",
            "procedure": "Đăng ký khai sinh", "sets": "01", "applicant": name,
            "contact": "Thôn Hà Bạc, xã Hướng Hiệp\n\(phone)",
            "resolver": "Văn phòng HĐND và UBND", "received": "23/11/2026 08:05", "due": "26/11/2026 16:25",
            "passed-on": "Văn phòng HĐND và UBND\n23/11/2026 08:10", "result-in": "25/11/2026",
            "result-out": "26/11/2026", "return-method": "Trực tiếp", "note": note,
        ]
    }
}
