import Base
import Web

/// What people ask about their data, on the screen.
enum RightsViews {
    static func kinds(_ t: Strings) -> [FormView.Choice] {
        RightsRequest.Kind.allCases.map { .init($0.rawValue, t("privacy.rights.kind.\($0.rawValue)")) }
    }

    static func table(_ requests: [RightsRequest], today: LocalDate, _ t: Strings) -> HTML {
        Components.table(
            caption: t("privacy.rights"),
            columns: [
                .init(t("privacy.rights.code"), .code), .init(t("privacy.rights.kind")),
                .init(t("privacy.touched.name")), .init(t("privacy.rights.received"), .date),
                .init(t("privacy.rights.by"), .date), .init(t("privacy.incident.standing")),
            ],
            rows: requests.map { one in
                Components.TableRow([
                    "<a href=\"\(RightsPages.path)/\(one.id)\">\(one.code)</a>",
                    "\(t("privacy.rights.kind.\(one.kind.rawValue)"))", "\(one.name)",
                    "\(t.formats.date(one.receivedAt.localDate))", "\(t.formats.date(one.answerBy))",
                    standing(one, today: today, t),
                ], tone: isLate(one, today: today) ? .late : nil)
            }, hidesCaption: true,
            empty: Components.emptyState(t("privacy.rights.none"), text: t("privacy.rights.none.text"), icon: .check))
    }

    private static func isLate(_ one: RightsRequest, today: LocalDate) -> Bool {
        one.answer == nil && (today > one.answerBy || one.acknowledgedAt == nil && today > one.acknowledgeBy)
    }

    private static func standing(_ one: RightsRequest, today: LocalDate, _ t: Strings) -> HTML {
        if let answer = one.answer {
            return Components.tag(
                t("privacy.rights.outcome.\(answer.outcome.rawValue)"), answer.outcome == .refused ? .neutral : .good)
        }
        let word = one.acknowledgedAt == nil ? "new" : "acknowledged"
        return Components.tag(t("privacy.rights.standing.\(word)"), isLate(one, today: today) ? .late : .warn)
    }

    /// A citizen's own requests with what was answered.
    static func own(_ requests: [RightsRequest], _ t: Strings) -> HTML {
        guard !requests.isEmpty else { return .empty }
        let items = requests.map { one -> HTML in
            let answer: HTML = one.answer.map { answer in
                """
                <p>\(t("privacy.rights.outcome.\(answer.outcome.rawValue)")): \(answer.note)\
                \(if: !answer.ground.isEmpty, " (\(answer.ground))")</p>
                """
            } ?? "<p class=\"hint\">\(t("privacy.rights.until", ["date": t.formats.date(one.answerBy)]))</p>"
            return """
                <li class="my-card"><strong>\(one.code) · \(t("privacy.rights.kind.\(one.kind.rawValue)"))</strong>
                <p>\(one.content)</p>\(answer)</li>
                """
        }
        return "<h2>\(t("privacy.rights.mine"))</h2><ul class=\"my-list\">\(items)</ul>"
    }

    static func page(_ one: RightsRequest, _ form: FormView, _ problem: Problem?, _ request: WebRequest) -> Page {
        let t = request.strings
        let path = "\(RightsPages.path)/\(one.id)"
        let title = t("privacy.rights.title", ["code": one.code])
        let numbers = [("privacy.touched.personal-id", one.personalID), ("privacy.touched.phone", one.phone)]
        let given = numbers.filter { !$0.1.isEmpty }.map { Components.SummaryRow(t($0.0), "\($0.1)") }
        var rows: [Components.SummaryRow] = [
            .init(t("privacy.rights.kind"), "\(t("privacy.rights.kind.\(one.kind.rawValue)"))"),
            .init(t("privacy.touched.name"), "\(one.name)"),
        ] + given + [
            .init(t("privacy.rights.content"), "\(one.content)"),
            .init(t("privacy.rights.received"), "\(t.formats.dateTime(one.receivedAt))"),
            .init(t("privacy.rights.acknowledge-by"), "\(t.formats.date(one.acknowledgeBy))"),
            .init(t("privacy.rights.by"), "\(t.formats.date(one.answerBy))"),
        ]
        if let answer = one.answer {
            rows.append(.init(t("privacy.rights.outcome"), """
                \(t("privacy.rights.outcome.\(answer.outcome.rawValue)")), \(answer.by), \
                \(t.formats.dateTime(answer.at)): \(answer.note) \(answer.ground)
                """))
        }
        return Page(title: form.title(title), density: .officer, section: RightsPages.path, main: """
            \(form.summary)\(IncidentViews.refusal(problem, t))
            \(Components.backLink(to: RightsPages.path, t, label: t("privacy.rights")))
            <h1>\(title)</h1>
            \(Components.summaryList(rows, t))
            \(if: one.acknowledgedAt == nil && one.answer == nil,
                Components.action(t("privacy.rights.acknowledge"), to: "\(path)/xac-nhan", request))
            <h2>\(t("privacy.copy"))</h2>
            <p>\(t("privacy.rights.copy.lead"))</p>
            \(Components.form(action: "\(path)/ban-sao", request) { """
                \(form.text("password", label: t("identity.password.old"), kind: .password, width: .half,
                    autocomplete: "current-password"))
                \(Components.button(t("privacy.copy.take"), .secondary))
                """ })
            \(if: one.answer == nil, answerForm(path, form, request))
            """)
    }

    private static func answerForm(_ path: String, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        return """
            <h2>\(t("privacy.rights.answer"))</h2>
            <p>\(t("privacy.rights.answer.lead"))</p>
            \(Components.form(action: "\(path)/tra-loi", request) { """
                \(form.select("outcome", label: t("privacy.rights.outcome"), RightsRequest.Outcome.allCases.map {
                    .init($0.rawValue, t("privacy.rights.outcome.\($0.rawValue)"))
                }))
                \(form.text("ground", label: t("privacy.rights.ground"), hint: t("privacy.rights.ground.hint"),
                    isOptional: true))
                \(form.textArea("note", label: t("privacy.rights.note")))
                \(Components.button(t("privacy.rights.answer")))
                """ })
            """
    }
}
