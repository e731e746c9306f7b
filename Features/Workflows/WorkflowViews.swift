import Base
import Catalogue
import Deadlines
import Identity
import Web

/// How the ways look: the list, one with its form, versions and examples.
struct WorkflowViews {
    let request: WebRequest

    private var t: Strings { request.strings }

    // MARK: List

    func list(_ procedures: [Procedure], of count: Int, own: [String: Int]) -> Page {
        let form = FormView(t, values: FormValues([(name: "q", value: request.query["q"])]))
        let rows = procedures.map { procedure in
            let version = own[procedure.code]
            return Components.TableRow([
                "<a href=\"\(WorkflowPages.path)/\(procedure.code)\">\(procedure.name)</a>", "\(procedure.code)",
                version.map { Components.tag(t("workflow.version", ["number": "\($0)"]), .info) }
                    ?? "\(t("workflow.standard"))",
            ])
        }
        let more: HTML = count > procedures.count
            ? "<p class=\"hint\">\(t("workflow.more", ["count": "\(count - procedures.count)"]))</p>" : .empty
        return Page(title: t("workflow.title"), density: .officer, section: WorkflowPages.path, main: """
            \(Components.backLink(to: "/quan-tri", t, label: t("workflow.back")))
            <h1>\(t("workflow.title"))</h1><p class="lead">\(t("workflow.lead"))</p>
            \(Components.filterForm(action: WorkflowPages.path) { form.search("q", label: t("workflow.search")) })
            \(Components.table(caption: t("workflow.title"), columns: [.init(t("workflow.procedure")),
                .init(t("workflow.code"), .code), .init(t("workflow.way"))], rows: rows, hidesCaption: true,
                folds: true, empty: Components.emptyState(t("workflow.none"), text: t("workflow.none.text"))))\(more)
            """)
    }

    // MARK: One

    func page(_ desk: WorkflowDesk, in calendar: WorkCalendar, _ problem: Problem?) -> Page {
        let form = FormView(request, problem)
        let mayEdit = request.site.policy.allows(.editWorkflows, to: request.caller)
        let steps = desk.versions.first?.steps ?? standard(desk)
        return Page(title: form.title(desk.procedure.name), density: .officer, section: WorkflowPages.path, main: """
            \(Components.backLink(to: WorkflowPages.path, t, label: t("workflow.title")))\(form.summary)
            <h1>\(desk.procedure.name)</h1><p class="code">\(desk.procedure.code)</p>
            <p>\(t("workflow.term", ["term": termWords(desk)])) \
            \(t(desk.versions.isEmpty ? "workflow.is-standard" : "workflow.is-own"))</p>
            \(drawing(steps))
            \(if: mayEdit, edit(desk, steps, form))
            \(examples(desk, steps, calendar, form, mayEdit: mayEdit))\(versions(desk))
            """)
    }

    private func standard(_ desk: WorkflowDesk) -> [WorkflowStep] {
        let works = desk.offices.first { $0.kind != .leaders && $0.kind != .centre }?.kind ?? .secretariat
        return Workflow.standard(for: desk.term ?? .workingDays(5), office: works)
    }

    private func termWords(_ desk: WorkflowDesk) -> String {
        guard let term = desk.term else { return t("workflow.term.unknown") }
        let hours = Workflow.hours(of: term)
        return t(hours.isExact ? "workflow.term.hours" : "workflow.term.about", ["hours": "\(hours.count)"])
    }

    /// The way as a line of boxes.
    private func drawing(_ steps: [WorkflowStep]) -> HTML {
        let boxes = steps.map { step -> HTML in
            """
            <li><b>\(step.name)</b><span>\(t("workflow.office.\(step.office.rawValue)"))</span>\
            <span>\(t("workflow.hours", ["hours": "\(step.hours)"]))</span></li>
            """
        }
        return "<ol class=\"workflow-line\">\(boxes)</ol>"
    }

