import Base
import Deadlines

/// A year as a person types it, a line each: `24/1 - 28/1 Tết Nguyên đán`, `bù 3/5 Nghỉ bù 1/5`, `đổi 2/1 làm 10/1 Nghỉ
/// hoán đổi`.
package enum YearText {
    /// - Throws: `invalid-form` with every line that cannot be read, under the field `days`.
    package static func sheet(_ text: String, year: WorkCalendar.Year) throws(Problem) -> YearSheet {
        var (days, swaps, faults): ([WorkCalendar.DayOff], [WorkCalendar.Swap], [FieldFault]) = ([], [], [])
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard !words.isEmpty else { continue }
            guard let read = read(words, year.number) else {
                let told = ["line": "\(index + 1)", "text": "\(line.prefix(40))"]
                faults.append(FieldFault("days", "calendar-line", told))
                continue
            }
            days += read.days
            if let swap = read.swap { swaps.append(swap) }
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        return YearSheet(year: year, daysOff: days, swaps: swaps)
    }

    private static func read(
        _ words: [String], _ year: Int
    ) -> (days: [WorkCalendar.DayOff], swap: WorkCalendar.Swap?)? {
        switch words[0].lowercased() {
        case "đổi":
            guard words.count >= 5, let off = date(words[1], year), words[2].lowercased() == "làm",
                let worked = date(words[3], year), !isWeekend(off), isWeekend(worked)
            else { return nil }
            let name = words[4...].joined(separator: " ")
            return ([.init(date: off, kind: .swapped, name: name)], .init(off: off, worked: worked))
        case "bù": return range(Array(words.dropFirst()), .compensation, year).map { ($0, nil) }
        default: return range(words, .holiday, year).map { ($0, nil) }
        }
    }

    /// `24/1 - 28/1 Tết` or `24/1 Tết`; in a range, days of the weekend are off anyway.
    private static func range(
        _ words: [String], _ kind: WorkCalendar.DayOff.Kind, _ year: Int
    ) -> [WorkCalendar.DayOff]? {
        var (dates, rest): ([LocalDate], [String]) = ([], words)
        while dates.count < 2, let word = rest.first {
            let parts = word.split(separator: "-").map(String.init)
            let found = parts.compactMap { date($0, year) }
            guard found.count == parts.count else { break }
            dates += found
            rest.removeFirst()
        }
        guard let first = dates.first, let last = dates.last, first <= last, dates.count <= 2, !rest.isEmpty else {
            return nil
        }
        let name = rest.joined(separator: " ")
        return (first.dayNumber...last.dayNumber).map(LocalDate.init(dayNumber:))
            .filter { first == last || !isWeekend($0) }
            .map { WorkCalendar.DayOff(date: $0, kind: kind, name: name) }
    }

    /// `24/1` or `24/01/2028`
    private static func date(_ word: String, _ year: Int) -> LocalDate? {
        let numbers = word.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 2 || numbers.count == 3, let day = numbers[0], let month = numbers[1],
            numbers.count == 2 || numbers[2] == year
        else { return nil }
        return LocalDate(year: year, month: month, day: day)
    }

    private static func isWeekend(_ date: LocalDate) -> Bool { date.weekday == .saturday || date.weekday == .sunday }

    /// The lines of a year that a calendar has, for whoever corrects it.
    package static func text(of year: Int, in calendar: WorkCalendar) -> String {
        func short(_ date: LocalDate) -> String { "\(date.day)/\(date.month)" }
        var worked = calendar.extraWorkingDays(in: year)[...]
        return calendar.daysOff(in: year).map { day in
            switch day.kind {
            case .holiday, .closure: "\(short(day.date)) \(day.name)"
            case .compensation: "bù \(short(day.date)) \(day.name)"
            case .swapped: "đổi \(short(day.date)) làm \(worked.popFirst().map(short) ?? "?") \(day.name)"
            }
        }.joined(separator: "\n")
    }
}
