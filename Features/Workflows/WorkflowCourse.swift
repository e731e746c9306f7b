import Base
import Deadlines

/// How a dossier goes its way: which step it is in, since when, until when, and how the earlier ones went. Pure.
package struct WorkflowCourse: Sendable, Equatable {
    /// A dossier is at a stage from one hand-over (nhận) to the next (giao).
    package struct Visit: Sendable, Equatable {
        package let stage: WorkflowStage
        package let from: Instant
        /// Nil while it is there.
        package let to: Instant?
        /// Who has it, or had it.
        package let holder: String

        package init(stage: WorkflowStage, from: Instant, to: Instant?, holder: String) {
            self.stage = stage
            self.from = from
            self.to = to
            self.holder = holder
        }
    }

    package struct Leg: Sendable, Equatable {
        package let step: WorkflowStep
        package let from: Instant
        package let to: Instant?
        package let holder: String
        /// The end of its share of the time; nil while the clock stands in it, or beyond the calendar.
        package let due: Instant?

        /// Nil while nothing can be said.
        package func punctuality(at now: Instant) -> Punctuality? {
            due.map { Punctuality(due: $0, finished: to, now: now) }
        }
    }

    package let legs: [Leg]

    /// - Parameter stops: of the whole dossier; each step takes out what falls into it, and where the law lets the
    ///   dossier's time begin anew, its share begins anew.
    package init(_ visits: [Visit], of workflow: [WorkflowStep], stops: [Stop], in calendar: WorkCalendar) {
        var joined: [(step: WorkflowStep, from: Instant, to: Instant?, holder: String)] = []
        for visit in visits {
            guard let step = Self.step(at: visit.stage, of: workflow) else { continue }
            // Two stages that one step covers are one leg.
            if let last = joined.last, last.step == step {
                joined[joined.count - 1].to = visit.to
                if !visit.holder.isEmpty { joined[joined.count - 1].holder = visit.holder }
            } else {
                joined.append((step, visit.from, visit.to, visit.holder))
            }
        }
        legs = joined.map { leg in
            let inside = stops.filter { stop in
                stop.from >= leg.from && (leg.to.map { stop.from < $0 } ?? true)
            }
            let matter = DeadlineCase(term: .workingHours(leg.step.hours), acceptedAt: leg.from, stops: inside)
            return Leg(step: leg.step, from: leg.from, to: leg.to, holder: leg.holder,
                due: try? Deadline.due(for: matter, in: calendar)?.instant)
        }
    }

    /// A stage without a step of its own belongs to the next that has one.
    private static func step(at stage: WorkflowStage, of workflow: [WorkflowStep]) -> WorkflowStep? {
        let rest = WorkflowStage.allCases.drop { $0 != stage }
        return rest.lazy.compactMap { stage in workflow.first { $0.stage == stage } }.first ?? workflow.last
    }

    /// The whole way when every step takes just its share.
    package static func planned(
        _ steps: [WorkflowStep], acceptedAt: Instant, in calendar: WorkCalendar
    ) throws(Problem) -> [(step: WorkflowStep, due: Instant)] {
        var (hours, out): (Int, [(step: WorkflowStep, due: Instant)]) = (0, [])
        for step in steps {
            hours += step.hours
            let due = try Deadline.due(for: .workingHours(hours), acceptedAt: acceptedAt, in: calendar)
            out.append((step, due.instant))
        }
        return out
    }
}
