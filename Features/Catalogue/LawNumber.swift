/// Số hiệu văn bản: `123/2015/NĐ-CP`, `60/2014/QH13`, `04/2020/TT-BTP`.
///
/// The national records often carry the first letters of the next word at the end (`123/2015/NĐ-CPN`, from "Nghị
/// định").
/// What follows a symbol that we know is cut and said; a symbol that we do not know stays as it is and is said.
enum LawNumber: Equatable {
    case sound
    /// Only letters beyond a known symbol were in the way.
    case cut(to: String)
    case unknown

    private static let issuers = [
        "NĐ-CP", "NQ-CP", "QĐ-TTg", "CT-TTg", "TT-BCA", "TT-BCT", "TT-BDTTG", "TT-BGDĐT", "TT-BGTVT", "TT-BKHCN",
        "TT-BKHĐT", "TT-BLĐTBXH", "TT-BNNMT", "TT-BNNPTNT", "TT-BNV", "TT-BQP", "TT-BTC", "TT-BTNMT", "TT-BTP",
        "TT-BTTTT", "TT-BVHTTDL", "TT-BXD", "TT-BYT", "TT-NHNN", "TT-TTCP", "TT-UBDT", "TT-VPCP", "QH10", "QH11",
            "QH12",
        "QH13", "QH14", "QH15", "QH16", "PL-UBTVQH13", "NQ-UBTVQH15", "UBTVQH13", "UBTVQH14", "UBTVQH15",
    ]

    static func checked(_ text: String) -> LawNumber {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].allSatisfy({ $0.isNumber || $0 == "." }), parts[1].count == 4,
            parts[1].allSatisfy(\.isNumber)
        else { return .unknown }
        let symbol = String(parts[2])
        guard let known = issuers.filter(symbol.hasPrefix).max(by: { $0.count < $1.count }) else { return .unknown }
        let rest = symbol.dropFirst(known.count)
        if rest.isEmpty { return .sound }
        guard rest.count <= 3, rest.allSatisfy({ $0.isLetter && $0.isUppercase }) else { return .unknown }
        return .cut(to: "\(parts[0])/\(parts[1])/\(known)")
    }
}
