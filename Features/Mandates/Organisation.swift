import Access
import Base
import Storage

/// Tổ chức: a business, a cooperative, an association that files by several people. Who acts for it is said by mandates
/// of kind `member`; the first is its legal representative's (người đại diện theo pháp luật), whose paper is checked.
package struct Organisation: Sendable, Equatable {
    /// What a member may do beside filing.
    package enum Role: String, Sendable, CaseIterable, SQLConvertible {
        /// Lets others in and out.
        case owner
        case member
    }

    static let nameLengthMax = 200
    /// People who are let in at one time.
    static let membersMax = 50

    package let id: OrganisationID
    package let name: String
    /// Mã số thuế, or the number of its registration: 10 digits, or 10 and 3.
    package let taxCode: String
    package let phone: String
    package let address: String
    package let madeAt: Instant

    /// `0312345678`, `0312345678-001`; nil for what is no tax code.
    static func taxCode(_ typed: String) -> String? {
        let digits = typed.filter { !" .-".contains($0) }
        guard digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else { return nil }
        switch digits.count {
        case 10: return digits
        case 13: return "\(digits.prefix(10))-\(digits.suffix(3))"
        default: return nil
        }
    }

    var principal: Principal { Principal(name: name, phone: phone, address: address) }
}

/// Lời mời: a word by which somebody with an account of their own comes in, once, within a week. Nobody learns from it
/// who has an account.
struct OrganisationInvitation: Sendable, Equatable {
    static let daysMax = 7
    static let openMax = 10

    let code: String
    let organisation: OrganisationID
    let role: Organisation.Role
    let madeBy: AccountID
    /// The last day, included.
    let through: LocalDate

    /// Ten characters that cannot be mistaken for one another: fifty bits, for a week and one use.
    static func freshCode() -> String {
        let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
        return String((0..<10).map { _ in letters[Int.random(in: 0..<letters.count)] })
    }

    static func code(_ typed: String) -> String { typed.filter { !$0.isWhitespace && $0 != "-" }.uppercased() }
}
