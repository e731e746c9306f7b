import Base
import Calendars
import Deadlines
import Web

/// Vì sao hẹn trả ngày ấy: the explanation of a due date, whole for officers and on paper, short for the citizen.
struct DeadlineViews {
    let folder: DossierFolder
    let explanation: Explanation
    let shares: [ElapsedTime.Share]
    let t: Strings

    /// Nil before acceptance, and when the calendar does not reach the days that it rests on.
    init?(_ folder: DossierFolder, calendar: WorkCalendar, now: Instant, _ t: Strings) {
        let calendar = calendar.of(folder.dossier.agency)
        guard let matter = DossierClock.matter(folder), let explanation = try? Deadline.explain(matter, in: calendar)
        else { return nil }
        let path = DossierPath(folder.history, names: .init(
            leaders: t("workflow.office.leaders"), issuing: t("dossier.why.issuing")))
        let shares = try? ElapsedTime.split(
            from: matter.acceptedAt, to: folder.dossier.finishedAt ?? now, stops: matter.stops,
            handOvers: path.handOvers, in: calendar)
        (self.folder, self.explanation, self.shares, self.t) = (folder, explanation, shares ?? [], t)
    }

    // MARK: Whole

    var whole: HTML {
        """
        <h1>\(t("dossier.why.title"))</h1>
        <p class="code">\(folder.dossier.code.text)</p><p>\(folder.procedure.name)</p>
        \(Components.summaryList(facts, t))\(moved)
        <h2>\(t("dossier.why.days"))</h2>\(days)\(stops)\(whose)
        """
    }

    private var facts: [Components.SummaryRow] {
        var rows: [Components.SummaryRow] = [
            .init(t("dossier.accepted-at"), "\(t.formats.dateTime(explanation.matter.acceptedAt))"),
            .init(t("dossier.term"), "\(DossierWords.term(explanation.matter.term, t))"),
            .init(t("dossier.due-at"), due),
        ]
        if let finished = folder.dossier.finishedAt {
            let judged = Punctuality(due: explanation.due?.instant, finished: finished, now: finished)
            rows.append(.init(t("dossier.why.finished"), """
                \(t.formats.dateTime(finished)) · \(t("deadlines.punctuality.\(judged.rawValue)"))
                """))
        }
        return rows
    }

    private var due: HTML {
        guard let due = explanation.due else { return "\(t("dossier.why.standing"))" }
        let provisional: HTML = due.isProvisional ? "<p class=\"hint\">\(t("dossier.why.provisional"))</p>" : .empty
        return "<b>\(t.formats.dateTime(due.instant))</b>\(provisional)"
    }

    /// What the person was promised may rest on a calendar that was changed since.
    private var moved: HTML {
        guard let promised = folder.dossier.dueAt, let due = explanation.due, promised.localDate != due.date else {
            return .empty
        }
        return Components.notice(.warn) {
            "<p>\(t("dossier.why.promised", ["date": t.formats.dateTime(promised)]))</p>"
        }
    }

    private var days: HTML {
        var counted = 0
        let rows = explanation.days.map { day -> Components.TableRow in
            counted += day.isCounted ? 1 : 0
            return Components.TableRow([
                "\(t.formats.longDate(day.date))", "\(day.isCounted ? "\(counted)" : "")",
                "\(t(day.reason.key, day.reason.arguments))", "\(day.reason.basis ?? t(day.reason.article.key))",
            ])
        }
        return Components.table(caption: t("dossier.why.days"), columns: [
            .init(t("dossier.why.day")), .init(t("dossier.why.count"), .number), .init(t("dossier.why.reason")),
            .init(t("dossier.why.article")),
        ], rows: rows, hidesCaption: true)
    }

    private var stops: HTML {
        let items = explanation.stops.map { count -> HTML in
            "<li>\(stopWords(count)). \(count.stop.basis ?? t(count.stop.ground.article.key))</li>"
        }
        return items.isEmpty ? .empty : "<h2>\(t("dossier.why.stops"))</h2><ul>\(items)</ul>"
    }

    private func stopWords(_ count: Explanation.StopCount) -> String {
        t(count.isApplied ? "dossier.why.stop" : "dossier.why.stop.idle", [
            "ground": t(count.stop.ground.key), "from": t.formats.shortDateTime(count.stop.from),
            "to": count.stop.to.map(t.formats.shortDateTime) ?? "…",
        ])
    }

    private var whose: HTML {
        guard !shares.isEmpty else { return .empty }
        func words(_ name: String, _ seconds: Int) -> String {
            t("dossier.why.share", ["holder": name, "hours": t.formats.number(Double(seconds) / 3600, decimals: 1)])
        }
        let items = shares.map { share -> HTML in
            let name = share.holder.name.isEmpty ? t("deadlines.holder.\(share.holder.kind)") : share.holder.name
            return "<li>\(words(name, share.officeSeconds))</li>"
        }
        let sum = words(t("dossier.why.share.sum"), shares.reduce(0) { $0 + $1.officeSeconds })
        return "<h2>\(t("dossier.why.shares"))</h2><ul>\(items)<li><b>\(sum)</b></li></ul>"
    }

    // MARK: Short

    /// For the citizen: what the term is and which days were left out.
    var short: HTML {
        guard let due = explanation.due, folder.dossier.state.isBeingResolved else { return .empty }
        let provisional: HTML = due.isProvisional ? "<p class=\"hint\">\(t("dossier.why.provisional"))</p>" : .empty
        let items = leftOut.map { "<li>\($0)</li>" as HTML }
        return """
            <details class="why"><summary>\(t("dossier.why.short"))</summary>
            <p>\(termInShort)</p>
            \(if: !items.isEmpty, "<p>\(t("dossier.why.short.left-out"))</p><ul>\(items)</ul>")\(provisional)</details>
            """
    }

    private var termInShort: String {
        let words = [
            "term": DossierWords.term(explanation.matter.term, t),
            "date": t.formats.dateTime(explanation.matter.acceptedAt),
        ]
        return switch explanation.matter.term {
        case .sameDay: t("dossier.why.short.same-day", words)
        case .workingHours: t("dossier.why.short.hours", words)
        case .workingDays, .calendarDays, .months: t("dossier.why.short.term", words)
        }
    }

    /// Holidays by name, weekends by number, stops by their ground.
    private var leftOut: [String] {
        var names: [String] = []
        var dates: [String: [LocalDate]] = [:]
        var weekends = 0
        for day in explanation.days where !day.isCounted {
            switch day.reason {
            case .weekend: weekends += 1
            case .dayOff(let dayOff):
                if dates[dayOff.name] == nil { names.append(dayOff.name) }
                dates[dayOff.name, default: []].append(day.date)
            case .workingDay, .extraWorkingDay, .calendarDay, .officeHours, .sameDay, .dayOfAcceptance, .dayOfRestart,
                .begunAnew, .afterClosing, .afterCutOff, .stopped, .movedToWorkingDay, .resumedAtEnd:
                break
            }
        }
        let holidays = names.map { name in
            "\(name): " + (dates[name] ?? []).map(t.formats.date).joined(separator: ", ")
        }
        let rest = weekends == 0 ? [] : [t("dossier.why.short.weekends", ["count": "\(weekends)"])]
        return holidays + rest + explanation.stops.filter(\.isApplied).map(stopWords)
    }
}
