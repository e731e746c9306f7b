import Base
import Web

/// A name with the words that were meant marked. Everything is escaped; only our own `mark` is markup.
enum MarkedText {
    static func html(_ text: String, words: Set<String>) -> HTML {
        guard !words.isEmpty else { return "\(text)" }
        var out: HTML = .empty
        var run = ""
        var isWord = false
        let flush = { (run: inout String, isWord: Bool, out: inout HTML) in
            let isMeant = isWord && words.contains(VietnameseText.folded(run))
            out += isMeant ? "<mark>\(run)</mark>" : "\(run)"
            run = ""
        }
        for scalar in text.unicodeScalars {
            let belongs = isOfWord(scalar, after: isWord)
            if belongs != isWord {
                flush(&run, isWord, &out)
                isWord = belongs
            }
            run.unicodeScalars.append(scalar)
        }
        flush(&run, isWord, &out)
        return out
    }

    /// A mark that stands by itself belongs to the letter before it.
    private static func isOfWord(_ scalar: Unicode.Scalar, after isWord: Bool) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x1E00...0x1EFF: true
        case 0...0x7F: false
        case 0x300...0x36F: isWord
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }
}
