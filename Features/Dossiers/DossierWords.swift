import Base
import Deadlines
import Web

/// How dossiers are spoken of on screens: states, times, sizes.
enum DossierWords {
    static func term(_ term: Term?, _ t: Strings) -> String {
        guard let term else { return t("dossier.term.unknown") }
        return switch term {
        case .sameDay: t("dossier.term.same-day")
        case .workingHours(let count): t("dossier.term.hours", ["count": "\(count)"])
        case .workingDays(let count): t("dossier.term.working-days", ["count": "\(count)"])
        case .calendarDays(let count): t("dossier.term.days", ["count": "\(count)"])
        case .months(let count): t("dossier.term.months", ["count": "\(count)"])
        }
    }

    static func tag(_ state: DossierState, _ t: Strings) -> HTML {
        let tone: Tone =
            switch state {
            case .submitted, .forwarded, .accepted: .neutral
            case .inProgress, .atAgency, .inReview, .proposed, .approved: .info
            case .awaitingSupplement, .awaitingDuty, .suspended: .warn
            case .resultReady, .returned: .good
            case .refused, .withdrawn, .stopped, .declined: .late
            }
        return Components.tag(t("dossier.state.\(state.rawValue)"), tone)
    }

    /// "còn 2 ngày làm việc", "đến hạn hôm nay", "quá hạn 1 ngày": for whoever still works on it.
    static func remaining(_ dossier: Dossier, _ left: DaysLeft, _ t: Strings) -> HTML {
        guard dossier.state.isBeingResolved, let due = dossier.dueAt?.localDate, let days = left.days(until: due) else {
            return .empty
        }
        return remaining(days, isLate: Punctuality(due: due, finished: nil, today: left.today).isLate, t)
    }

    /// - Parameter days: working days, negative for what is overdue.
    static func remaining(_ days: Int, isLate: Bool, _ t: Strings) -> HTML {
        let tone: Tone = isLate ? .late : days <= 2 ? .warn : .neutral
        return Components.tag(t.formats.workingDays(left: days, isLate: isLate), tone)
    }

    /// The band above a page that a deed refused as a whole; faults of fields stand in the form's summary instead.
    static func refusal(_ problem: Problem?, _ t: Strings) -> HTML {
        guard let problem, problem.fields.isEmpty else { return .empty }
        return Components.notice(.late, live: true) { "<p>\(t("problem.\(problem.code)", problem.arguments))</p>" }
    }

    /// The file of a result as a link for officers, while it is a draft too.
    static func resultLink(_ result: DossierResult?, _ path: String, _ t: Strings) -> HTML {
        guard let file = result?.file else { return .empty }
        return "<p><a href=\"\(path)\">\(file.name)</a> <span class=\"hint\">\(t.formats.fileSize(file.size))</span></p>"
    }

    /// Text of several lines as paragraphs would break it.
    static func lines(_ text: String, orElse empty: String = "") -> HTML {
        if text.isEmpty { return "\(empty)" }
        return "\(text.split(separator: "\n").enumerated().map { ($0.offset > 0 ? "<br>" : "") + ("\(String($0.element))" as HTML) })"
    }
}

extension CurrentStep {
    /// "Hạn bước: 25/11/2026 10:30", and whether that is past: in words, beside the mark of its own shape.
    package func words(at now: Instant, _ t: Strings) -> HTML {
        guard let dueAt else { return .empty }
        let time = t.formats.shortDateTime(dueAt)
        let words = isLeg ? t("dossier.leg-due", ["time": time]) : t("dossier.step-due", ["time": time])
        let late = isLeg ? t("dossier.leg-late") : t("dossier.step-late")
        return """
            <span class="step-due" title="\(name)">\(words)\
            \(if: isLate(at: now), " \(Components.tag(late, .late))")</span>
            """
    }
}
