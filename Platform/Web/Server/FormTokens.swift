import Crypto
import Foundation
import Synchronization

/// Proof that a form came from a page that this site gave to this very browser.
///
/// The token is an HMAC of the browser's secret cookie. In every page it is masked with new random bytes, so that
/// compressing pages tells nobody the token by their length (the BREACH attack).
struct FormTokens: Sendable {
    let key: SymmetricKey

    func token(for browserSecret: String) -> String {
        let mask = SecretText.randomBytes(32)
        return SecretText.text(mask + zip(mask, code(for: browserSecret)).map { $0 ^ $1 })
    }

    func isValid(_ token: String, for browserSecret: String) -> Bool {
        guard let bytes = SecretText.bytes(token), bytes.count == 64 else { return false }
        let code = zip(bytes[..<32], bytes[32...]).map { $0 ^ $1 }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message(browserSecret), using: key)
    }

    private func code(for browserSecret: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message(browserSecret), using: key))
    }

    private func message(_ browserSecret: String) -> Data { Data("form:\(browserSecret)".utf8) }
}

/// The secret that one browser holds in a cookie: its session, or for visitors a random mark that is made only when a
/// page needs a form. So pages without forms set no cookie and can be cached.
final class BrowserSecret: Sendable {
    private let received: String?
    private let made = Mutex<String?>(nil)

    init(received: String?) { self.received = received }

    var isKnown: Bool { received != nil }

    var value: String {
        if let received { return received }
        return made.withLock { made in
            if let made { return made }
            let fresh = SecretText.random()
            made = fresh
            return fresh
        }
    }

    /// Whether a page was given a form token, and so must not be kept.
    private let used = Mutex(false)
    func markUsed() { used.withLock { $0 = true } }
    var wasUsed: Bool { used.withLock { $0 } }

    /// What the answer must set as a cookie.
    var fresh: String? { made.withLock { $0 } }
}

/// Random secrets of 256 bits as text that fits cookies and addresses (base64url without padding).
package enum SecretText {
    package static func random() -> String { text(randomBytes(32)) }

    static func randomBytes(_ count: Int) -> [UInt8] {
        // The system is asked for eight bytes at a time: each question is a call into the kernel.
        var random = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count { withUnsafeBytes(of: random.next()) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }

    private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        out.reserveCapacity((bytes.count * 4 + 2) / 3)
        var held: UInt32 = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                out.append(signs[Int(held >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { out.append(signs[Int(held << UInt32(6 - bits) & 63)]) }
        return String(decoding: out, as: UTF8.self)
    }

    static func bytes(_ text: String) -> [UInt8]? {
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        let plain = String(decoding: text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            default: byte
            }
        }, as: UTF8.self)
        return Data(base64Encoded: plain + padding).map { [UInt8]($0) }
    }
}
