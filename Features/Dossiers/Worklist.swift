import Base
import Deadlines
import Web

/// A list that an officer works from (danh sách việc). Each is one question to the open dossiers of the agency.
package enum Worklist: String, Sendable, CaseIterable {
    /// Chờ tiếp nhận
    case toAccept = "cho-tiep-nhan"
    /// Của tôi
    case mine = "cua-toi"
    /// Chưa ai nhận
    case unclaimed = "chua-ai-nhan"
    /// Đến hạn hôm nay
    case dueToday = "den-han-hom-nay"
    /// Sắp đến hạn
    case dueSoon = "sap-den-han"
    /// Quá hạn
    case overdue = "qua-han"
    /// Quá hạn bước: the step or the leg is late, the dossier is not yet
    case stepOverdue = "qua-han-buoc"
    /// Chờ người dân bổ sung
    case awaitingCitizen = "cho-nguoi-dan"
    /// Chờ lãnh đạo phòng duyệt
    case toReview = "cho-duyet"
    /// Đang ở cơ quan khác
    case elsewhere = "o-noi-khac"
    /// Liên thông đến: legs that other agencies have asked of this one
    case legs = "lien-thong"
    /// Chờ ký
    case toDecide = "cho-ky"
    /// Chờ phát hành
    case toPublish = "cho-phat-hanh"
    /// Chờ trả kết quả
    case toReturn = "cho-tra"
}

extension Worklist {
    /// `?viec=…` while an officer works through a list: dossiers opened from it lead back to it and on to the next one.
    static func tail(of request: WebRequest) -> String {
        Worklist(rawValue: request.query["viec"]).map { "?viec=\($0.rawValue)" } ?? ""
    }
}

/// The moments that worklists divide by, in the calendar of the agency.
package struct WorklistHorizon: Sendable {
    let startOfToday: Instant
    let startOfTomorrow: Instant
    /// The end of the second working day from today: what is due by then is "soon".
    let endOfSoon: Instant

    package init(now: Instant, secondWorkingDay: LocalDate) {
        startOfToday = Instant(now.localDate)
        startOfTomorrow = Instant(now.localDate.adding(days: 1))
        endOfSoon = Instant(secondWorkingDay.adding(days: 1))
    }

    /// - Throws: `WorkCalendar`'s error for a year whose holidays nobody has entered.
    init(now: Instant, calendar: WorkCalendar) throws {
        let second = try calendar.workingDay(after: calendar.workingDay(after: now.localDate))
        self.init(now: now, secondWorkingDay: second)
    }
}

package struct WorklistPage: Sendable {
    package let dossiers: [Dossier]
    package let total: Int
}
