import Base
import Web

/// Incidents on the screen and in a spreadsheet.
enum IncidentViews {
    private static let peopleShown = 200

    static func table(_ incidents: [Incident], at now: Instant, _ t: Strings) -> HTML {
        Components.table(
            caption: t("privacy.incident"),
            columns: [
                .init(t("privacy.incident.code"), .code), .init(t("privacy.incident.found"), .date),
                .init(t("privacy.incident.kind")), .init(t("privacy.incident.standing")),
            ],
            rows: incidents.map { one in
                Components.TableRow([
                    "<a href=\"\(IncidentPages.path)/\(one.id)\">\(one.code)</a>",
                    "\(t.formats.shortDateTime(one.facts.foundAt))",
                    "\(t("privacy.incident.kind.\(one.facts.kind.rawValue)"))", standing(one, at: now, t),
                ], tone: isLate(one, at: now) ? .late : nil)
            }, hidesCaption: true,
            empty: Components.emptyState(
                t("privacy.incident.none"), text: t("privacy.incident.none.text"), icon: .check))
    }

    private static func isLate(_ one: Incident, at now: Instant) -> Bool {
        Incident.Duty.allCases.contains { one.done[$0] == nil && one.isLate($0, at: now) }
    }

    private static func standing(_ one: Incident, at now: Instant, _ t: Strings) -> HTML {
        if let closed = one.closedAt {
            return Components.tag(t("privacy.incident.closed", ["date": t.formats.date(closed.localDate)]), .good)
        }
        let open = Incident.Duty.allCases.count { one.done[$0] == nil }
        return Components.tag(
            t("privacy.incident.open", ["count": "\(open)"]), isLate(one, at: now) ? .late : .warn)
    }

    static func page(
        _ one: Incident, _ touched: TouchedPeople, _ form: FormView, _ problem: Problem?, _ request: WebRequest
    ) -> Page {
        let t = request.strings
        let path = "\(IncidentPages.path)/\(one.id)"
        let title = t("privacy.incident.title", ["code": one.code])
        return Page(title: form.title(title), density: .officer, section: IncidentPages.path, main: """
            \(form.summary)\(refusal(problem, t))
            \(Components.backLink(to: IncidentPages.path, t, label: t("privacy.incident")))
            <h1>\(title)</h1>
            <p>\(standing(one, at: request.now, t)) \(t("privacy.incident.by",
                ["name": one.openedBy, "time": t.formats.dateTime(one.openedAt)]))</p>
            <p class="draft">\(one.facts.description)</p>
            <h2>\(t("privacy.incident.duties"))</h2>
            \(Components.timeline(Incident.Duty.allCases.map { moment($0, one, request) }))
            \(dutyForm(one, path, form, request))
            <h2>\(t("privacy.incident.papers"))</h2>
            \(Components.buttonRow([
                Components.buttonLink(t("privacy.paper.first"), to: "\(path)/bao-cao?mau=24", .secondary, icon: .print),
                Components.buttonLink(t("privacy.paper.report"), to: "\(path)/bao-cao", .secondary, icon: .print),
                Components.buttonLink(
                    t("privacy.incident.bundle"), to: "\(path)/chung-cu", .secondary, icon: .download),
            ]))
            <h2>\(t("privacy.touched"))</h2>
            \(people(one, touched, path, t))
            \(if: one.closedAt == nil, """
                <h2>\(t("privacy.incident.amend"))</h2>
                \(Components.form(action: "\(path)/sua", request) { """
                    \(IncidentForm.fields(form, one.facts, at: request.now, t))
                    \(Components.button(t("privacy.incident.amend"), .secondary))
                    """ })
                """)
            """)
    }

    /// A refusal that belongs to no field.
    static func refusal(_ problem: Problem?, _ t: Strings) -> HTML {
        guard let problem, problem.fields.isEmpty else { return .empty }
        return Components.notice(.late, live: true) { "<p>\(t("problem.\(problem.code)", problem.arguments))</p>" }
    }

    private static func moment(_ duty: Incident.Duty, _ one: Incident, _ request: WebRequest) -> Components.Moment {
        let t = request.strings
        let what = t("privacy.duty.\(duty.rawValue)")
        if let done = one.done[duty] {
            let late = one.isLate(duty, at: request.now) ? " · " + t("privacy.duty.late") : ""
            return Components.Moment(what, when: "\(t.formats.dateTime(done.at)) · \(done.by)\(late)",
                text: "<p>\(done.note)</p>", state: late.isEmpty ? .good : .late)
        }
        let due = one.due(duty).map { t("privacy.duty.due", ["time": t.formats.dateTime($0)]) }
            ?? t("privacy.duty.open")
        return Components.Moment(what, when: due, state: one.isLate(duty, at: request.now) ? .late : .warn)
    }

    private static func dutyForm(_ one: Incident, _ path: String, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        let open = Incident.Duty.allCases.filter { one.done[$0] == nil }
        guard one.closedAt == nil else { return .empty }
        guard !open.isEmpty else {
            return Components.action(t("privacy.incident.close"), to: "\(path)/ket-thuc", request, .primary)
        }
        return Components.form(action: "\(path)/viec", request) { """
            \(form.select("duty", label: t("privacy.duty"), open.map {
                .init($0.rawValue, t("privacy.duty.\($0.rawValue)"))
            }))
            \(form.textArea("note", label: t("privacy.duty.note"), rows: 2))
            \(Components.button(t("privacy.duty.do"), .secondary))
            """ }
    }

    private static func people(_ one: Incident, _ touched: TouchedPeople, _ path: String, _ t: Strings) -> HTML {
        guard one.facts.hasScope else { return "<p>\(t("privacy.touched.no-scope"))</p>" }
        let count = t("privacy.touched.count", [
            "people": t.formats.number(touched.people.count), "looks": t.formats.number(touched.looks),
        ])
        return """
            <p>\(count)</p>
            \(if: touched.listed > 0,
                "<p>\(t("privacy.touched.listed", ["rows": t.formats.number(touched.listed)]))</p>")
            \(if: touched.isCut, Components.notice(.warn) { "<p>\(t("privacy.touched.cut"))</p>" })
            \(if: !touched.people.isEmpty, Components.buttonRow([
                Components.buttonLink(t("privacy.sheet"), to: "\(path)/danh-sach", .plain, icon: .download),
                Components.buttonLink(t("privacy.paper.letter"), to: "\(path)/thu", .plain, icon: .print),
            ]))
            \(Components.table(
                caption: t("privacy.touched"),
                columns: [
                    .init(t("privacy.touched.name")), .init(t("privacy.touched.phone")), .init(t("privacy.record")),
                ],
                rows: touched.people.prefix(peopleShown).map { person in
                    let codes = person.codes.joined(separator: ", ")
                    return Components.TableRow(["\(person.name)", "\(person.phone)", "\(codes)"])
                }, hidesCaption: true, empty: Components.emptyState(t("privacy.touched.none"), icon: .check)))
            """
    }

    static func sheet(_ touched: TouchedPeople, _ t: Strings) -> [UInt8] {
        var sheet = Sheet()
        sheet.add([
            t("privacy.touched.name"), t("privacy.touched.personal-id"), t("privacy.touched.phone"),
            t("privacy.touched.email"), t("privacy.touched.address"), t("privacy.record"),
        ])
        for person in touched.people {
            sheet.add([
                person.name, person.personalID, person.phone, person.email, person.address,
                person.codes.joined(separator: " "),
            ])
        }
        return sheet.bytes
    }
}
