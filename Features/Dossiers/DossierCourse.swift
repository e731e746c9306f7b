import Base
import Calendars
import Deadlines
import Identity
import Journal
import Web
import Workflows

/// Quy trình của hồ sơ: which step it is in, whose it is and until when, and how the earlier ones went.
struct DossierCourse: Sendable {
    /// What a course is worked out from, beside the calendar.
    struct Basis: Sendable {
        let dossier: Dossier
        let term: Term?
        /// Of the office that has it; which way a procedure without one of its own goes.
        var office: Office.Kind = .secretariat
        let workflow: Workflow?
        let clock: ClockRecord
        let history: [JournalEntry]
        /// The leg that another agency has now.
        let leg: DossierLeg?
    }

    let workflow: Workflow?
    let steps: [WorkflowStep]
    let course: WorkflowCourse

    init?(_ folder: DossierFolder, calendar: WorkCalendar) { self.init(folder.basis, calendar: calendar) }

    /// Nil before acceptance, and where nobody has said the term.
    init?(_ basis: Basis, calendar: WorkCalendar) {
        guard basis.dossier.acceptedAt != nil, let term = basis.term else { return nil }
        workflow = basis.workflow
        steps = basis.workflow?.steps ?? Workflow.standard(for: term, office: basis.office)
        course = WorkflowCourse(Self.visits(basis.history), of: steps, stops: basis.clock.counted,
            in: calendar.of(basis.dossier.agency))
    }

    /// From one hand-over to the next, as the journal tells them since the acceptance that stands.
    static func visits(_ history: [JournalEntry]) -> [WorkflowCourse.Visit] {
        var (visits, open): ([WorkflowCourse.Visit], (stage: WorkflowStage, from: Instant, holder: String)?) = ([], nil)
        for entry in history {
            if entry.kind == DossierAction.accept.entryKind { (visits, open) = ([], nil) }
            guard let state = entry.facts["state"].flatMap(DossierState.init(rawValue:)) else { continue }
            let stage = state.workflowStage
            if let now = open, now.stage != stage {
                visits.append(WorkflowCourse.Visit(stage: now.stage, from: now.from, to: entry.at, holder: now.holder))
                open = nil
            }
            guard let stage else { continue }
            let holder = Self.holder(after: entry.kind, entry.facts["assignee"], entry.actorName)
            if open == nil { open = (stage, entry.at, holder ?? "") } else if let holder { open?.holder = holder }
        }
        guard let open else { return visits }
        return visits + [WorkflowCourse.Visit(stage: open.stage, from: open.from, to: nil, holder: open.holder)]
    }

    private static func holder(after kind: String, _ assignee: String?, _ actor: String) -> String? {
        if let assignee { return assignee }
        return [DossierAction.claim, .accept].map(\.entryKind).contains(kind) ? actor : nil
    }
}

extension DossierFolder {
    var basis: DossierCourse.Basis {
        DossierCourse.Basis(dossier: dossier, term: content.term, office: office?.kind ?? .secretariat,
            workflow: workflow, clock: clock, history: history, leg: dossier.legAgency == nil ? nil : openLeg)
    }
}

/// A step of the internal way as one dossier went it, with the end of its share of the time.
package struct StepSpan: Sendable, Equatable {
    package let from: Instant
    /// Nil for the one in which it is.
    package let to: Instant?
    /// Nil while the clock stands in it, and beyond the calendar.
    package let due: Instant?
}

extension DossierFolder {
    /// In their order; none before acceptance.
    /// - Parameter calendar: everybody's.
    package func stepSpans(in calendar: WorkCalendar) -> [StepSpan] {
        (DossierCourse(self, calendar: calendar)?.course.legs ?? []).map {
            StepSpan(from: $0.from, to: $0.to, due: $0.due)
        }
    }
}

extension DossierState {
    /// The stage of the internal way; nil before acceptance and when the agency has done its part.
    var workflowStage: WorkflowStage? {
        switch self {
        case .accepted: .reception
        case .forwarded: .assignment
        case .inProgress, .awaitingSupplement, .awaitingDuty, .suspended, .atAgency: .handling
        case .inReview: .review
        case .proposed: .signing
        case .approved: .issuing
        case .submitted, .resultReady, .returned, .refused, .withdrawn, .stopped, .declined: nil
        }
    }
}

/// The line of steps on an officer's page.
struct DossierCourseViews {
    let folder: DossierFolder
    let calendar: WorkCalendar
    let request: WebRequest

    private var t: Strings { request.strings }

    var html: HTML {
        guard let course = DossierCourse(folder, calendar: calendar) else { return .empty }
        let boxes = course.steps.map { step -> HTML in
            let legs = course.course.legs.filter { $0.step == step }
            let isNow = legs.last.map { $0.to == nil } ?? false
            return """
                <li\(if: isNow, " class=\"now\" aria-current=\"step\"")><b>\(step.name)</b>
                <span>\(t("workflow.office.\(step.office.rawValue)"))</span>
                <span>\(t("workflow.hours", ["hours": "\(step.hours)"]))</span>
                \(legs.map(words))</li>
                """
        }
        let way = course.workflow.map { t("workflow.version", ["number": "\($0.version)"]) } ?? t("workflow.standard")
        return """
            <section><h2>\(t("dossier.course"))</h2><p class="hint">\(way)</p>
            <ol class="workflow-line">\(boxes)</ol></section>
            """
    }

    private func words(_ leg: WorkflowCourse.Leg) -> HTML {
        let end = leg.to.map { t("dossier.course.done", ["time": t.formats.shortDateTime($0)]) }
            ?? leg.due.map { t("dossier.course.until", ["time": t.formats.shortDateTime($0)]) } ?? ""
        let judged: HTML = leg.punctuality(at: request.now).map { punctuality in
            Components.tag(t("deadlines.punctuality.\(punctuality.rawValue)"), punctuality.isLate ? .late : .neutral)
        } ?? .empty
        return "<span>\(leg.holder) \(end) \(judged)</span>"
    }
}
