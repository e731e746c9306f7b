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
            let isMeant = isWord && words.contains(VietnameseText.folded(run.lowercased()))
            out += isMeant ? "<mark>\(run)</mark>" : "\(run)"
            run = ""
        }
        for character in text {
            let belongs = character.isLetter || character.isNumber
            if belongs != isWord {
                flush(&run, isWord, &out)
                isWord = belongs
            }
            run.append(character)
        }
        flush(&run, isWord, &out)
        return out
    }
}
