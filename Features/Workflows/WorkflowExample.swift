import Base
import Deadlines

/// Ví dụ: one course of a way with what must come of it. They are run when a way or the calendar changes, by the tests,
/// and by new staff who practise.
package struct WorkflowExample: Sendable, Equatable {
    package static let nameLengthMax = 120

    /// Where the dossier must be until when.
    package struct Station: Sendable, Equatable {
        package let stage: WorkflowStage
        package let due: Instant

        package init(stage: WorkflowStage, due: Instant) {
            self.stage = stage
            self.due = due
        }
    }

    package let name: String
    package let acceptedAt: Instant
    package let term: Term
    package let route: [Station]
    /// Hẹn trả.
    package let due: Instant
    /// In đồng; nil when the catalogue does not say.
    package let fee: Int?
    /// The paper that the person gets.
    package let result: String

    package init(
        name: String, acceptedAt: Instant, term: Term, route: [Station], due: Instant, fee: Int?, result: String
    ) {
        self.name = name
        self.acceptedAt = acceptedAt
        self.term = term
        self.route = route
        self.due = due
        self.fee = fee
        self.result = result
    }

    /// What a way gives for an acceptance: the expectation to confirm.
    package static func expected(
        _ name: String, of steps: [WorkflowStep], term: Term, acceptedAt: Instant, fee: Int?, result: String,
        in calendar: WorkCalendar
    ) throws(Problem) -> WorkflowExample {
        let route = try WorkflowCourse.planned(steps, acceptedAt: acceptedAt, in: calendar)
            .map { Station(stage: $0.step.stage, due: $0.due) }
        return WorkflowExample(name: name, acceptedAt: acceptedAt, term: term, route: route,
            due: try Deadline.due(for: term, acceptedAt: acceptedAt, in: calendar).instant, fee: fee, result: result)
    }

    /// What comes out otherwise than expected; empty when all is as it was.
    package func differences(of steps: [WorkflowStep], in calendar: WorkCalendar) -> [String] {
        let now = try? Self.expected(name, of: steps, term: term, acceptedAt: acceptedAt, fee: fee, result: result,
            in: calendar)
        guard let now else { return ["calendar"] }
        var out: [String] = []
        if now.route.map(\.stage) != route.map(\.stage) { out.append("route") }
        for (was, station) in zip(route, now.route) where was.stage == station.stage && was.due != station.due {
            out.append(station.stage.rawValue)
        }
        if now.due != due { out.append("due") }
        return out
    }
}
