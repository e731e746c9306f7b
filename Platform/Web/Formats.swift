import Base

/// Dates, numbers and money as the language of the page writes them.
package struct Formats: Sendable {
    let strings: Strings

    /// "25/11/2026", in English "25 November 2026".
    package func date(_ date: LocalDate) -> String {
        if isVietnamese { return date.description }
        return strings(
            "web.date",
            [
                "day": "\(date.day)", "dd": twoDigits(date.day), "mm": twoDigits(date.month),
                "month": strings("web.month.\(date.month)"), "year": "\(date.year)",
            ])
    }

    /// "thứ Tư, 25/11/2026"
    package func longDate(_ date: LocalDate) -> String {
        strings("web.date.long", ["weekday": strings("web.weekday.\(date.weekday.rawValue)"), "date": self.date(date)])
    }

    /// "thứ Tư, 25/11/2026 lúc 10:30", the clock of Việt Nam.
    package func dateTime(_ instant: Instant) -> String {
        strings("web.date.time", ["date": longDate(instant.localDate), "time": instant.localTime.description])
    }

    /// "25/11/2026 10:30": for tables.
    package func shortDateTime(_ instant: Instant) -> String {
        "\(date(instant.localDate)) \(instant.localTime.description)"
    }

    /// "còn 2 ngày làm việc", "đến hạn hôm nay", "quá hạn 1 ngày làm việc".
    /// - Parameter days: working days until due; below zero when overdue.
    /// - Parameter isLate: the date has passed, though perhaps no working day since: a Saturday after a Friday.
    package func workingDays(left days: Int, isLate: Bool = false) -> String {
        switch days {
        case 0 where isLate: strings("web.days.late.none")
        case 0: strings("web.days.today")
        case 1: strings("web.days.left.one")
        case -1: strings("web.days.late.one")
        case 2...: strings("web.days.left", ["days": number(days)])
        default: strings("web.days.late", ["days": number(-days)])
        }
    }

    /// "1.234.567"
    package func number(_ number: some BinaryInteger) -> String { localised(grouped(number)) }

    /// "12,5" with exactly `decimals` figures after the comma (0 to 6), rounded half away from zero.
    package func number(_ number: Double, decimals: Int) -> String {
        precondition((0...6).contains(decimals) && number.isFinite && number.magnitude < 1e12)
        let scale = (0..<decimals).reduce(Int64(1)) { scale, _ in scale * 10 }
        let scaled = Int64((number.magnitude * Double(scale)).rounded())
        let sign = number < 0 && scaled != 0 ? "-" : ""
        let whole = self.number(scaled / scale)
        guard decimals > 0 else { return sign + whole }
        let rest = String(scaled % scale)
        let zeros = String(repeating: "0", count: decimals - rest.count)
        return sign + whole + strings("web.number.decimal") + zeros + rest
    }

    /// The share of a part in a whole, as offices publish it: "92,9 %". One decimal; two where whole percents would say
    /// all or nothing and it is neither, so that 2.515 of 2.517 is "99,92 %" and 1 of 2.517 "0,04 %". Never rounded up
    /// to all nor down to nothing: "99,99 %" at most, "0,01 %" at least. All is "100 %", nothing "0 %", of nothing "–".
    /// - Precondition: 0 ≤ part ≤ whole.
    package func share(_ part: Int, of whole: Int) -> String {
        precondition(0 <= part && part <= whole)
        guard whole > 0 else { return "–" }
        if part == 0 || part == whole { return strings("web.percent", ["number": part == 0 ? "0" : "100"]) }
        let isNearlyAllOrNothing = part * 1000 >= 995 * whole || part * 1000 < 5 * whole
        let hundredths = min(max((part * 20_000 + whole) / (2 * whole), 1), 9_999)
        let tenths = (part * 2_000 + whole) / (2 * whole)
        let text = isNearlyAllOrNothing
            ? number(Double(hundredths) / 100, decimals: 2) : number(Double(tenths) / 10, decimals: 1)
        return strings("web.percent", ["number": text])
    }

    /// "1.234.567 ₫"
    package func money(_ amount: Dong) -> String { localised(amount.text) }

    /// "20 MB", "312 kB"; at least 1 kB.
    package func fileSize(_ bytes: Int) -> String {
        bytes >= 1_000_000
            ? number(Double(bytes) / 1_000_000, decimals: bytes % 1_000_000 < 50_000 ? 0 : 1) + " MB"
            : number(max(1, bytes / 1000)) + " kB"
    }

    /// A number that is written with the Vietnamese thousands point.
    private func localised(_ text: String) -> String {
        isVietnamese ? text : text.replacing(".", with: strings("web.number.group"))
    }

    private var isVietnamese: Bool { strings.language == .vietnamese }
}

extension Strings {
    package var formats: Formats { Formats(strings: self) }
}
