import Access
import Base
import Calendars
import Deadlines
import Identity
import Storage
import Web

/// `/luyen-tap`: new staff read an example, say when it is due and who is next, and are told whether they are right and
/// why. Nothing is kept: it is practice.
struct PracticePages: Sendable {
    static let path = "/luyen-tap"

    let live: LiveCalendar

    var routes: [Route] { [.get(Self.path, .seeWorkflows, show)] }

    private struct Question: Sendable {
        let title: String
        let steps: [WorkflowStep]
        let example: WorkflowExample
    }

    private static let questions: [Question] = BuiltInWorkflow.all.flatMap { workflow in
        workflow.examples.map { Question(title: workflow.name, steps: workflow.steps, example: $0) }
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        let count = Self.questions.count
        let asked = Int(request.query["bai"]) ?? 1
        let number = (1...count).contains(asked) ? asked : 1
        let question = Self.questions[number - 1]
        let form = FormView(t, values: request.query)
        let offices = Set(question.steps.map(\.office.rawValue)).sorted()
        return .page(Page(title: t("workflow.practice"), density: .officer, section: Self.path, main: """
            <h1>\(t("workflow.practice"))</h1><p class="lead">\(t("workflow.practice.lead"))</p>
            <h2>\(t("workflow.practice.number", ["number": "\(number)", "count": "\(count)"]))</h2>
            <p>\(t("workflow.practice.case", ["procedure": question.title,
                "time": t.formats.dateTime(question.example.acceptedAt),
                "term": "\(Workflow.hours(of: question.example.term).count)"]))</p>
            \(answer(question, request))
            \(Components.filterForm(action: Self.path) {
                """
                <input type="hidden" name="bai" value="\(number)">
                \(form.date("han", label: t("workflow.practice.due")))
                \(form.select("khau", label: t("workflow.practice.handler"),
                    offices.map { .init($0, t("workflow.office.\($0)")) }, none: t("workflow.practice.choose")))
                \(Components.button(t("workflow.practice.check")))
                """
            })
            \(Components.buttonRow([Components.buttonLink(t("workflow.practice.next"),
                to: "\(Self.path)?bai=\(number % count + 1)", .secondary)]))
            """))
    }

    private func answer(_ question: Question, _ request: WebRequest) -> HTML {
        let t = request.strings
        guard case .date(let due) = request.query.date("han") else { return .empty }
        let handler = question.steps.first { $0.stage == .handling }?.office.rawValue ?? ""
        let isRight = due == question.example.due.localDate && request.query["khau"] == handler
        let days = (try? Deadline.explain(question.example.term, acceptedAt: question.example.acceptedAt,
            in: live.current(for: request.permit.agency)))?.days ?? []
        let skipped = days.filter { !$0.isCounted }.map {
            "<li>\(t.formats.longDate($0.date)): \(t($0.reason.key, $0.reason.arguments))</li>" as HTML
        }
        let route = question.example.route.map { station in
            "<li>\(t("workflow.stage.\(station.stage.rawValue)")): \(t.formats.dateTime(station.due))</li>" as HTML
        }
        return Components.notice(isRight ? .good : .warn) {
            """
            <p><b>\(t(isRight ? "workflow.practice.right" : "workflow.practice.wrong"))</b></p>
            <p>\(t("workflow.practice.answer", ["due": t.formats.dateTime(question.example.due),
                "office": t("workflow.office.\(handler)")]))</p><ol>\(route)</ol>
            \(if: !skipped.isEmpty, "<p>\(t("workflow.practice.skipped"))</p><ul>\(skipped)</ul>")
            """
        }
    }
}
