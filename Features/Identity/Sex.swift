import Base

/// As identity papers print it.
package enum Sex: String, Sendable, CaseIterable {
    case male, female

    /// Reads "Nam" and "Nữ" in any normal form and case; nil for anything else.
    package init?(paper text: String) {
        switch VietnameseText.folded(VietnameseText.tidied(text)) {
        case "nam": self = .male
        case "nu": self = .female
        default: return nil
        }
    }

    package var paperWord: String {
        switch self {
        case .male: "Nam"
        case .female: "Nữ"
        }
    }
}
