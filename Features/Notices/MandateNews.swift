/// What those whom it concerns are told about a paper of authority without asking: what the officer decided.
package enum MandateNews: String, Sendable, CaseIterable {
    /// Đã chấp nhận giấy tờ làm thay
    case accepted = "mandate-accepted"
    /// Không chấp nhận
    case refused = "mandate-refused"

    package var entryKind: String {
        switch self {
        case .accepted: "mandate.accepted"
        case .refused: "mandate.refused"
        }
    }

    /// Nil for what nobody is told.
    init?(entryKind: String) {
        guard let news = Self.allCases.first(where: { $0.entryKind == entryKind }) else { return nil }
        self = news
    }
}
