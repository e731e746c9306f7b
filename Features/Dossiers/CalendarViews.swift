import Base
import Deadlines
import Web

/// How the working calendar looks: twelve small months, the days off by name, what a further one would move.
struct CalendarViews {
    let calendar: WorkCalendar
    let year: Int
    let question: CalendarQuestion
    let preview: DayOffPreview?
    let request: WebRequest

    private var t: Strings { request.strings }

    var page: Page {
        let form = FormView(t, values: request.query, faults: question.faults)
        return Page(title: form.title("\(t("dossier.calendar")) \(year)"), density: .officer,
            section: CalendarPages.path, main: """
            \(form.summary)<h1>\(t("dossier.calendar"))</h1><p class="lead">\(t("dossier.calendar.lead"))</p>
            \(warning)\(Components.tabs(t("dossier.calendar.year"), tabs))
            \(source)\(legend)<div class="year-picture">\((1...12).map(month))</div>
            <h2>\(t("dossier.calendar.days-off"))</h2>\(daysOff)
            <h2>\(t("dossier.calendar.what-if"))</h2><p>\(t("dossier.calendar.what-if.lead"))</p>
            \(ask(form))\(moves)
            """)
    }

    // MARK: What is missing

    /// Due dates of the last months reach into the next year: said from the summer on.
    private var warning: HTML {
        let today = request.now.localDate
        let next = today.year + 1
        if !calendar.years.contains(where: { $0.number == next }) {
            return notice(today.month >= 7 ? .late : .warn, "dossier.calendar.missing", next)
        }
        return calendar.isOfficial(year: next)
            ? .empty : notice(today.month >= 10 ? .warn : .info, "dossier.calendar.unannounced", next)
    }

    private func notice(_ tone: Tone, _ key: String, _ year: Int) -> HTML {
        Components.notice(tone) { "<p>\(t(key, ["year": "\(year)"]))</p>" }
    }

    private var tabs: [Components.Tab] {
        calendar.years.map { entry in
            .init("\(entry.number)", to: "\(CalendarPages.path)?nam=\(entry.number)", isCurrent: entry.number == year)
        }
    }

    private var source: HTML {
        guard let entry = calendar.years.first(where: { $0.number == year }) else { return .empty }
        let standing = t(entry.isOfficial ? "dossier.calendar.official" : "dossier.calendar.provisional")
        return """
            <p>\(t("dossier.calendar.working-days", ["count": "\(workingDays)"])) · \(standing)</p>
            <p class="hint">\(entry.source)</p>
            """
    }

    private var workingDays: Int {
        guard let first = LocalDate(year: year, month: 1, day: 1), let last = LocalDate(year: year, month: 12, day: 31)
        else { return 0 }
        return (first.dayNumber...last.dayNumber).count { (try? calendar.isWorking(LocalDate(dayNumber: $0))) == true }
    }

    // MARK: The picture

    private var legend: HTML {
        let items = ["holiday", "compensation", "swapped", "extra"].map { kind -> HTML in
            "<li><span class=\"day-\(kind)\">\(mark(kind))</span> \(t("dossier.calendar.kind.\(kind)"))</li>"
        }
        return "<ul class=\"year-legend\">\(items)</ul>"
    }

    private func month(_ month: Int) -> HTML {
        let heads = (1...7).map { "<th scope=\"col\">\(t("dossier.calendar.weekday.\($0)"))</th>" as HTML }
        let first = LocalDate(year: year, month: month, day: 1)
        let blanks = (first?.weekday.rawValue ?? 1) - 1
        var cells = Array(repeating: "<td></td>" as HTML, count: blanks)
        for day in 1...LocalDate.days(inMonth: month, of: year) {
            cells.append(LocalDate(year: year, month: month, day: day).map(cell) ?? .empty)
        }
        let weeks = stride(from: 0, to: cells.count, by: 7).map { start -> HTML in
            "<tr>\(Array(cells[start..<min(start + 7, cells.count)]))</tr>"
        }
        return """
            <table class="month"><caption>\(t("dossier.calendar.month", ["month": "\(month)"]))</caption>\
            <thead><tr>\(heads)</tr></thead><tbody>\(weeks)</tbody></table>
            """
    }

    /// A sign beside the number, so that colour alone says nothing.
    private func cell(_ date: LocalDate) -> HTML {
        let today: HTML = date == request.now.localDate ? " aria-current=\"date\"" : .empty
        guard let (kind, name) = meaning(of: date) else {
            let isWorked = (try? calendar.isWorking(date)) == true
            return "<td\(if: !isWorked, " class=\"day-off\"")\(today)>\(date.day)</td>"
        }
        return """
            <td class="day-\(kind)"\(today)><abbr title="\(name)">\(date.day)\(mark(kind))</abbr></td>
            """
    }

    private func meaning(of date: LocalDate) -> (kind: String, name: String)? {
        if calendar.isExtraWorkingDay(date) { return ("extra", t("dossier.calendar.kind.extra")) }
        return calendar.dayOff(on: date).map { ($0.kind.rawValue, $0.name) }
    }

    private func mark(_ kind: String) -> String {
        ["holiday": "●", "compensation": "○", "swapped": "⇄", "extra": "✓", "closure": "✕"][kind] ?? ""
    }

    private var daysOff: HTML {
        let off = calendar.daysOff(in: year).map { dayOff in
            (dayOff.date, [
                "\(t.formats.longDate(dayOff.date))", "\(dayOff.name)",
                "\(t("dossier.calendar.kind.\(dayOff.kind.rawValue)"))",
                "\(dayOff.basis ?? "")",
            ] as [HTML])
        }
        let worked = calendar.extraWorkingDays(in: year).map { date in
            (date, ["\(t.formats.longDate(date))", "", "\(t("dossier.calendar.kind.extra"))", ""] as [HTML])
        }
        let rows = (off + worked).sorted { $0.0 < $1.0 }.map { Components.TableRow($0.1) }
        return Components.table(caption: t("dossier.calendar.days-off"), columns: [
            .init(t("dossier.why.day")), .init(t("dossier.calendar.name")), .init(t("dossier.calendar.kind")),
            .init(t("dossier.why.article")),
        ], rows: rows, hidesCaption: true)
    }

    // MARK: What a further day off would move

    private func ask(_ form: FormView) -> HTML {
        Components.filterForm(action: CalendarPages.path) {
            """
            <input type="hidden" name="nam" value="\(year)">
            \(form.date("nghi", label: t("dossier.calendar.what-if.day")))
            \(Components.button(t("dossier.calendar.what-if.show"), .secondary))
            """
        }
    }

    private var moves: HTML {
        guard let preview, let dayOff = question.dayOff else { return .empty }
        let head = t("dossier.calendar.moves", [
            "date": t.formats.longDate(dayOff.date), "count": "\(preview.moves.count)", "of": "\(preview.looked)",
        ])
        let rows = preview.moves.prefix(CalendarPages.movesShown).map { move in
            Components.TableRow([
                "<a href=\"/ho-so/\(move.id)\">\(move.code)</a>", "\(t.formats.longDate(move.before))",
                "\(t.formats.longDate(move.after))",
            ])
        }
        let table = Components.table(caption: head, columns: [
            .init(t("dossier.code")), .init(t("dossier.calendar.before")), .init(t("dossier.calendar.after")),
        ], rows: Array(rows), hidesCaption: true, empty: .empty)
        return "<p id=\"moves\"><b>\(head)</b></p>\(if: !preview.moves.isEmpty, table)"
    }
}
