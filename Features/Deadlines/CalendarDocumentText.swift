import Base

/// The way back: values as `CalendarDocument` reads them.
extension CalendarDocument {
    package static func node(of sheet: YearSheet) -> JSONNode {
        object([
            ("year", JSONNode(.integer(Int64(sheet.year.number)))),
            ("official", JSONNode(.bool(sheet.year.isOfficial))), ("source", text(sheet.year.source)),
            ("off", node(of: sheet.daysOff)),
            ("worked", JSONNode(.list(sheet.swaps.map(node)))),
        ])
    }

    /// One entry a day.
    package static func node(of daysOff: [WorkCalendar.DayOff]) -> JSONNode {
        JSONNode(.list(daysOff.map { dayOff in
            let told = [("kind", dayOff.kind.rawValue), ("name", dayOff.name)].map { ($0.0, text($0.1)) }
            return object([("from", text(dayOff.date.iso8601))] + told
                + (dayOff.basis.map { [("basis", text($0))] } ?? []))
        }))
    }

    package static func node(of swap: WorkCalendar.Swap) -> JSONNode {
        object([("date", text(swap.worked.iso8601)), ("for", text(swap.off.iso8601))])
    }

    /// One entry of `hours`.
    package static func node(of period: WorkCalendar.HoursPeriod) -> JSONNode {
        let days = zip(dayNames, period.hours.week).filter { !$0.1.isEmpty }.map { name, spans in
            (name, JSONNode(.list(spans.map { text("\($0.opens)-\($0.closes)") })))
        }
        return object([("from", text(period.from.iso8601)), ("cut-off", text("\(period.hours.sameDayCutOff)"))] + days)
    }

    package static func object(_ members: [(String, JSONNode)]) -> JSONNode {
        JSONNode(.object(members.map { JSONNode.Member(name: $0.0, node: $0.1) }))
    }

    private static func text(_ text: String) -> JSONNode { JSONNode(.text(text)) }
}