    private func edit(_ desk: WorkflowDesk, _ steps: [WorkflowStep], _ form: FormView) -> HTML {
        let kinds = Office.Kind.allCases.filter { kind in desk.offices.contains { $0.kind == kind } }
        let rows = WorkflowStage.allCases.map { stage -> HTML in
            let step = steps.first { $0.stage == stage }
            return """
                <fieldset class="workflow-row"><legend>\(t("workflow.stage.\(stage.rawValue)"))</legend>
                \(form.text("name-\(stage.rawValue)", label: t("workflow.step.name"),
                    initial: step?.name ?? t("workflow.stage.\(stage.rawValue)")))
                \(form.select("office-\(stage.rawValue)", label: t("workflow.step.office"),
                    kinds.map { .init($0.rawValue, t("workflow.office.\($0.rawValue)")) },
                    initial: (step?.office ?? usual(stage, in: kinds)).rawValue))
                \(form.text("hours-\(stage.rawValue)", label: t("workflow.step.hours"), kind: .number, width: .short,
                    initial: step.map { "\($0.hours)" } ?? "",
                    isOptional: !WorkflowStage.needed.contains(stage)))</fieldset>
                """
        }
        let models = BuiltInWorkflow.all.filter { $0.procedureCode == desk.procedure.code }.map { model -> HTML in
            let shares = model.steps.map { "\($0.name): \($0.hours) h" }.joined(separator: "; ")
            return "<p class=\"hint\">\(t("workflow.model", ["source": model.source])) \(shares)</p>"
        }
        let total: HTML = form.fault("total").map {
            "<p id=\"\(form.id("total"))\" class=\"fault\">\($0)</p>"
        } ?? .empty
        return """
            <details\(if: form.hasFaults, " open")><summary>\(t("workflow.edit"))</summary>
            <p>\(t("workflow.edit.lead"))</p>\(models)
            \(Components.form(action: "\(WorkflowPages.path)/\(desk.procedure.code)", request) {
                """
                \(total)\(rows)
                \(form.text("reason", label: t("workflow.reason"), hint: t("workflow.reason.hint")))
                \(Components.button(t("workflow.save")))
                """
            })</details>
            """
    }

    private func usual(_ stage: WorkflowStage, in kinds: [Office.Kind]) -> Office.Kind {
        let works = kinds.first { $0 != .leaders && $0 != .centre } ?? .secretariat
        return switch stage {
        case .reception, .issuing: .centre
        case .signing: .leaders
        case .assignment, .handling, .review: works
        }
    }

    // MARK: Examples

    private func examples(
        _ desk: WorkflowDesk, _ steps: [WorkflowStep], _ calendar: WorkCalendar, _ form: FormView, mayEdit: Bool
    ) -> HTML {
        guard !desk.versions.isEmpty, desk.term != nil else { return .empty }
        let results = desk.examples.map { ($0, $0.differences(of: steps, in: calendar)) }
        let rows = results.map { example, differences in
            Components.TableRow([
                "\(example.name)", "\(t.formats.shortDateTime(example.acceptedAt))",
                "\(route(example))",
                "\(t.formats.shortDateTime(example.due))",
                differences.isEmpty ? Components.tag(t("workflow.example.same"), .good)
                    : Components.tag(t("workflow.example.other"), .late),
            ])
        }
        let path = "\(WorkflowPages.path)/\(desk.procedure.code)"
        let renew: HTML = mayEdit && results.contains { !$0.1.isEmpty }
            ? Components.action(t("workflow.example.renew"), to: path + "/ghi-nhan", request, .secondary) : .empty
        let add: HTML = mayEdit ? Components.form(action: path + "/vi-du", request) {
            """
            \(form.text("example", label: t("workflow.example.name"), hint: t("workflow.example.hint")))
            \(form.date("accepted", label: t("workflow.example.accepted"), initial: request.now.localDate))
            \(form.text("time", label: t("workflow.example.time"), hint: "09:00", width: .short, initial: "09:00"))
            \(Components.button(t("workflow.example.add"), .secondary))
            """
        } : .empty
        return """
            <section><h2>\(t("workflow.examples"))</h2><p>\(t("workflow.examples.lead"))</p>
            \(Components.table(caption: t("workflow.examples"), columns: [.init(t("workflow.example.name")),
                .init(t("workflow.example.accepted")), .init(t("workflow.example.route")),
                .init(t("workflow.example.due")), .init(t("workflow.example.state"))], rows: rows, hidesCaption: true,
                folds: true, empty: "<p class=\"hint\">\(t("workflow.example.none"))</p>"))\(renew)
            \(if: mayEdit, "<details><summary>\(t("workflow.example.add"))</summary>\(add)</details>")</section>
            """
    }

    private func route(_ example: WorkflowExample) -> String {
        example.route.map { station in
            "\(t("workflow.stage.\(station.stage.rawValue)")) \(t.formats.shortDateTime(station.due))"
        }.joined(separator: "; ")
    }

    private func versions(_ desk: WorkflowDesk) -> HTML {
        guard !desk.versions.isEmpty else { return .empty }
        let moments = desk.versions.enumerated().map { index, version in
            Components.Moment(t("workflow.version", ["number": "\(version.version)"]),
                when: "\(t.formats.dateTime(version.at)) · \(version.author)",
                text: "<p>\(version.reason)</p><p class=\"hint\">\(shares(version.steps))</p>",
                state: index == 0 ? .now : .past)
        }
        return "<section><h2>\(t("workflow.versions"))</h2>\(Components.timeline(moments))</section>"
    }

    private func shares(_ steps: [WorkflowStep]) -> String {
        steps.map { "\($0.name): \(t("workflow.hours", ["hours": "\($0.hours)"]))" }.joined(separator: "; ")
    }
}
