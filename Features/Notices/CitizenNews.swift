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

    /// The kind of the journal's entry that tells it.
    package var entryKind: String {
        switch self {
        case .accepted: "dossier.accepted"
        case .supplementAsked: "dossier.supplement-asked"
        case .dutyAsked: "dossier.duty-asked"
        case .extended: "dossier.extended"
        case .apologised: "dossier.apologised"
        case .dueMoved: "dossier.due-moved"
        case .ready: "dossier.result-published"
        case .returned: "dossier.handed-over"
        case .refused: "dossier.refused"
        case .declined: "dossier.declined"
        case .stopped: "dossier.stopped"
        case .withdrawn: "dossier.withdrawn"
        }
    }

    private static let byEntryKind = Dictionary(uniqueKeysWithValues: allCases.map { ($0.entryKind, $0) })

    /// Nil for what citizens are not told.
    package init?(entryKind: String) {
        guard let news = Self.byEntryKind[entryKind] else { return nil }
        self = news
    }

    /// The fact of the entry that holds the day to tell, and whether it must be there for the sentence.
    var dayFact: String? {
        switch self {
        case .accepted, .extended, .dueMoved: "due"
        case .apologised: "promised"
        case .supplementAsked, .dutyAsked, .ready, .returned, .refused, .declined, .stopped, .withdrawn: nil
        }
    }
}
