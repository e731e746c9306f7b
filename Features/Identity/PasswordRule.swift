import Base
import Crypto

/// Which passwords are taken. Officials: at least 12 characters, or 8 of all four kinds; citizens: at least 8.
package enum PasswordRule {
    package static let lengthMax = 128
    static let citizenLengthMin = 8
    static let staffLengthMin = 8
    static let staffLengthWithoutKindsMin = 12

    /// The key of what is wrong (`fault.<key>`), or nil.
    package static func fault(in password: String, for kind: Account.Kind, logins: [String]) -> String? {
        if password.isEmpty { return "identity.password-missing" }
        if password.count > lengthMax { return "identity.password-too-long" }
        switch kind {
        case .citizen:
            if password.count < citizenLengthMin { return "identity.password-too-short" }
        case .staff:
            let isLong = password.count >= staffLengthWithoutKindsMin
            let isMixed = password.count >= staffLengthMin && kinds(in: password) == 4
            if !isLong && !isMixed { return "identity.password-too-weak-for-staff" }
        }
        let folded = VietnameseText.folded(password)
        if logins.contains(where: { VietnameseText.folded($0) == folded }) { return "identity.password-is-login" }
        if CommonPasswords.contains(folded) || Set(folded).count < 3 { return "identity.password-common" }
        return nil
    }

    private static func kinds(in password: String) -> Int {
        let characters = Array(password)
        let found = [
            characters.contains { $0.isLowercase }, characters.contains { $0.isUppercase },
            characters.contains { $0.isNumber }, characters.contains { !$0.isLetter && !$0.isNumber },
        ]
        return found.count { $0 }
    }
}

/// A password that an administrator reads out once; whoever gets it chooses their own at the first sign-in.
package enum OneTimePassword {
    /// A password on a slip of paper that nobody used is forgotten somewhere.
    package static let hoursMax = 72

    static func end(from now: Instant) -> Instant { now.adding(seconds: Int64(hoursMax) * 3600) }

    /// 16 characters without those that are mistaken for others, in groups of four: 78 bits. The same secret gives the
    /// same password, so that a form sent twice shows the one that counts.
    /// - Parameter secret: holds at least 128 bits that nobody else knows and no table keeps.
    package static func make(from secret: String) -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        let bytes = Array(SHA256.hash(data: Array("one-time password \(secret)".utf8)))
        let characters = stride(from: 0, to: 32, by: 2).map { letters[(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])) % 31] }
        let groups = stride(from: 0, to: 16, by: 4).map { String(characters[$0..<$0 + 4]) }
        return groups.joined(separator: "-")
    }
}
