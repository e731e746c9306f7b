import Base
import Crypto
import Foundation

/// Mã xác thực một lần: six digits that a device shows for half a minute, made from a secret that it shares with this
/// system (RFC 6238 with SHA-1, the one kind that every authenticator program knows; RFC 4226 for the digits).
struct TimeCode: Sendable, Equatable {
    static let digits = 6
    static let stepSeconds: Int64 = 30
    /// A device whose clock is off by a step either way is believed.
    static let stepsAround: ClosedRange<Int64> = -1...1
    /// As RFC 4226 asks: as many bits as the hash has.
    static let secretBytes = 20

    let secret: [UInt8]

    /// Which half minute a moment is in.
    static func step(at now: Instant) -> Int64 {
        now.microseconds / (stepSeconds * 1_000_000) - (now.microseconds < 0 ? 1 : 0)
    }

    func code(of step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Data($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 15)
        let word = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7fff_ffff
        let number = String(word % 1_000_000)
        return String(repeating: "0", count: Self.digits - number.count) + number
    }

    /// The step whose code was typed; nil when it is none of those around now, or one that was used before: a code that
    /// somebody watched being typed opens nothing a second time.
    /// - Parameter last: the step of the last code that was taken.
    func step(ofTyped typed: String, at now: Instant, after last: Int64?) -> Int64? {
        let typed = Array(typed.filter { !$0.isWhitespace }.utf8)
        guard typed.count == Self.digits else { return nil }
        var found: Int64?
        // Every code is compared, all of it: the time of the answer tells nothing.
        for around in Self.stepsAround {
            let step = Self.step(at: now) + around
            let differs = zip(code(of: step).utf8, typed).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if differs == 0, last.map({ step > $0 }) ?? true { found = step }
        }
        return found
    }

    /// What a QR code says to an authenticator program.
    func address(account: String, issuer: String) -> String {
        var address = URLComponents()
        address.scheme = "otpauth"
        address.host = "totp"
        address.path = "/\(issuer):\(account)"
        address.queryItems = [
            URLQueryItem(name: "secret", value: Base32.text(secret)), URLQueryItem(name: "issuer", value: issuer),
            URLQueryItem(name: "digits", value: "\(Self.digits)"),
            URLQueryItem(name: "period", value: "\(Self.stepSeconds)"),
        ]
        return address.string ?? ""
    }
}
