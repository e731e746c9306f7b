import Base

/// When a mandate begins and ends, and what it needs to be one.
package enum MandateRule {
    /// Người thành niên: 18 years old (BLDS 2015, article 20).
    static let adultYears = 18
    /// The longest that this program takes for one paper; whoever needs more shows a newer one.
    static let yearsMax = 10
    /// A helper's consent is for a matter or a season, not for life.
    static let helperDaysMax = 366
    static let textLengthMax = 200

    /// The day on which somebody is an adult. Whoever was born on a leap day is one on the first of March
    /// (BLDS 2015, article 148: a year ends with the month's last day where it has no such day).
    package static func adultDay(bornOn birth: LocalDate) -> LocalDate {
        let year = birth.year + adultYears
        if let day = LocalDate(year: year, month: birth.month, day: birth.day) { return day }
        let last = LocalDate.days(inMonth: birth.month, of: year)
        return (LocalDate(year: year, month: birth.month, day: last) ?? birth).adding(days: 1)
    }

    /// The last day of an authorisation that names none: it runs a year (BLDS 2015, articles 140 and 563).
    package static func unsaidEnd(from: LocalDate) -> LocalDate { anniversary(of: from, years: 1).adding(days: -1) }

    private static func anniversary(of day: LocalDate, years: Int) -> LocalDate {
        let last = LocalDate.days(inMonth: day.month, of: day.year + years)
        return LocalDate(year: day.year + years, month: day.month, day: min(day.day, last)) ?? day
    }

    /// What speaks against the days; nil when they can be.
    static func fault(
        _ kind: Mandate.Kind, from: LocalDate, through: LocalDate?, bornOn birth: LocalDate?, today: LocalDate
    ) -> FieldFault? {
        switch kind {
        case .member: return nil
        case .parent:
            guard let birth else { return FieldFault("birth-date", "mandate.birth-date-missing") }
            if today < birth { return FieldFault("birth-date", "mandate.birth-date-future") }
            return adultDay(bornOn: birth) <= today ? FieldFault("birth-date", "mandate.child-is-adult") : nil
        case .representative, .helper:
            guard let through else { return FieldFault("through", "mandate.through-missing") }
            if through < from { return FieldFault("through", "mandate.ends-before") }
            if through < today { return FieldFault("through", "mandate.through-past") }
            if kind == .helper, helperDaysMax <= through.dayNumber - from.dayNumber {
                return FieldFault("through", "mandate.helper-too-long", ["days": "\(helperDaysMax)"])
            }
            return anniversary(of: from, years: yearsMax) < through
                ? FieldFault("through", "mandate.too-far", ["years": "\(yearsMax)"]) : nil
        }
    }
}
