import Base
import Catalogue
import Deadlines
import Dossiers
import Identity
import Mandates

/// How papers say times, terms and places: always in Vietnamese, whatever the language of the page around them.
enum PaperWords {
    /// `08 giờ 05 phút, ngày 21 tháng 11 năm 2026`
    static func moment(_ instant: Instant) -> String {
        let time = instant.localTime
        return "\(twoDigits(time.hour)) giờ \(twoDigits(time.minute)) phút, \(date(instant.localDate))"
    }

    static func date(_ date: LocalDate) -> String { AgencyWords.day(date) }

    /// `08 giờ 05, 21/11/2026`: in tables.
    static func short(_ instant: Instant) -> String {
        "\(twoDigits(instant.localTime.hour)) giờ \(twoDigits(instant.localTime.minute)), \(instant.localDate)"
    }

    static func term(_ term: Term?) -> String {
        switch term {
        case nil: ""
        case .sameDay?: "Trong ngày làm việc"
        case .workingHours(let count)?: "\(twoDigits(count)) giờ làm việc"
        case .workingDays(let count)?: "\(twoDigits(count)) ngày làm việc"
        case .calendarDays(let count)?: "\(twoDigits(count)) ngày"
        case .months(let count)?: "\(twoDigits(count)) tháng"
        }
    }

    /// By what right the filer acts for the applicant: `người được ủy quyền; giấy số 12/2026, UBND xã A`.
    static func ground(_ acting: Acting) -> String {
        let kind = switch acting.kind {
        case .representative: "người được ủy quyền"
        case .parent: "cha, mẹ hoặc người giám hộ"
        case .helper: "thành viên Tổ công nghệ số cộng đồng"
        case .member: "người của tổ chức"
        }
        let paper = acting.paper
        let said = [
            paper.number.isEmpty ? "" : "giấy số \(paper.number)", paper.place, paper.day.map { "ngày \($0)" } ?? "",
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        return said.isEmpty ? kind : "\(kind); \(said)"
    }

    static func result(_ punctuality: Punctuality) -> String {
        switch punctuality {
        case .early: "Trước hạn"
        case .onTime: "Đúng hạn"
        case .late: "Quá hạn"
        case .openInTime, .openLate: ""
        }
    }

    static func method(_ method: ReturnMethod) -> String {
        switch method {
        case .counter: "Trực tiếp"
        case .electronic: "Trực tuyến"
        case .post: "Bưu chính công ích"
        }
    }

    static func fee(_ content: DossierContent) -> String {
        guard let amount = content.fee, amount != .zero else { return "Không" }
        return switch content.feeStanding {
        case .paid: "\(amount.text) (đã nộp)"
        case .unpaid: "\(amount.text) (chưa nộp)"
        case .exempt(let ground): "Được miễn (\(ground))"
        }
    }

    /// A moment or a day as the journal's facts tell it; empty when there is none.
    static func told(_ text: String?) -> String {
        guard let text else { return "" }
        return Instant(iso8601: text).map(moment) ?? LocalDate(iso8601: text).map(date) ?? text
    }

    /// `ỦY BAN NHÂN DÂN` over `XÃ HƯỚNG HIỆP`: a name breaks before the unit, not inside it.
    static func head(_ name: String) -> String {
        for unit in [" xã ", " phường ", " đặc khu ", " tỉnh ", " thành phố "] {
            if let start = name.firstRange(of: unit)?.lowerBound {
                return (name[..<start] + "\n" + name[start...].dropFirst()).uppercased()
            }
        }
        return name.uppercased()
    }
}
