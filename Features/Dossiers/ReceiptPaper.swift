import Base
import Foundation
import Paper

/// Form 01, "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" (Phụ lục I, TT 03/2025/TT-VPCP; before it TT 01/2018/TT-VPCP):
/// what the person who filed takes home. An empty text prints a dotted line to be filled by hand.
package struct Receipt: Sendable, Equatable {
    /// One kind of paper that was handed over.
    package struct Component: Sendable, Equatable {
        package enum Form: Sendable, CaseIterable {
            case original, copy, certifiedCopy, electronic

            var words: String {
                switch self {
                case .original: "Bản chính"
                case .copy: "Bản sao"
                case .certifiedCopy: "Bản sao chứng thực"
                case .electronic: "Bản điện tử"
                }
            }
        }

        package let name: String
        package let form: Form
        package let count: Int

        package init(name: String, form: Form, count: Int) {
            self.name = name
            self.form = form
            self.count = count
        }
    }

    package enum Fee: Sendable, Equatable {
        case none
        case paid(Dong)
        case unpaid(Dong)
        case exempt(ground: String)

        var words: String {
            switch self {
            case .none: "Không"
            case .paid(let amount): "\(amount.text) (đã nộp)"
            case .unpaid(let amount): "\(amount.text) (chưa nộp)"
            case .exempt(let ground): "Được miễn (\(ground))"
            }
        }
    }

    /// `Ủy ban nhân dân xã Hướng Hiệp`
    package let agency: String
    /// `Trung tâm Phục vụ hành chính công xã Hướng Hiệp`
    package let centre: String
    /// Where the paper is dated: `Hướng Hiệp`.
    package let place: String
    /// The number before `/TNHS`.
    package let number: String
    package let dossierCode: String

    package let applicant: String
    package let personalID: String
    package let address: String
    package let phone: String
    package let email: String

    package let procedure: String
    package let components: [Component]
    /// Number of sets (bộ).
    package let sets: Int
    /// The time that the law gives, in words: `02 ngày làm việc`.
    package let timeByLaw: String
    package let receivedAt: Instant
    /// Nil when the result is handed over at once or the procedure has no time.
    package let dueAt: Instant?
    /// `Trung tâm Phục vụ hành chính công xã Hướng Hiệp`, `Dịch vụ bưu chính công ích` or `Trực tuyến`.
    package let resultPlace: String
    package let fee: Fee

    package let book: String
    package let sequence: String
    /// Whoever stood at the counter, when not the applicant.
    package let filer: String
    package let officer: String
    /// The public page with the state of this dossier.
    package let lookupURL: String
    package let hotline: String

    package init(
        agency: String, centre: String, place: String, number: String, dossierCode: String, applicant: String,
        personalID: String = "", address: String = "", phone: String = "", email: String = "", procedure: String,
        components: [Component], sets: Int = 1, timeByLaw: String, receivedAt: Instant, dueAt: Instant?,
        resultPlace: String, fee: Fee = .none, book: String = "", sequence: String = "", filer: String = "",
        officer: String, lookupURL: String, hotline: String = ""
    ) {
        self.agency = agency
        self.centre = centre
        self.place = place
        self.number = number
        self.dossierCode = dossierCode
        self.applicant = applicant
        self.personalID = personalID
        self.address = address
        self.phone = phone
        self.email = email
        self.procedure = procedure
        self.components = components
        self.sets = sets
        self.timeByLaw = timeByLaw
        self.receivedAt = receivedAt
        self.dueAt = dueAt
        self.resultPlace = resultPlace
        self.fee = fee
        self.book = book
        self.sequence = sequence
        self.filer = filer
        self.officer = officer
        self.lookupURL = lookupURL
        self.hotline = hotline
    }
}

extension Receipt {
    package static let title = "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"

    /// The form on A5, as TT 01/2018/TT-VPCP, Đ9 wants slips printed.
    package func paper() -> PaperDocument {
        PaperDocument(title: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả \(dossierCode)", size: .a5, createdAt: receivedAt,
            footer: PaperFooter(dossierCode), blocks: blocks())
    }

    package func blocks() -> [PaperBlock] { head + person + submitted + times + [.together(foot)] }

