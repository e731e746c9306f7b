import Base
import Storage

/// A day, a month or a year: every count is kept for all three, so that a question about ten years adds up some dozen
/// rows a cell and not thousands.
package struct FigureSpan: Sendable, Hashable {
    package enum Grain: String, Sendable, CaseIterable, SQLConvertible {
        case day, month, year
    }

    package let grain: Grain
    /// `2026-11-23`, `2026-11` or `2026`: sorts as time does.
    package let text: String

    package init(_ grain: Grain, of day: LocalDate) {
        self.grain = grain
        text = switch grain {
        case .day: day.iso8601
        case .month: String(day.iso8601.prefix(7))
        case .year: String(day.iso8601.prefix(4))
        }
    }

    init(grain: Grain, text: String) {
        self.grain = grain
        self.text = text
    }

    /// The three spans that a day belongs to.
    static func all(of day: LocalDate) -> [FigureSpan] { Grain.allCases.map { FigureSpan($0, of: day) } }
}

/// Spans of one grain that follow one another, both ends included.
package struct FigureSpans: Sendable, Equatable {
    package let grain: FigureSpan.Grain
    package let first: String
    package private(set) var last: String

    /// The fewest runs of spans that make up the days from `first` through `last`: at most two runs of days, two of
    /// months and one of years. None when `last` is before `first`.
    /// - Parameter longest: no spans longer than this.
    package static func covering(
        _ first: LocalDate, through last: LocalDate, longest limit: FigureSpan.Grain = .year
    ) -> [FigureSpans] {
        var runs: [FigureSpans] = []
        var day = first
        while day <= last {
            let (grain, next) = longest(from: day, through: last, limit)
            let text = FigureSpan(grain, of: day).text
            if runs.last?.grain == grain {
                runs[runs.count - 1].last = text
            } else {
                runs.append(FigureSpans(grain: grain, first: text, last: text))
            }
            guard let next else { break }
            day = next
        }
        return runs
    }

    /// All days before `day`. No dossier is older than 1900.
    package static func before(_ day: LocalDate) -> [FigureSpans] {
        covering(LocalDate(year: 1900, month: 1, day: 1) ?? day, through: day.adding(days: -1))
    }

    /// The longest span that begins with `day` and ends by `last`, and the day after it.
    private static func longest(
        from day: LocalDate, through last: LocalDate, _ limit: FigureSpan.Grain
    ) -> (FigureSpan.Grain, LocalDate?) {
        if limit == .year, day.month == 1, day.day == 1, let next = LocalDate(year: day.year + 1, month: 1, day: 1),
            next <= last.adding(days: 1)
        {
            return (.year, next)
        }
        let afterMonth = day.month == 12
            ? LocalDate(year: day.year + 1, month: 1, day: 1)
            : LocalDate(year: day.year, month: day.month + 1, day: 1)
        if limit != .day, day.day == 1, let afterMonth, afterMonth <= last.adding(days: 1) {
            return (.month, afterMonth)
        }
        return (.day, day.adding(days: 1))
    }
}
