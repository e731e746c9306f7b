import Base
import Calendars
import Deadlines
import Web

/// How the working calendar looks: twelve small months, the days off by name, what a further one would move.
struct CalendarViews {
    let calendar: WorkCalendar
    let year: Int
    let ledger: CalendarLedger
    let recounts: [Int64: DueRecount]
    let problem: Problem?
    let request: WebRequest

    private var t: Strings { request.strings }

    var page: Page {
        Page(title: "\(t("dossier.calendar")) \(year)", density: .officer, section: CalendarPages.path, main: """
            <h1>\(t("dossier.calendar"))</h1><p class="lead">\(t("dossier.calendar.lead"))</p>
            \(refusal)\(damage)\(warning)\(Components.tabs(t("dossier.calendar.year"), tabs))
            \(source)\(legend)<div class="year-picture">\((1...12).map(month))</div>
            <h2>\(t("dossier.calendar.days-off"))</h2>\(daysOff)
            <h2>\(t("dossier.calendar.enter"))</h2><p>\(t("dossier.calendar.enter.lead"))</p>\(choices)
            <h2>\(t("dossier.calendar.entries"))</h2>\(entries)
            """)
    }

    private var refusal: HTML {
        let first = problem?.fields.first.map { t("fault.\($0.code)", $0.arguments) }
        return first.map { words in Components.notice(.late, live: true) { "<p>\(words)</p>" } }
            ?? DossierWords.refusal(problem, t)
    }

    /// Rows of the table are gone: dates are right all the same, but somebody must mend it.
    private var damage: HTML {
        ledger.isWhole ? .empty : Components.notice(.late) { "<p>\(t("problem.calendar-damaged"))</p>" }
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
        let items = ["holiday", "compensation", "swapped", "extra", "closure"].map { kind -> HTML in
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

    // MARK: What was entered

    private var choices: HTML {
        let links = CalendarEntry.choices.map { entry -> HTML in
            let path = "\(CalendarPages.formPath)?loai=\(entry.rawValue)"
            return "<li><a href=\"\(path)\">\(t("dossier.calendar.enter.\(entry.rawValue)"))</a></li>"
        }
        return "<ul>\(links)</ul>"
    }

    /// Everybody's and the reader's own agency's, the newest first.
    private var entries: HTML {
        let shown = ledger.revisions.filter { $0.agency == nil || $0.agency == request.permit.agency }.reversed()
        let rows = shown.map { revision in
            Components.TableRow([
                "\(revision.number)",
                "\(CalendarWords.sentence(revision.change, t))\(if: !isInForce(revision), withdrawnTag(revision))",
                "\(revision.reason)<br><span class=\"hint\">\(revision.source)</span>",
                "\(revision.authorName)<br>\(t.formats.dateTime(revision.at))", progress(revision),
                withdrawal(revision),
            ])
        }
        return Components.table(caption: t("dossier.calendar.entries"), columns: [
            .init(t("dossier.calendar.number"), .number), .init(t("dossier.calendar.what")),
            .init(t("dossier.calendar.reason")), .init(t("dossier.calendar.who")),
            .init(t("dossier.calendar.progress")), .init(t("dossier.calendar.withdraw"), .action),
        ], rows: Array(rows), hidesCaption: true, empty: Components.emptyState(t("dossier.calendar.no-entries")))
    }

    private func isInForce(_ revision: CalendarRevision) -> Bool { ledger.isInForce(revision) }

    private func withdrawnTag(_ revision: CalendarRevision) -> HTML {
        revision.change.kind == .withdrawal ? .empty : " \(Components.tag(t("dossier.calendar.withdrawn"), .warn))"
    }

    private func progress(_ revision: CalendarRevision) -> HTML {
        guard let recount = recounts[revision.number] else { return .empty }
        let key = recount.finishedAt == nil ? "dossier.calendar.moving" : "dossier.calendar.moved"
        let words = t(key, [
            "moved": t.formats.number(recount.moved), "looked": t.formats.number(recount.looked),
            "total": t.formats.number(max(recount.total, recount.looked)),
        ])
        let left = recount.leftAlone == 0
            ? "" : t("dossier.calendar.left-alone.short", ["count": "\(recount.leftAlone)"])
        return "\(words)\(if: !left.isEmpty, "<br>\(left)")"
    }

    private func withdrawal(_ revision: CalendarRevision) -> HTML {
        guard isInForce(revision), request.site.policy.allows(.editCalendar, to: request.caller) else { return .empty }
        let path = "\(CalendarPages.formPath)?loai=\(CalendarEntry.withdrawal.rawValue)&number=\(revision.number)"
        return "<a href=\"\(path)\">\(t("dossier.calendar.withdraw"))</a>"
    }
}
