import Base
import Deadlines
import Testing

/// More than three hundred due dates, and for each of them the explanation that must lead there.
@Suite struct DueDateTableTests {
    struct Row: CustomTestStringConvertible {
        let line: String
        let matter: DeadlineCase
        let due: String

        var testDescription: String { line }

        init(_ line: String) throws {
            self.line = line
            let words = line.split(separator: " ").map(String.init)
            let term = try TermRule(Term(reading: words[0])).term(isRemote: words.contains("remote"))
            let accepted = try #require(Instant(iso8601: words[1]))
            due = "\(words[2]):00+07:00"
            let rest = words.dropFirst(3).filter { $0 != "remote" }
            matter = DeadlineCase(
                term: term, acceptedAt: accepted,
                stops: try rest.filter { !$0.hasPrefix("+") }.map { try CaseDocument.stop($0) },
                extended: try rest.first { $0.hasPrefix("+") }.map {
                    try CaseDocument.extended(String($0.dropFirst()), of: term)
                })
        }
    }

    static let tables = DueDatesOfTheYear.all + DueDatesOfTheCourse.all

    static func rows(_ table: String) throws -> [Row] { try table.split(separator: "\n").map { try Row(String($0)) } }

    @Test func thereAreMoreThanThreeHundredRows() throws {
        #expect(try Self.tables.flatMap { try Self.rows($0.1) }.count > 300)
    }

    @Test(arguments: tables)
    func everyRowIsDueWhenTheLawSays(table: (name: String, text: String)) throws {
        for row in try Self.rows(table.text) {
            #expect(try Deadline.due(for: row.matter, in: .vietnam)?.instant.iso8601 == row.due, "\(row.line)")
        }
    }

    @Test(arguments: tables)
    func everyExplanationLeadsToTheDueDate(table: (name: String, text: String)) throws {
        for row in try Self.rows(table.text) {
            let answer = try Deadline.explain(row.matter, in: .vietnam)
            #expect(answer.due?.instant.iso8601 == row.due, "\(row.line)")
            Expected.explanation(answer, of: row.matter, row.line)
        }
    }

    @Test(arguments: tables)
    func stopsGivenInAnotherOrderChangeNothing(table: (name: String, text: String)) throws {
        for row in try Self.rows(table.text) where row.matter.stops.count > 1 {
            var turned = row.matter
            turned.stops.reverse()
            #expect(try Deadline.due(for: turned, in: .vietnam)?.instant.iso8601 == row.due, "\(row.line)")
        }
    }
}

/// What holds for the explanation of any dossier whose clock runs and whose term never began anew.
enum Expected {
    static func explanation(_ answer: Explanation, of matter: DeadlineCase, _ comment: String) {
        let first = matter.acceptedAt.localDate.dayNumber
        let last = answer.due?.date.dayNumber ?? first
        #expect(answer.days.map(\.date.dayNumber) == Array(first...max(first, last)), "every day once: \(comment)")
        let counted = answer.days.filter { $0.isCounted && !$0.isExtension }
        switch matter.term {
        case .sameDay: #expect(counted.count == 1, "\(comment)")
        case .workingDays(let days), .calendarDays(let days): #expect(counted.count == days, "\(comment)")
        case .workingHours(let hours):
            let seconds = counted.reduce(0) { sum, day in
                guard case .officeHours(let used) = day.reason else { return sum }
                return sum + used
            }
            #expect(seconds == hours * 3600, "\(comment)")
        case .months: #expect(!counted.isEmpty, "\(comment)")
        }
        let added = answer.days.filter { $0.isCounted && $0.isExtension }
        #expect(added.count == matter.extended?.days ?? 0, "\(comment)")
    }
}
