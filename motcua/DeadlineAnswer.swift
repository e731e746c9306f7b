import Base
import Deadlines
import Foundation
import Web

/// The answer of `deadline explain`, for people and for programs.
struct DeadlineAnswer {
    let question: CaseDocument
    let explanation: Explanation
    /// Where the office hours went, until it was resolved or the moment that was asked about.
    let shares: [ElapsedTime.Share]
    let punctuality: Punctuality?

    init(_ question: CaseDocument, in calendar: WorkCalendar) throws {
        self.question = question
        let explanation = try Deadline.explain(question.matter, in: calendar)
        let end = question.finished ?? question.now
        self.explanation = explanation
        shares = try end.map {
            try ElapsedTime.split(from: question.matter.acceptedAt, to: $0, stops: question.matter.stops,
                handOvers: question.handOvers, in: calendar)
        } ?? []
        punctuality = end.map {
            Punctuality(due: explanation.due?.instant, finished: question.finished, now: question.now ?? $0)
        }
    }

    // MARK: For programs

    func object(_ t: Strings) -> [String: Any] {
        var answer: [String: Any] = [
            "accepted": question.matter.acceptedAt.iso8601, "term": question.matter.term.code,
            "remote": question.isRemote, "counted": explanation.countedDays,
            "due": explanation.due.map { $0.instant.iso8601 as Any } ?? null,
            "dueDate": explanation.due.map { $0.date.iso8601 as Any } ?? null,
            "provisional": explanation.due?.isProvisional ?? false,
            "explanation": explanation.days.map { object($0, t) }, "stops": explanation.stops.map { object($0, t) },
        ]
        if let extended = question.matter.extended {
            answer["extension"] = [
                "days": extended.days, "unit": extended.unit.rawValue, "article": t(Article.extended.key),
                "dueBefore": explanation.dueBeforeExtension.map { $0.iso8601 as Any } ?? null,
            ] as [String: Any]
        }
        if let punctuality { answer["judgement"] = punctuality.rawValue }
        if !shares.isEmpty {
            answer["elapsed"] = shares.map { share in
                ["holder": share.holder.kind, "name": share.holder.name, "officeSeconds": share.officeSeconds]
                    as [String: Any]
            }
        }
        return answer
    }

    private var null: Any { NSNull() }

    private func object(_ day: DayCount, _ t: Strings) -> [String: Any] {
        var object: [String: Any] = [
            "date": day.date.iso8601, "counted": day.isCounted, "reason": day.reason.name,
            "text": t(day.reason.key, day.reason.arguments), "article": article(day.reason, t),
            "part": day.isExtension ? "extension" : "term",
        ]
        if case .officeHours(let seconds) = day.reason { object["seconds"] = seconds }
        return object
    }

    private func object(_ count: Explanation.StopCount, _ t: Strings) -> [String: Any] {
        [
            "from": count.stop.from.iso8601, "to": count.stop.to.map { $0.iso8601 as Any } ?? null,
            "ground": count.stop.ground.rawValue, "effect": count.stop.effect.rawValue, "applied": count.isApplied,
            "workingDays": count.workingDays, "officeSeconds": count.officeSeconds,
            "whose": count.stop.ground.holder.kind, "article": count.stop.basis ?? t(count.stop.ground.article.key),
        ]
    }

    // MARK: For people

    func text(_ t: Strings) -> String {
        let matter = question.matter
        var lines = [
            t("app.deadline.accepted", ["moment": t.formats.dateTime(matter.acceptedAt)]),
            t("app.deadline.term", ["term": matter.term.code]),
            explanation.due.map { t("app.deadline.due", ["moment": t.formats.dateTime($0.instant)]) }
                ?? t("app.deadline.standing"),
        ]
        if explanation.due?.isProvisional == true { lines.append(t("app.deadline.provisional")) }
        if let before = explanation.dueBeforeExtension {
            lines.append(t("app.deadline.extended", [
                "date": t.formats.date(before), "article": t(Article.extended.key),
            ]))
        }
        if let punctuality { lines.append(t("deadlines.punctuality.\(punctuality.rawValue)")) }
        lines.append("")
        lines.append(days(t))
        lines += explanation.stops.map { count in
            t(count.isApplied ? "app.deadline.stop" : "app.deadline.stop.idle", [
                "ground": t(count.stop.ground.key), "from": t.formats.shortDateTime(count.stop.from),
                "to": count.stop.to.map(t.formats.shortDateTime) ?? "…", "hours": hours(count.officeSeconds),
                "article": count.stop.basis ?? t(count.stop.ground.article.key),
            ])
        }
        lines += shares.map { share in
            t("app.deadline.share", [
                "holder": holder(share.holder, t), "hours": hours(share.officeSeconds),
            ])
        }
        return lines.joined(separator: "\n")
    }

    private func days(_ t: Strings) -> String {
        var counted = 0
        let rows = explanation.days.map { day in
            counted += day.isCounted ? 1 : 0
            return [
                t.formats.date(day.date), t("web.weekday.\(day.date.weekday.rawValue)"),
                day.isCounted ? "\(counted)" : "", t(day.reason.key, day.reason.arguments), article(day.reason, t),
            ]
        }
        let heading = ["date", "weekday", "count", "reason", "article"].map { t("app.deadline.column.\($0)") }
        return Terminal.table(heading, rows)
    }

    private func article(_ reason: DayCount.Reason, _ t: Strings) -> String { reason.basis ?? t(reason.article.key) }

    private func holder(_ holder: TimeHolder, _ t: Strings) -> String {
        holder.name.isEmpty ? t("deadlines.holder.\(holder.kind)") : holder.name
    }

    private func hours(_ seconds: Int) -> String { "\(seconds / 3600):\(twoDigits(seconds / 60 % 60))" }
}
