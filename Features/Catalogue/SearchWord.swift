import Base

/// One word of a query or a name: as written in small letters, and folded (without marks) for comparing.
struct SearchWord: Hashable, Sendable {
    let marked: String
    let folded: String

    var hasMarks: Bool { marked != folded }

    /// The words of a text in their order; what is neither letter nor digit separates.
    static func words(in text: String, max: Int = .max) -> [SearchWord] {
        let lowered = VietnameseText.tidied(text).lowercased()
        return lowered.split(maxSplits: max, whereSeparator: { !$0.isLetter && !$0.isNumber }).prefix(max).map {
            SearchWord(marked: String($0), folded: VietnameseText.folded(String($0)))
        }
    }

    /// How a folded word sounds where people mix up letters: tr/ch, s/x, gi/r/d, l/n, i/y, k/c, final t/c and n/ng.
    static func sound(of folded: String) -> String {
        var word = folded[...]
        var start = ""
        let pairs = [("ngh", "ng"), ("gh", "g"), ("tr", "ch"), ("gi", "d"), ("qu", "q"), ("k", "c"), ("s", "x"),
            ("r", "d"),
            ("l", "n")]
        // "khai", "ki" and "chi" keep their own beginnings.
        if !word.hasPrefix("kh"), let (spelt, sounded) = pairs.first(where: { word.hasPrefix($0.0) }),
            word.count > spelt.count
        {
            word = word.dropFirst(spelt.count)
            start = sounded
        }
        var rest = word.replacing("y", with: "i")
        if rest.hasSuffix("ng") { rest = rest.dropLast() } else if rest.hasSuffix("c") { rest = rest.dropLast() + "t" }
        return start + rest
    }

    /// Whether one slip of the finger makes one word of the other: a letter too much, too few, wrong, or two exchanged.
    static func differByOneSlip(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard long.count - short.count <= 1 else { return false }
        var index = 0
        while index < short.count, short[index] == long[index] { index += 1 }
        if short.count < long.count { return short[index...].elementsEqual(long[(index + 1)...]) }
        guard index < short.count else { return false }
        if short[(index + 1)...].elementsEqual(long[(index + 1)...]) { return true }
        return index + 1 < short.count && short[index] == long[index + 1] && short[index + 1] == long[index]
            && short[(index + 2)...].elementsEqual(long[(index + 2)...])
    }

    /// Words that ask but do not name: they weigh little in a query.
    static let asking: Set<String> = [
        "toi", "minh", "muon", "xin", "lam", "cho", "can", "hoi", "o", "dau", "nhu", "bao", "nhieu",
            "thu",
        "tuc", "duoc", "khong", "cua", "va", "la", "cac", "nhung", "mot", "di", "voi", "ve", "bi", "giay",
        "gi", "ai", "khi", "thi", "co", "phai", "nen", "sao", "roi", "xong", "nao", "the", "de", "trong", "ra", "vao",
    ]
}
