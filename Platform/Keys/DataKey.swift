import Base
import Crypto
import Foundation

/// One key of the ring (khoá dữ liệu): 32 random bytes, from which a key of its own follows for each use.
package struct DataKey: Sendable, Equatable {
    static let secretBytes = 32

    /// 1, 2, 3 …: the highest writes, the others read what was written before.
    package let number: Int
    package let madeOn: LocalDate
    let secret: [UInt8]
    private let texts: SymmetricKey
    private let indexes: SymmetricKey
    /// For papers; each file makes its own key of it.
    package let files: SymmetricKey

    package init(number: Int, madeOn: LocalDate, secret: [UInt8]) {
        (self.number, self.madeOn, self.secret) = (number, madeOn, secret)
        let whole = SymmetricKey(data: secret)
        texts = Self.derived(whole, "motcua column")
        indexes = Self.derived(whole, "motcua blind index")
        files = Self.derived(whole, "motcua paper")
    }

    /// A new one from the system's random numbers.
    package static func fresh(number: Int, on day: LocalDate) -> DataKey {
        DataKey(number: number, madeOn: day,
            secret: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    /// Tells this key from every other without telling anything of it: stands in the database.
    package var proof: String { String(Hex.text(code("proof")).prefix(32)) }

    /// AES-256-GCM with a random nonce. The purpose is bound to it: a text moved to another column does not open.
    func sealed(_ text: String, as purpose: String) throws -> String {
        let box = try AES.GCM.seal(Data(text.utf8), using: texts, authenticating: Data(purpose.utf8))
        // Twelve bytes of nonce stand before it: always there with the nonce that seal takes by itself.
        return (box.combined ?? Data()).base64EncodedString()
    }

    /// Nil when it is not what this key sealed for this purpose.
    func opened(_ text: some StringProtocol, as purpose: String) -> String? {
        guard let data = Data(base64Encoded: String(text)), let box = try? AES.GCM.SealedBox(combined: data),
            let plain = try? AES.GCM.open(box, using: texts, authenticating: Data(purpose.utf8))
        else { return nil }
        return String(decoding: plain, as: UTF8.self)
    }

    /// The first 16 bytes of HMAC-SHA256: equal texts of one purpose have equal codes, and nobody without the key can
    /// try all telephone numbers.
    func blind(_ text: String, as purpose: String) -> String {
        String(Hex.text(code("\(purpose)\u{1F}\(text)")).prefix(32))
    }

    private func code(_ text: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: indexes)
    }

    private static func derived(_ key: SymmetricKey, _ use: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: key, info: Data(use.utf8), outputByteCount: 32)
    }
}
