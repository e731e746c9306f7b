import Base

extension FormView {
    /// A date as three boxes: day, month, year. The values are `<field>-ngay`, `-thang`, `-nam`, read by
    /// `FormValues.date`.
    /// - Parameter isBirthday: lets the browser fill in the person's own date of birth.
    package func date(
        _ field: String, label: String, hint: String? = nil, initial: LocalDate? = nil, isOptional: Bool = false,
        isBirthday: Bool = false, heading: Bool = false
    ) -> HTML {
        let naming = Naming(label: label, hint: hint ?? strings("web.date.example"), isOptional: isOptional)
        let initials = initial.map { ["\($0.day)", "\($0.month)", "\($0.year)"] } ?? ["", "", ""]
        let boxes = zip(FormValues.dateParts, initials).enumerated().map { index, part -> HTML in
            let name = "\(field)-\(part.0)"
            let id = index == 0 ? self.id(field) : self.id(name)
            let completes: HTML = isBirthday ? " autocomplete=\"bday-\(["day", "month", "year"][index])\"" : .empty
            return """
                <div><label for="\(id)">\(strings("web.date.\(part.0)"))</label>\
                <input id="\(id)" name="\(name)" type="text" inputmode="numeric" \
                class="\(index == 2 ? "year" : "day")" \
                value="\(values.has(name) ? value(name) : part.1)"\(completes)\
                \(if: fault(field) != nil, " aria-invalid=\"true\"")></div>
                """
        }
        return box(
            field,
            """
            <fieldset\(describedGroup(field, naming))>\
            \(legend(naming.label, heading: heading, optional: optional(naming)))\
            \(self.hint(field, naming))\(faultLine(field))<div class="date">\(boxes)</div></fieldset>
            """)
    }
}

/// A date as somebody typed it into three boxes.
package enum TypedDate: Sendable, Equatable {
    /// All three boxes are empty.
    case none
    /// Something was typed that no calendar has, or a box is empty.
    case wrong
    case date(LocalDate)

    /// The day, when one was typed that the calendar has.
    package var day: LocalDate? {
        switch self {
        case .date(let date): date
        case .none, .wrong: nil
        }
    }
}

extension FormValues {
    static let dateParts = ["ngay", "thang", "nam"]

    /// Reads the three boxes of a date field; spaces and leading zeros do not matter.
    package func date(_ field: String) -> TypedDate {
        let texts = FormValues.dateParts.map { self["\(field)-\($0)"].filter { !$0.isWhitespace } }
        if texts.allSatisfy(\.isEmpty) { return .none }
        let numbers = texts.compactMap { Int($0) }
        guard numbers.count == 3, numbers[2] >= 1000,
            let date = LocalDate(year: numbers[2], month: numbers[1], day: numbers[0])
        else { return .wrong }
        return .date(date)
    }

    /// The values that show `date` in a date field.
    package static func pairs(_ field: String, _ date: LocalDate) -> [(name: String, value: String)] {
        Array(zip(dateParts.map { "\(field)-\($0)" }, ["\(date.day)", "\(date.month)", "\(date.year)"]))
            .map { (name: $0.0, value: $0.1) }
    }
}
