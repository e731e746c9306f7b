import Storage

/// Whether the fee of a dossier has been paid, or need not be.
package enum FeeStanding: Sendable, Equatable {
    /// Chưa nộp
    case unpaid
    /// Đã nộp
    case paid
    /// Được miễn, giảm hết; with the ground that the officer was shown ("Hộ nghèo, giấy chứng nhận số …").
    case exempt(ground: String)

    package static let groundLengthMax = 200

    /// As forms, facts and tables call it.
    package var word: String {
        switch self {
        case .unpaid: "unpaid"
        case .paid: "paid"
        case .exempt: "exempt"
        }
    }

    package var ground: String {
        switch self {
        case .unpaid, .paid: ""
        case .exempt(let ground): ground
        }
    }
}
