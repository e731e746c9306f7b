import Base
import Foundation

/// Finds procedures by what people type: without marks, with wrong ones, with slips of the finger, in any order, in
/// words
/// of every day. Built once for a state of the catalogue, then only read; nothing here touches the database.
package struct ProcedureSearch: Sendable {
    package struct Hit: Sendable {
        package let procedure: Procedure
        /// Higher is better; only the order means something.
        package let score: Double
        /// Folded words of the name that the query meant, for marking.
        package let words: Set<String>
    }

    private struct Entry: Sendable {
        let procedure: Procedure
        /// The name's words in order, by their numbers.
        let name: [Int]
        let marked: Set<String>
        /// The sum of the weights of the name's different words.
        let weight: Double
    }

    private struct Phrase: Sendable {
        let words: [Int]
        /// How many different words.
        let different: Int
        let codes: [String]
        let meaning: [[Int]]
    }

    private let entries: [Entry]
    private let indexByCode: [String: Int]
    private let vocabulary: SearchVocabulary
    private let phrases: [Phrase]
    /// Which phrases have a word, by its number.
    private let inPhrase: [[Int]]
    /// Which entries have a word in their name, and which elsewhere (field, results).
    private let inName: [[Int]]
    private let elsewhere: [[Int]]
    /// Which entries ask for a form, by the folded words of its number that have a digit: `ct01`, `15d`, `02`.
    private let forms: [String: [Int]]

    /// - Parameter procedures: those in force; withdrawn ones are not found.
    package init(_ procedures: [Procedure], synonyms: [Synonym]) {
        let live = procedures.filter { !$0.isWithdrawn }
        let names = live.map { SearchWord.words(in: $0.name) }
        let others = live.map { procedure in
            SearchWord.words(in: procedure.field) + procedure.results.flatMap { SearchWord.words(in: $0.name) }
        }
        var vocabulary = SearchVocabulary()
        let nameNumbers = names.map { words in words.map { vocabulary.number(adding: $0.folded) } }
        let otherNumbers = others.map { words in words.map { vocabulary.number(adding: $0.folded) } }
        phrases = synonyms.map { synonym in
            let numbers = { (vocabulary: inout SearchVocabulary, text: String) in
                SearchWord.words(in: text).map { vocabulary.number(adding: $0.folded) }
            }
            let words = numbers(&vocabulary, synonym.phrase)
            return Phrase(words: words, different: Set(words).count, codes: synonym.codes,
                meaning: synonym.words.map { numbers(&vocabulary, $0) })
        }
        inPhrase = ProcedureSearch.postings(phrases.map(\.words), words: vocabulary.count)
        inName = ProcedureSearch.postings(nameNumbers, words: vocabulary.count)
        elsewhere = ProcedureSearch.postings(otherNumbers, words: vocabulary.count)
        vocabulary.weigh(documents: live.count, frequencies: inName.map(\.count))
        entries = live.indices.map { index in
            Entry(procedure: live[index], name: nameNumbers[index], marked: Set(names[index].map(\.marked)),
                weight: Set(nameNumbers[index]).reduce(0) { $0 + vocabulary.weights[$1] })
        }
        forms = ProcedureSearch.forms(of: live)
        indexByCode = Dictionary(live.enumerated().map { ($1.code, $0) }) { first, _ in first }
        self.vocabulary = vocabulary
    }

    private static func forms(of procedures: [Procedure]) -> [String: [Int]] {
        var forms: [String: [Int]] = [:]
        for (index, procedure) in procedures.enumerated() {
            let words = procedure.components.compactMap(\.form).flatMap { SearchWord.words(in: $0) }.map(\.folded)
            for word in Set(words) where word.contains(where: \.isNumber) { forms[word, default: []].append(index) }
        }
        return forms
    }

    private static func postings(_ documents: [[Int]], words: Int) -> [[Int]] {
        var postings = [[Int]](repeating: [], count: words)
        for (index, numbers) in documents.enumerated() {
            for number in Set(numbers) { postings[number].append(index) }
        }
        return postings
    }

    /// The best first; nothing for a query without letters or digits.
    package func hits(for query: String, limit: Int) -> [Hit] {
        let query = String(query.prefix(CatalogueLimits.queryMax))
        if let byCode = hits(code: query, limit: limit) { return byCode }
        let words = SearchWord.words(in: query, max: 24)
        guard !words.isEmpty else { return [] }
        let meant = words.enumerated().map { index, word in
            MeantWord(vocabulary.meanings(of: word.folded, mayBeUnfinished: index == words.count - 1),
                words: vocabulary.count)
        }
        var scores = nameScores(words, meant)
        addPhrases(words, meant, to: &scores)
        addForms(words, to: &scores)
        return ranked(scores, meant, limit: limit)
    }

    /// Digits and points only: a code or its beginning. Nil for any other query.
    private func hits(code query: String, limit: Int) -> [Hit]? {
        let text = query.filter { !$0.isWhitespace }
        if let code = ProcedureCode.normalised(text) {
            return indexByCode[code].map { [Hit(procedure: entries[$0].procedure, score: 100, words: [])] } ?? []
        }
        guard text.count >= 3, text.allSatisfy({ $0.isNumber || $0 == "." }) else { return nil }
        let digits = text.filter(\.isNumber)
        return entries.filter { $0.procedure.code.filter(\.isNumber).contains(digits) }.prefix(limit).map {
            Hit(procedure: $0.procedure, score: 50, words: [])
        }
    }

    // MARK: Names

    /// What a procedure has earned.
    private struct Score {
        /// How well each word of the query is met by the name, 0 to 1.
        var met: [Double]
        var total = 0.0
        var isMeant = false
    }

    private func nameScores(_ words: [SearchWord], _ meant: [MeantWord]) -> [Int: Score] {
        let empty = Score(met: [Double](repeating: 0, count: words.count))
        var scores: [Int: Score] = [:]
        for (position, word) in meant.enumerated() {
            for meaning in word.meanings {
                for (postings, share) in [(inName, 1.0), (elsewhere, 0.35)] {
                    for entry in postings[meaning.word] {
                        scores[entry, default: empty].met[position].raise(to: meaning.quality * share)
                    }
                }
            }
        }
        let weights = words.indices.map { weight(of: words[$0], meant[$0]) }
        let whole = weights.reduce(0, +)
        for (entry, score) in scores {
            scores[entry]?.total = nameScore(entries[entry], score.met, words, meant, weights, whole: whole)
        }
        return scores
    }

    /// Rare words weigh more than frequent ones, words that only ask weigh little.
    private func weight(of word: SearchWord, _ meant: MeantWord) -> Double {
        let weight = meant.meanings.first.map { vocabulary.weights[$0.word] } ?? vocabulary.rarest
        return SearchWord.asking.contains(word.folded) ? weight * 0.15 : weight
    }

    private func nameScore(
        _ entry: Entry, _ met: [Double], _ words: [SearchWord], _ meant: [MeantWord],
            _ weights: [Double],
        whole: Double
    ) -> Double {
        var earned = 0.0
        for (index, quality) in met.enumerated() where quality > 0 {
            // Marks that agree say more than letters, marks that differ may be a slip.
            let spelling = !words[index].hasMarks ? 1 : entry.marked.contains(words[index].marked) ? 1.08 : 0.8
            earned += weights[index] * quality * spelling
        }
        let coverage = whole > 0 ? earned / whole : 0
        // A long name meets many words by chance.
        let surprise = 1 / (1 + 0.018 * Double(max(0, entry.name.count - 12)))
        var score = 10 * coverage * coverage * surprise
        score += 3 * min(1, earned / max(entry.weight, 1))
        score += 2.5 * neighbours(entry, meant)
        if words.count == entry.name.count, isWhole(entry, meant) { score += 6 }
        if meetsAll(met, words) { score += 3 * min(1, 2 * earned / max(entry.weight, 1)) }
        return score
    }

    /// Whether the name has every word of the query that says something, when there are some.
    private func meetsAll(_ met: [Double], _ words: [SearchWord]) -> Bool {
        let telling = words.indices.filter { !SearchWord.asking.contains(words[$0].folded) }
        return telling.count > 1 && telling.allSatisfy { met[$0] > 0.9 }
    }

    /// The share of neighbouring words of the query that stand side by side in the name too.
    private func neighbours(_ entry: Entry, _ meant: [MeantWord]) -> Double {
        guard meant.count > 1, entry.name.count > 1 else { return 0 }
        var found = 0
        for index in 1..<meant.count {
            let (left, right) = (meant[index - 1], meant[index])
            for place in 1..<entry.name.count
            where left.means(entry.name[place - 1]) && right.means(entry.name[place]) {
                found += 1
                break
            }
        }
        return Double(found) / Double(meant.count - 1)
    }

    private func isWhole(_ entry: Entry, _ meant: [MeantWord]) -> Bool {
        zip(entry.name, meant).allSatisfy { $1.means($0) }
    }

    // MARK: Words of every day

    private func addPhrases(_ words: [SearchWord], _ meant: [MeantWord],
        to scores: inout [Int: Score]) {
        let weights = words.map { SearchWord.asking.contains($0.folded) ? 0.25 : 1 }
        let whole = weights.reduce(0, +)
        let found = phrasesWithin(meant).compactMap { phrase in
            match(phrase.words, meant).map { (phrase: phrase, places: $0.places, quality: $0.quality) }
        }.sorted { ($0.places.count, $0.quality) > ($1.places.count, $1.quality) }
        var used: Set<Int> = []
        var sizeUsed = 0
        for item in found {
            // A phrase inside a longer one that was understood says nothing more.
            if item.places.allSatisfy(used.contains), item.places.count < sizeUsed { continue }
            used.formUnion(item.places)
            sizeUsed = max(sizeUsed, item.places.count)
            let cover = item.places.reduce(0) { $0 + weights[$1] } / max(whole, 0.25) * item.quality
            let strength = 4 * cover + 5 * cover * cover + 0.9 * Double(item.places.count) * item.quality
            for (rank, code) in item.phrase.codes.enumerated() {
                guard let entry = indexByCode[code] else { continue }
                mean(entry, strength * (1 - 0.15 * Double(min(rank, 5))), words.count, in: &scores)
            }
            for meaning in item.phrase.meaning { mean(meaning, strength, words.count, in: &scores) }
        }
    }

    /// The phrases all of whose words the query may mean, in their order: few of some thousand, so that a suggestion
    /// costs the same however many phrases a province adds.
    private func phrasesWithin(_ meant: [MeantWord]) -> [Phrase] {
        var met: [Int: Int] = [:]
        for word in Set(meant.flatMap { $0.meanings.map(\.word) }) {
            for phrase in inPhrase[word] { met[phrase, default: 0] += 1 }
        }
        return met.filter { phrases[$0.key].different == $0.value }.keys.sorted().map { phrases[$0] }
    }

    /// The number of a form: "mẫu 15d", or a number that can be nothing else, "ct01".
    private func addForms(_ words: [SearchWord], to scores: inout [Int: Score]) {
        let saysForm = words.contains { ["mau", "bieu"].contains($0.folded) }
        for word in words {
            guard let entries = forms[word.folded],
                saysForm || (word.folded.count >= 4 && word.folded.contains(where: \.isLetter))
            else { continue }
            for entry in entries { mean(entry, 7, words.count, in: &scores) }
        }
    }

    private func mean(_ entry: Int, _ strength: Double, _ count: Int, in scores: inout [Int: Score]) {
        var score = scores[entry] ?? Score(met: [Double](repeating: 0, count: count))
        score.total += strength
        score.isMeant = true
        scores[entry] = score
    }

    /// Official words instead of a code: every procedure whose name has them all.
    private func mean(_ words: [Int], _ strength: Double, _ count: Int, in scores: inout [Int: Score]) {
        guard let first = words.first else { return }
        for entry in inName[first] where words.allSatisfy(entries[entry].name.contains) {
            mean(entry, strength * 0.9, count, in: &scores)
        }
    }

    /// Where the query says the phrase: side by side, or, for two words and more, in any order.
    private func match(_ phrase: [Int], _ meant: [MeantWord]) -> (places: [Int], quality: Double)? {
        guard phrase.count <= meant.count else { return nil }
        for start in 0...(meant.count - phrase.count) {
            let qualities = phrase.indices.map { meant[start + $0].quality(of: phrase[$0]) }
            if let worst = qualities.min(), worst > 0.5 {
                return (Array(start..<start + phrase.count), qualities.reduce(0, +) / Double(qualities.count))
            }
        }
        guard phrase.count > 1 else { return nil }
        var places: [Int] = []
        var quality = 0.0
        for word in phrase {
            let place = meant.indices.first { !places.contains($0) && meant[$0].quality(of: word) > 0.7 }
            guard let place else { return nil }
            places.append(place)
            quality += meant[place].quality(of: word)
        }
        return (places, 0.85 * quality / Double(phrase.count))
    }

    // MARK: Order

    private func ranked(_ scores: [Int: Score], _ meant: [MeantWord], limit: Int) -> [Hit] {
        let ordered = scores.map { index, score in
            (index: index, score: score, total: score.total + (entries[index].procedure.isCommon ? 0.6 : 0))
        }.sorted { left, right in
            left.total != right.total ? left.total > right.total : left.index < right.index
        }
        guard let best = ordered.first?.total, best > 1.2 else { return [] }
        return ordered.lazy.filter { $0.score.isMeant || $0.total > max(1.2, best * 0.3) }.prefix(limit).map { item in
            let entry = entries[item.index]
            let words = Set(entry.name.filter { number in meant.contains { $0.means(number) } })
            return Hit(procedure: entry.procedure, score: item.total, words: Set(words.map { vocabulary.words[$0] }))
        }
    }
}

/// A word of the query with all that it may stand for.
private struct MeantWord: Sendable {
    /// The best first.
    let meanings: [SearchVocabulary.Meaning]
    /// By the number of the word: looked up for each word of each name, so an array and no dictionary.
    private let qualities: [Double]

    init(_ meanings: [SearchVocabulary.Meaning], words: Int) {
        self.meanings = meanings
        var qualities = [Double](repeating: 0, count: words)
        for meaning in meanings { qualities[meaning.word].raise(to: meaning.quality) }
        self.qualities = qualities
    }

    func means(_ word: Int) -> Bool { qualities[word] > 0 }
    func quality(of word: Int) -> Double { qualities[word] }
}

extension Double {
    fileprivate mutating func raise(to other: Double) { if other > self { self = other } }
}
