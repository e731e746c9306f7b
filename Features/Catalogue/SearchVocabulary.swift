import Foundation

/// All folded words of the catalogue with their numbers and weights, and which of them a typed word may stand for.
struct SearchVocabulary: Sendable {
    struct Meaning: Sendable {
        let word: Int
        /// 1: the very word; less for a beginning, a like sound, a slip.
        let quality: Double
    }

    private(set) var words: [String] = []
    private(set) var weights: [Double] = []
    private var numbers: [String: Int] = [:]
    private var bytes: [[UInt8]] = []
    private var bySound: [String: [Int]] = [:]
    /// Numbers in the order of their words, for finding beginnings.
    private var sorted: [Int] = []

    var count: Int { words.count }

    /// The weight of a word that the catalogue does not have.
    private(set) var rarest = 1.0

    mutating func number(adding word: String) -> Int {
        if let number = numbers[word] { return number }
        let number = words.count
        words.append(word)
        numbers[word] = number
        bytes.append(Array(word.utf8))
        bySound[SearchWord.sound(of: word), default: []].append(number)
        return number
    }

    /// Inverse document frequency; called once, when all words are in.
    mutating func weigh(documents: Int, frequencies: [Int]) {
        weights = frequencies.map { log(1 + Double(documents) / Double(max($0, 1))) }
        rarest = log(1 + Double(max(documents, 1)))
        sorted = words.indices.sorted { words[$0] < words[$1] }
    }

    /// The best first. A word that the catalogue has means itself and what sounds like it; only an unknown one is
    /// taken for
    /// a slip, two words written as one, or, at the end of the query, for the beginning of a word.
    func meanings(of word: String, mayBeUnfinished: Bool) -> [Meaning] {
        var found: [Meaning] = []
        if let number = numbers[word] { found.append(Meaning(word: number, quality: 1)) }
        for number in bySound[SearchWord.sound(of: word)] ?? [] where words[number] != word {
            found.append(Meaning(word: number, quality: 0.72))
        }
        if mayBeUnfinished { found += beginnings(word, known: found) }
        guard found.isEmpty || (numbers[word] == nil && word.utf8.count >= 3) else { return found }
        if word.utf8.count >= 3 { found += slips(word, known: found) }
        return found
    }

    private func beginnings(_ word: String, known: [Meaning]) -> [Meaning] {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = (low + high) / 2
            if words[sorted[middle]] < word { low = middle + 1 } else { high = middle }
        }
        return sorted[low...].prefix { words[$0].hasPrefix(word) }.prefix(200).filter { number in
            words[number] != word && !known.contains { $0.word == number }
        }.map { number in
            let share = Double(word.utf8.count) / Double(words[number].utf8.count)
            return Meaning(word: number, quality: 0.45 + 0.35 * share)
        }
    }

    private func slips(_ word: String, known: [Meaning]) -> [Meaning] {
        let typed = Array(word.utf8)
        var found: [Meaning] = []
        for (number, other) in bytes.enumerated() where abs(other.count - typed.count) <= 1 && other.count >= 2 {
            guard SearchWord.differByOneSlip(typed, other),
                !known.contains(where: { $0.word == number }) else { continue }
            found.append(Meaning(word: number, quality: typed.count >= 4 ? 0.68 : 0.56))
        }
        return found
    }
}
