import Access
import Base
import Storage

/// Đợt tiêu hủy: what one person proposes and another approves; then it waits, and only then is it done.
package struct PurgeRun: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Đề nghị; đã duyệt và chờ hết thời gian chờ; đã gọi lại; đã tiêu hủy.
        case proposed, approved, done
        case calledBack = "called-back"
    }

    /// Marked records wait so many days, in which they can be called back.
    package static let mercyDays = 7
    static let textMax = 2000

    package let id: ID<PurgeRun>
    package let agency: AgencyID
    package let number: Int
    package let year: Int
    package let kind: String
    /// Records whose time began before this moment.
    package let before: Instant
    package let ground: String
    package let proposedBy: AccountID
    package let proposedName: String
    package let proposedAt: Instant
    package var state: State
    package var approvedBy: AccountID?
    package var approvedName: String
    package var approvedAt: Instant?
    /// Not destroyed before this moment.
    package var due: Instant?
    package var endedAt: Instant?
    package var endedName: String

    package var code: String { "\(year)-\(twoDigits(number))" }
}

/// One record of a run.
package struct PurgeItem: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable, SQLConvertible {
        /// Đã đánh dấu; đã tiêu hủy; đang bị giữ theo lệnh; còn dùng nên để lại.
        case marked, destroyed, held, kept
    }

    package let record: String
    package let label: String
    package let since: Instant
    package let state: State
    package let endedAt: Instant?
}
