import Assets
import Base

/// Words of every day for what the law calls otherwise: "sổ đỏ" means procedure 1.013978.
package struct Synonym: Sendable, Equatable {
    package let phrase: String
    /// Codes in the order in which they are meant; the first is shown first.
    package let codes: [String]
    /// Official words that the phrase stands for, when no code says it.
    package let words: [String]

    /// Reads one line `cụm từ = mã hoặc từ, …`; nil when it is not one.
    package init?(line: String) {
        let halves = line.split(separator: "=", maxSplits: 1).map { VietnameseText.tidied(String($0)) }
        guard halves.count == 2 else { return nil }
        self.init(phrase: halves[0], meaning: halves[1])
    }

    /// - Parameter meaning: codes and official words between commas.
    package init?(phrase: String, meaning: String) {
        let targets = meaning.split(separator: ",").map { VietnameseText.tidied(String($0)) }.filter { !$0.isEmpty }
        guard !targets.isEmpty, !SearchWord.words(in: phrase).isEmpty else { return nil }
        self.phrase = VietnameseText.tidied(phrase)
        codes = targets.compactMap(ProcedureCode.normalised)
        words = targets.filter { ProcedureCode.normalised($0) == nil }
    }

    package var meaning: String { (codes + words).joined(separator: ", ") }

    /// Those that come with the program, from `Data/synonyms.txt`.
    package static var builtIn: [Synonym] { read(Assets.text(of: "Features/Catalogue/Data/synonyms.txt")) }

    /// One a line; empty lines and lines that begin with `#` say nothing.
    package static func read(_ text: String) -> [Synonym] {
        text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.compactMap { Synonym(line: String($0)) }
    }
}
