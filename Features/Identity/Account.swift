import Access
import Base
import Storage

/// Who can sign in (tài khoản). One account belongs to one person.
package struct Account: Sendable, Equatable {
    package enum Kind: String, Sendable, SQLConvertible { case staff, citizen }

    package enum State: String, Sendable, SQLConvertible {
        case active
        /// Cannot sign in, and sessions that are open end with the next request.
        case disabled
    }

    package let id: AccountID
    package let kind: Kind
    package var state: State
    package var passwordHash: PasswordHash
    /// Set by a reset: until its owner has chosen a password, the account has no role.
    package var mustChangePassword: Bool
    /// When a one-time password that nobody used is worth nothing any more; nil for one that does not end.
    package var passwordEndsAt: Instant?
    package let createdAt: Instant
    package var lastSignedInAt: Instant?
}

/// The word that somebody signs in with, in its one form: an official's short name, a phone number or a personal id.
package struct LoginName: Hashable, Sendable {
    package static let lengthMax = 64
    package let text: String

    /// What was typed, brought to the form under which accounts are kept. Never fails: an unknown login is refused
    /// later, like a wrong password.
    package init(typed: String) {
        if let phone = PhoneNumber(typed) {
            text = phone.digits
        } else if let personalID = PersonalID(typed) {
            text = personalID.digits
        } else {
            text = String(VietnameseText.tidied(typed).lowercased().prefix(LoginName.lengthMax))
        }
    }

    package init(_ phone: PhoneNumber) { text = phone.digits }
    package init(_ personalID: PersonalID) { text = personalID.digits }

    /// A new official's login: 3 to 32 small letters, digits, dots or hyphens, a letter first. So it is never a number.
    package init?(ofStaff typed: String) {
        let bytes = Array(typed.utf8)
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard (3...32).contains(bytes.count), letters.contains(bytes[0]),
            bytes.allSatisfy({ letters.contains($0) || digits.contains($0) || ".-".utf8.contains($0) })
        else { return nil }
        text = typed
    }
}
