import Dossiers

/// What a citizen is told about a dossier without asking: the changes that they wait for or must answer.
package enum CitizenNews: String, Sendable, CaseIterable {
    /// Đã tiếp nhận, with the date of the result
    case accepted
    /// Yêu cầu bổ sung
    case supplementAsked = "supplement-asked"
    /// Yêu cầu thực hiện nghĩa vụ tài chính
    case dutyAsked = "duty-asked"
    /// Gia hạn
    case extended
    /// Xin lỗi và hẹn lại
    case apologised
    /// Đổi ngày hẹn vì lịch làm việc đổi
    case dueMoved = "due-moved"
    /// Đã có kết quả
    case ready
    /// Đã trả kết quả
    case returned
    /// Từ chối tiếp nhận
    case refused
    /// Từ chối giải quyết
    case declined
    /// Dừng giải quyết theo yêu cầu
    case stopped
    /// Rút hồ sơ
    case withdrawn

    /// What somebody did to the dossier, of which this is the news.
    package var actions: [DossierAction] {
        switch self {
        case .accepted: [.accept]
        case .supplementAsked: [.askSupplement, .askAgain]
        case .dutyAsked: [.askDuty]
        case .extended: [.extend]
        case .apologised: [.apologise]
        case .dueMoved: [.moveDue]
        case .ready: [.publish]
        case .returned: [.handOver]
        case .refused: [.refuse]
        case .declined: [.decline]
        case .stopped: [.stop]
        case .withdrawn: [.withdraw]
        }
    }

    private static let byEntryKind = Dictionary(
        uniqueKeysWithValues: allCases.flatMap { news in news.actions.map { ($0.entryKind, news) } })

    /// Nil for what citizens are not told.
    package init?(entryKind: String) {
        guard let news = Self.byEntryKind[entryKind] else { return nil }
        self = news
    }

    /// The fact of the entry that holds the day to tell.
    var dayFact: String? {
        switch self {
        case .accepted, .extended, .dueMoved: "due"
        case .apologised: "promised"
        case .supplementAsked, .dutyAsked, .ready, .returned, .refused, .declined, .stopped, .withdrawn: nil
        }
    }
}
