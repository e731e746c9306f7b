import Base

/// Mã dự phòng: ten words on paper for the day when the device is lost. Each opens once.
enum RecoveryCode {
    static let count = 10

    /// - Parameter secret: as for `OneTimePassword.make`: the same form sent twice shows the codes that count.
    static func make(from secret: String) -> [String] {
        (1...count).map { OneTimePassword.make(from: "recovery \($0) \(secret)") }
    }

    /// What is kept of a code; nil for what cannot be one. So many random bits need no slow hash.
    static func digest(typed: String) -> String? {
        let word = typed.lowercased().utf8.filter { !" -".utf8.contains($0) }
        guard word.count == 16, word.allSatisfy({ (UInt8(ascii: "2")...UInt8(ascii: "z")).contains($0) }) else {
            return nil
        }
        return AccessToken.digest(of: String(decoding: word, as: UTF8.self))
    }
}
