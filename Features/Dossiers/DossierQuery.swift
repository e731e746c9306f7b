import Base
import Identity

/// What somebody typed or scanned into the search box of the desk, understood.
package enum DossierQuery: Sendable, Equatable {
    case code(DossierCode)
    case personalID(String)
    case phone(String)
    /// Words of a name, folded.
    case name([String])
    case nothing

    package init(_ typed: String) {
        let text = VietnameseText.tidied(typed)
        let digits = text.filter { !" .-".contains($0) }
        if let code = DossierCode(text) {
            self = .code(code)
        } else if [9, 12].contains(digits.count), digits.allSatisfy(\.isNumber), PhoneNumber(text) == nil {
            self = .personalID(digits)
        } else if let phone = PhoneNumber(text) {
            self = .phone(phone.digits)
        } else {
            let words = DossierStore.words(of: text)
            self = words.isEmpty ? .nothing : .name(words)
        }
    }
}
