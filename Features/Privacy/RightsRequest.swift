import Access
import Base
import Deadlines
import Storage

/// Yêu cầu của chủ thể dữ liệu: what somebody asks of the centre about the data held on them (Luật 91/2025/QH15).
package struct RightsRequest: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable, SQLConvertible {
        /// Cung cấp bản sao; chỉnh sửa; xóa; rút lại sự đồng ý; khác.
        case copy, correct, delete, withdraw, other

        /// Days to answer in, by the calendar. NĐ 356/2025/NĐ-CP leaves 10 to 20 by the sort; an installation compares
        /// with the decree's own text.
        package var answerDays: Int {
            switch self {
            case .copy, .correct: 10
            case .other: 15
            case .delete, .withdraw: 20
            }
        }
    }

    package enum Outcome: String, Sendable, CaseIterable, SQLConvertible {
        /// Đã thực hiện; thực hiện một phần; từ chối, có căn cứ.
        case granted, partly, refused
    }

    package struct Answer: Sendable, Equatable {
        package let at: Instant
        package let by: String
        package let outcome: Outcome
        /// The law or the fact on which it was refused; may be empty where it was granted.
        package let ground: String
        package let note: String
    }

    static let textMax = 2000
    /// So many may one account have open with one agency.
    static let openMax = 5
    private static let acknowledgeDays = 2

    package let id: ID<RightsRequest>
    package let agency: AgencyID
    /// Of the year, from 1.
    package let number: Int
    package let year: Int
    package let kind: Kind
    /// The account that asked online; nil for what came on paper.
    package let account: AccountID?
    package let name: String
    package let personalID: String
    package let phone: String
    package let content: String
    package let receivedAt: Instant
    /// By this day it must be acknowledged, by that one answered.
    package let acknowledgeBy: LocalDate
    package let answerBy: LocalDate
    package var acknowledgedAt: Instant?
    package var acknowledgedBy: String
    package var answer: Answer?

    package var code: String { "\(year)-\(twoDigits(number))" }

    /// Two working days to acknowledge, and the kind's days to answer.
    static func dates(
        of kind: Kind, received: LocalDate, in calendar: WorkCalendar
    ) throws(Problem) -> (acknowledge: LocalDate, answer: LocalDate) {
        var day = received
        for _ in 1...acknowledgeDays { day = try calendar.workingDay(after: day) }
        return (day, received.adding(days: kind.answerDays))
    }
}
