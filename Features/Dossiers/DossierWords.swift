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
            case .inProgress, .proposed, .approved: .info
            case .awaitingSupplement: .warn
            case .resultReady, .returned: .good
            case .refused, .withdrawn: .late
            }
        return Components.tag(t("dossier.state.\(state.rawValue)"), tone)
    }

    /// "còn 2 ngày làm việc", "đến hạn hôm nay", "quá hạn 1 ngày": for whoever still works on it.
    static func remaining(_ dossier: Dossier, at now: Instant, calendar: WorkCalendar, _ t: Strings) -> HTML {
        guard let due = dossier.dueAt?.localDate, dossier.state.isBeingResolved else { return .empty }
        let today = now.localDate
        if due == today { return Components.tag(t.formats.workingDays(left: 0), .warn) }
        let isLate = due < today
        let days = (try? isLate ? calendar.workingDays(from: due, to: today) : calendar.workingDays(from: today, to: due))
            ?? abs(due.dayNumber - today.dayNumber)
        let tone: Tone = isLate ? .late : days <= 2 ? .warn : .neutral
        return Components.tag(t.formats.workingDays(left: isLate ? -days : days), tone)
    }

    /// Text of several lines as paragraphs would break it.
    static func lines(_ text: String, orElse empty: String = "") -> HTML {
        if text.isEmpty { return "\(empty)" }
        return "\(text.split(separator: "\n").enumerated().map { ($0.offset > 0 ? "<br>" : "") + ("\(String($0.element))" as HTML) })"
    }
}
