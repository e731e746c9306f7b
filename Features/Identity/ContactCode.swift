import Access
import Base
import Crypto
import Foundation

/// Six digits that are sent to a telephone and come back: whoever types them can read what is sent there.
struct ContactCode: Sendable {
    static let secondsMax: Int64 = 600
    static let triesMax = 5
    private static let salted = "contact code"

    /// What waits for the code.
    enum Purpose: Sendable {
        /// A new account, and where its owner was going.
        case registration(RegisterCitizen, next: String)
        /// The number of an account that is there.
        case ownNumber(AccountID)
    }

    let phone: PhoneNumber
    let purpose: Purpose
    /// Nil when no code is right: the number has an account already, which only its owner is told.
    let digest: String?
    var tries = 0
    let expiresAt: Instant

    func isOver(at now: Instant) -> Bool { now >= expiresAt || tries >= Self.triesMax }

    /// In constant time.
    func matches(_ typed: String, browser: String) -> Bool {
        let digits = typed.filter { !$0.isWhitespace }
        let given = Array(Self.digest(of: digits, browser: browser).utf8)
        let wanted = Array((digest ?? String(repeating: "-", count: given.count)).utf8)
        guard given.count == wanted.count else { return false }
        return zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    static func fresh() -> String {
        var random = SystemRandomNumberGenerator()
        let number = String(Int.random(in: 0..<1_000_000, using: &random))
        return String(repeating: "0", count: 6 - number.count) + number
    }

    /// - Parameter browser: the mark of the browser that asked: the same code is another one elsewhere.
    static func digest(of code: String, browser: String) -> String {
        Hex.text(SHA256.hash(data: Data("\(salted):\(browser):\(code)".utf8)))
    }
}
