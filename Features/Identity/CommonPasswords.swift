import Assets
import Base

/// What guessers try first, here and elsewhere: eight thousand passwords that people use, and the house's own words
/// with little beside them, as the demonstration's own password is.
package enum CommonPasswords {
    static let path = "Features/Identity/Data/common-passwords.txt"
    /// Besides a word of the house so many letters and digits must stand.
    private static let restMin = 5
    private static let words = ["motcua", "matkhau", "password", "vneid", "ubnd", "dichvucong", "hanhchinh", "canbo"]

    private static let known: Set<String> = {
        let lines = String(decoding: Assets.bytes(of: path), as: UTF8.self).split(separator: "\n")
        return Set(lines.lazy.filter { !$0.hasPrefix("#") }.map(String.init))
    }()

    package static var count: Int { known.count }

    /// - Parameter folded: small letters without marks, see `VietnameseText.folded`.
    static func contains(_ folded: String) -> Bool { known.contains(folded) || isHouseWord(folded) }

    private static func isHouseWord(_ folded: String) -> Bool {
        var rest = folded
        for word in words { rest = rest.replacing(word, with: "") }
        return rest != folded && rest.count { $0.isLetter || $0.isNumber } < restMin
    }
}
