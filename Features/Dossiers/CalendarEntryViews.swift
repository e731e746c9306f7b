import Base
import Calendars
import Deadlines
import Web

/// The way into the calendar: the form of an entry, and what it would do.
struct CalendarEntryViews {
    let entry: CalendarEntry
    let ledger: CalendarLedger
    /// Of the reader's agency.
    let calendar: WorkCalendar
    let values: FormValues
    let request: WebRequest

    private var t: Strings { request.strings }

    // MARK: The form

    func form(_ problem: Problem?) -> Page {
        let form = FormView(t, values: values, faults: problem?.fields ?? [])
        let title = t("dossier.calendar.enter.\(entry.rawValue)")
        return Page(title: form.title(title), density: .officer, section: CalendarPages.path, main: """
            \(form.summary)\(Components.backLink(to: CalendarPages.path, t))<h1>\(title)</h1>
            \(DossierWords.refusal(problem, t))
            <p class="lead">\(t("dossier.calendar.enter.\(entry.rawValue).lead"))</p>
            \(Components.form(action: CalendarPages.previewPath, request, multipart: true) { """
                <input type="hidden" name="loai" value="\(entry.rawValue)">
                \(fields(form))
                \(form.text("reason", label: t("dossier.calendar.reason"), hint: t("dossier.calendar.reason.hint")))
                \(if: entry != .withdrawal, form.text("source", label: t("dossier.calendar.source"),
                    hint: t("dossier.calendar.source.hint"), isOptional: entry == .closure || entry == .hours))
                \(Components.button(t("dossier.calendar.look")))
                """ })
            """)
    }

    private func fields(_ form: FormView) -> HTML {
        switch entry {
        case .dayOff:
            """
            \(range(form))
            \(form.radios("kind", label: t("dossier.calendar.kind"), kinds, initial: "holiday", inline: true))
            """
        case .closure: range(form)
        case .swap:
            """
            \(form.date("from", label: t("dossier.calendar.swap.off")))
            \(form.date("worked", label: t("dossier.calendar.swap.worked")))\(name(form))
            """
        case .hours: hours(form)
        case .year: year(form)
        case .file:
            form.file("file", label: t("dossier.calendar.file"), hint: t("dossier.calendar.file.hint"), types: [.json])
        case .withdrawal: withdrawn
        }
    }

    private var kinds: [FormView.Choice] {
        ["holiday", "compensation"].map { .init($0, t("dossier.calendar.kind.\($0)")) }
    }

    private func range(_ form: FormView) -> HTML {
        """
        \(form.date("from", label: t("dossier.calendar.from")))
        \(form.date("to", label: t("dossier.calendar.to"), isOptional: true))\(name(form))
        """
    }

    private func name(_ form: FormView) -> HTML { form.text("name", label: t("dossier.calendar.name-of-day")) }

    private func hours(_ form: FormView) -> HTML {
        let now = calendar.hours
        func span(_ spans: [OfficeHours.Span]) -> String {
            spans.map { "\($0.opens)-\($0.closes)" }.joined(separator: ", ")
        }
        return """
            \(form.date("from", label: t("dossier.calendar.hours.from")))
            \(form.text("morning", label: t("dossier.calendar.hours.morning"), hint: t("dossier.calendar.hours.hint"),
                width: .code, initial: span([now.morning])))
            \(form.text("afternoon", label: t("dossier.calendar.hours.afternoon"), width: .code,
                initial: span([now.afternoon])))
            \(form.text("saturday", label: t("dossier.calendar.hours.saturday"),
                hint: t("dossier.calendar.hours.saturday.hint"), width: .code, initial: span(now.week[5]),
                isOptional: true))
            \(form.text("cut-off", label: t("dossier.calendar.hours.cut-off"), width: .short,
                initial: "\(now.sameDayCutOff)"))
            """
    }