    private var head: [PaperBlock] {
        [
            .head(OfficialHead(superior: unitOnOwnLine(agency), agency: unitOnOwnLine(centre),
                number: "Số: \(filled(number))/TNHS", placeAndDate: "\(place), \(receivedAt.localDate.inWords)")),
            .space(2),
            .text(.bold(Receipt.title), TextStyle(.large, .centre, isBold: true)),
            .space(1),
            .columns([
                PaperColumn(share: 78, [
                    .text("Mã hồ sơ: " + .bold(dossierCode), .centred), .space(0.5), .barcode(dossierCode, width: 84),
                ]),
                PaperColumn(share: 22, [.qrCode(lookupURL, side: 25)]),
            ]),
        ]
    }

    /// `ỦY BAN NHÂN DÂN` over `XÃ HƯỚNG HIỆP`: a name breaks before the unit, not inside it.
    private func unitOnOwnLine(_ name: String) -> String {
        for unit in [" xã ", " phường ", " đặc khu ", " tỉnh ", " thành phố "] {
            if let place = name.range(of: unit) {
                return (name[..<place.lowerBound] + "\n" + name[place.lowerBound...].dropFirst()).uppercased()
            }
        }
        return name.uppercased()
    }

    private var person: [PaperBlock] {
        [
            pair("Tiếp nhận hồ sơ của: ", applicant, "Số định danh/MST: ", personalID),
            line("Địa chỉ: ", address),
            pair("Email: ", email, "Số điện thoại: ", phone),
            line("Nội dung yêu cầu giải quyết: ", procedure),
        ]
    }

    private var submitted: [PaperBlock] {
        let rows = components.enumerated().map { index, component in
            [PaperText("\(index + 1)"), PaperText(component.name), PaperText(component.form.words),
                PaperText("\(component.count)")]
        }
        let columns = [
            PaperTable.Column("TT", share: 6, .centre),
            PaperTable.Column("Tên giấy tờ", share: 55),
            PaperTable.Column("Bản chính/Bản sao", share: 26, .centre),
            PaperTable.Column("Số lượng", share: 13, .centre),
        ]
        return [
            .text("1. Thành phần hồ sơ nộp gồm:"), .space(0.5),
            .table(PaperTable(columns, rows: rows, size: .small)), .space(1),
        ]
    }

    private var times: [PaperBlock] {
        [
            line("2. Số lượng hồ sơ: ", "\(sets) (bộ)"),
            line("3. Thời gian giải quyết hồ sơ theo quy định: ", timeByLaw),
            line("4. Thời gian nhận hồ sơ: ", receivedAt.inWords),
            .text("5. Thời gian trả kết quả giải quyết hồ sơ: " + .bold(filled(dueAt?.inWords ?? ""))),
            line("6. Đăng ký nhận kết quả tại: ", resultPlace),
            line("7. Phí, lệ phí: ", fee.words),
            line("Vào Sổ theo dõi hồ sơ, Quyển số: ", "\(filled(book))   Số thứ tự: \(filled(sequence))"),
        ]
    }

    private var foot: [PaperBlock] {
        let hint = "(Ký và ghi rõ họ tên)"
        let questions = hotline.isEmpty ? "" : " Điện thoại hỏi đáp: \(hotline)."
        return [
            .space(2),
            .signatures([
                Signature(title: "NGƯỜI NỘP HỒ SƠ", hint: hint, name: filer.isEmpty ? applicant : filer),
                Signature(title: "NGƯỜI TIẾP NHẬN HỒ SƠ", hint: hint, name: officer),
            ]),
            .space(2),
            .text(.italic("Khi đến nhận kết quả, mang theo giấy này và giấy tờ tùy thân; nhận thay phải có giấy ủy "
                + "quyền. Quét mã QR hoặc vào \(lookupURL) để xem tình trạng hồ sơ.\(questions)"), .small),
        ]
    }

    private func line(_ label: String, _ value: String) -> PaperBlock { .text(PaperText(label + filled(value))) }

    private func pair(_ label: String, _ value: String, _ second: String, _ secondValue: String) -> PaperBlock {
        .columns([
            PaperColumn(share: 57, [line(label, value)]), PaperColumn(share: 43, [line(second, secondValue)]),
        ])
    }

    private func filled(_ value: String) -> String { value.isEmpty ? "……………" : value }
}

extension LocalDate {
    /// As NĐ 30/2020/NĐ-CP, Phụ lục I writes dates: days under 10 and months 1 and 2 with a leading zero.
    fileprivate var inWords: String {
        "ngày \(day < 10 ? "0" : "")\(day) tháng \(month < 3 ? "0" : "")\(month) năm \(year)"
    }
}

extension Instant {
    fileprivate var inWords: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(localTime.hour)) giờ \(two(localTime.minute)) phút, \(localDate.inWords)"
    }
}
