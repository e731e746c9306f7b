import Base

/// A trial of the search: questions as people type them, each with the procedures that are a right answer. Says how
/// often the right one comes first and among the first three, and which questions miss.
package struct SearchTrial: Sendable {
    /// One question; any of the codes is a right answer.
    package struct Question: Sendable, Equatable {
        package let text: String
        package let codes: Set<String>
    }

    package struct Miss: Sendable, Equatable {
        package let question: Question
        /// Where the first right one stood, from 1; nil when it was not among the first twenty.
        package let place: Int?
        /// What came first in its place.
        package let found: [String]
    }

    package struct Outcome: Sendable, Equatable {
        package let questions: Int
        package let first: Int
        package let firstThree: Int
        package let misses: [Miss]

        package func share(_ count: Int) -> Double { questions == 0 ? 0 : Double(count) / Double(questions) }
    }

    /// How many hits of a question are looked at.
    private static let depth = 20

    package let questions: [Question]

    /// One question a line, a tab, then codes between commas; empty lines and lines with `#` say nothing.
    /// - Throws: `search-trial-line` (422) with the number of the first line that says neither.
    package init(_ text: String) throws(Problem) {
        var questions: [Question] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if line.isEmpty || line.hasPrefix("#") { continue }
            let parts = line.split(separator: "\t").map { VietnameseText.tidied(String($0)) }
            let last = parts.count == 2 ? parts[1] : ""
            let codes = last.split(separator: ",").map { ProcedureCode.normalised(String($0)) }
            guard !codes.isEmpty, !codes.contains(nil) else {
                throw Problem("search-trial-line", status: 422, arguments: ["line": "\(index + 1)"])
            }
            questions.append(Question(text: parts[0], codes: Set(codes.compactMap(\.self))))
        }
        self.questions = questions
    }

    package func run(on search: ProcedureSearch) -> Outcome {
        var (first, firstThree) = (0, 0)
        var misses: [Miss] = []
        for question in questions {
            let found = search.hits(for: question.text, limit: Self.depth).map(\.procedure.code)
            let place = found.firstIndex(where: question.codes.contains).map { $0 + 1 }
            if place == 1 { first += 1 }
            if let place, place <= 3 { firstThree += 1 }
            if place != 1 { misses.append(Miss(question: question, place: place, found: Array(found.prefix(3)))) }
        }
        return Outcome(questions: questions.count, first: first, firstThree: firstThree, misses: misses)
    }

    /// What is asked while the questions are typed: every beginning of each, from its second letter.
    package var beginnings: [String] {
        questions.flatMap { question in (2...max(2, question.text.count)).map { String(question.text.prefix($0)) } }
    }
}