    private func year(_ form: FormView) -> HTML {
        let next = (calendar.years.last?.number ?? 0) + 1
        let chosen = Int(values["nam"]) ?? calendar.years.last { !$0.isOfficial }?.number ?? next
        let known = calendar.years.contains { $0.number == chosen }
        return """
            \(form.text("year", label: t("dossier.calendar.year"), kind: .number, width: .short, initial: "\(chosen)"))
            \(form.checkbox("official", label: t("dossier.calendar.announced")))
            \(form.textArea("days", label: t("dossier.calendar.days"), hint: t("dossier.calendar.days.hint"), rows: 14,
                initial: known ? YearText.text(of: chosen, in: calendar) : ""))
            """
    }

    private var withdrawn: HTML {
        let revision = Int64(values["number"]).flatMap(ledger.revision)
        return """
            <input type="hidden" name="number" value="\(values["number"])">
            <p><b>\(revision.map { CalendarWords.sentence($0.change, t) } ?? "")</b></p>
            """
    }

    // MARK: What it would do

    func preview(
        _ preview: CalendarPreview, _ changes: [CalendarChange], reason: String, source: String, problem: Problem?
    ) -> Page {
        let title = t("dossier.calendar.preview")
        return Page(title: title, density: .officer, section: CalendarPages.path, main: """
            \(Components.backLink(to: CalendarPages.path, t))<h1>\(title)</h1>
            \(DossierWords.refusal(problem, t))
            <ul>\(changes.map { "<li>\(CalendarWords.sentence($0, t))</li>" as HTML })</ul>
            \(Components.summaryList([
                .init(t("dossier.calendar.reason"), "\(reason)"), .init(t("dossier.calendar.source"), "\(source)"),
            ], t))
            <h2>\(t("dossier.calendar.would-move"))</h2>
            <p id="moves"><b>\(t("dossier.calendar.moved-of", ["count": t.formats.number(preview.moved),
                "of": t.formats.number(preview.looked)]))</b></p>
            \(if: preview.leftAlone > 0, leftAlone(preview.leftAlone))
            \(moves(preview))
            \(confirmation(preview, changes, reason: reason, source: source))
            """)
    }

    private func leftAlone(_ count: Int) -> HTML {
        Components.notice(.warn) { "<p>\(t("dossier.calendar.left-alone", ["count": "\(count)"]))</p>" }
    }

    private func moves(_ preview: CalendarPreview) -> HTML {
        guard !preview.moves.isEmpty else { return .empty }
        let rows = preview.moves.prefix(CalendarPages.movesShown).map { move in
            Components.TableRow([
                "<a href=\"/ho-so/\(move.id)\">\(move.code)</a>", "\(t.formats.dateTime(move.before))",
                "\(t.formats.dateTime(move.after))",
            ])
        }
        let rest = preview.moves.count - rows.count
        return """
            \(Components.table(caption: t("dossier.calendar.would-move"), columns: [
                .init(t("dossier.code"), .code), .init(t("dossier.calendar.before")),
                .init(t("dossier.calendar.after")),
            ], rows: Array(rows), hidesCaption: true))
            \(if: rest > 0, "<p>\(t("dossier.calendar.more", ["count": t.formats.number(rest)]))</p>")
            """
    }

    private func confirmation(
        _ preview: CalendarPreview, _ changes: [CalendarChange], reason: String, source: String
    ) -> HTML {
        guard request.site.policy.allows(.editCalendar, to: request.caller) else {
            return "<p class=\"hint\">\(t("dossier.calendar.only-look"))</p>"
        }
        let fields = [(name: "seen", value: "\(preview.seen)"), (name: "reason", value: reason),
            (name: "source", value: source)]
            + changes.flatMap { [(name: "change", value: $0.kind.rawValue), (name: "details", value: $0.details)] }
        return Components.form(action: CalendarPages.path, request) {
            "\(Components.hidden(fields))\(Components.button(t("dossier.calendar.confirm")))"
        }
    }
}
