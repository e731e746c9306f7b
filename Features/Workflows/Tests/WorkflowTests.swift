import Access
import Base
import Calendars
import Catalogue
import Deadlines
import Storage
import TestKit
import Testing

@testable import Identity
@testable import Workflows

/// The ways themselves, without a database.
@Suite struct WorkflowRuleTests {
    @Test func `the published ways sum to their terms and their examples come out as they say`() {
        #expect(BuiltInWorkflow.all.count == 3)
        for workflow in BuiltInWorkflow.all {
            let total = workflow.steps.reduce(0) { $0 + $1.hours }
            #expect(total == Workflow.hours(of: workflow.term).count, "\(workflow.procedureCode)")
            #expect(!workflow.examples.isEmpty)
            for example in workflow.examples {
                #expect(example.differences(of: workflow.steps, in: .vietnam) == [], "\(example.name)")
            }
        }
    }

    @Test func `an example says what comes out otherwise`() throws {
        let model = try #require(BuiltInWorkflow.all.first { $0.procedureCode == "1.004944" })
        let example = try #require(model.examples.first)
        var steps = model.steps
        steps[2] = WorkflowStep(stage: .handling, name: "Thụ lý", office: .culture, hours: 12)
        #expect(example.differences(of: steps, in: .vietnam) == ["handling", "review", "signing", "issuing"])
        #expect(example.differences(of: Array(model.steps.dropLast()), in: .vietnam) == ["route"])
        let dayOff = WorkCalendar.DayOff(date: LocalDate(iso8601: "2026-11-30")!, kind: .closure, name: "Bão")
        #expect(example.differences(of: model.steps, in: WorkCalendar.vietnam.adding(dayOff)).contains("due"))
    }

    @Test(arguments: [Term.sameDay, .workingHours(2), .workingHours(16), .workingDays(1), .workingDays(5),
        .workingDays(30), .calendarDays(1), .calendarDays(60), .months(2)])
    func `the common way has three steps that hold the whole term`(term: Term) {
        let steps = Workflow.standard(for: term, office: .economy)
        #expect(steps.map(\.stage) == [.reception, .handling, .signing])
        #expect(steps.allSatisfy { $0.hours >= 1 })
        #expect(steps.reduce(0) { $0 + $1.hours } == max(3, Workflow.hours(of: term).count))
    }

    @Test func `a course gives each step its share, joins what one step covers, and takes stops out`() throws {
        let model = try #require(BuiltInWorkflow.all.first { $0.procedureCode == "1.004944" })
        let steps = model.steps.filter { $0.stage != .assignment }
        func at(_ text: String) throws -> Instant { try #require(Instant(iso8601: "\(text):00+07:00")) }
        let course = WorkflowCourse([
            .init(stage: .reception, from: try at("2026-11-23T09:00"), to: try at("2026-11-23T09:05"), holder: "Nhung"),
            .init(stage: .assignment, from: try at("2026-11-23T09:05"), to: try at("2026-11-23T10:00"), holder: ""),
            .init(stage: .handling, from: try at("2026-11-23T10:00"), to: nil, holder: "Thu"),
        ], of: steps, stops: [Stop(from: try at("2026-11-23T10:00"), to: try at("2026-11-25T10:00"),
            ground: .financialDuty)], in: .vietnam)
        #expect(course.legs.map(\.step.stage) == [.reception, .handling])
        #expect(course.legs[0].due == (try at("2026-11-23T15:00")))
        #expect(course.legs[0].punctuality(at: try at("2026-11-26T10:00")) == .onTime)
        #expect(course.legs[1].holder == "Thu")
        // Sixteen hours from Monday 09:05 on, without those from Monday 10:00 to Wednesday 10:00.
        #expect(course.legs[1].due == (try at("2026-11-27T09:05")))
    }

    @Test func `a way is checked whole, with the fields of its form`() {
        let office = Office(id: ID(at: TestSite.morning), agency: ID(at: TestSite.morning), kind: .economy, name: "KT")
        let worker = StaffMember(account: ID(at: TestSite.morning), name: "Lực", title: "", roles: [.specialist],
            agency: office.agency, office: office.id)
        func faults(_ steps: [WorkflowStep], _ term: Term?) -> [String] {
            WorkflowCheck.faults(of: steps, term: term, staff: [worker], offices: [office])
                .map { "\($0.field) \($0.code)" }
        }
        let handling = WorkflowStep(stage: .handling, name: "Thụ lý", office: .economy, hours: 8)
        let signing = WorkflowStep(stage: .signing, name: "Ký", office: .leaders, hours: 8)
        #expect(faults([], nil) == ["hours-handling workflow.stage-needed", "hours-signing workflow.stage-needed"])
        #expect(faults([handling, signing], .workingDays(2)) == ["office-signing workflow.nobody"])
        let zero = WorkflowStep(stage: .handling, name: "", office: .economy, hours: 0)
        #expect(faults([zero, signing], nil) == ["hours-handling workflow.hours-range",
            "name-handling workflow.name-length", "office-signing workflow.nobody"])
    }
}

/// The ways of an agency, on both engines.
@Suite struct WorkflowStoreTests {
    @Test(arguments: Engine.tested) func `versions are added, in force from then on, and told to the journal`(
        engine: Engine
    ) async throws {
        let office = try await WorkflowOffice(engine)
        let first = try await office.save(hours: [4, 24, 12])
        #expect(first.version == 1)
        office.clock.move(to: TestSite.morning.adding(seconds: 3600))
        let second = try await office.save(hours: [8, 24, 8])
        #expect(second.version == 2)
        let (before, then, now, codes) = try await office.database.read { snapshot in
            (try WorkflowStore.workflow(of: office.agency, procedure: office.procedure.code,
                at: TestSite.morning.adding(seconds: -1), in: snapshot),
                try WorkflowStore.workflow(of: office.agency, procedure: office.procedure.code,
                    at: TestSite.morning.adding(seconds: 60), in: snapshot),
                try WorkflowStore.workflow(of: office.agency, procedure: office.procedure.code,
                    at: TestSite.morning.adding(seconds: 7200), in: snapshot),
                try WorkflowStore.codes(of: office.agency, in: snapshot))
        }
        #expect(before == nil && then == first && now == second)
        #expect(codes == [office.procedure.code: 2])
    }

    @Test(arguments: Engine.tested) func `hours that do not sum to the term are refused, with the sum`(
        engine: Engine
    ) async throws {
        let office = try await WorkflowOffice(engine)
        do {
            _ = try await office.save(hours: [4, 24, 13])
            Issue.record("it was taken")
        } catch let problem as Problem {
            #expect(problem.fields == [FieldFault("total", "workflow.sum", ["total": "41", "lawful": "40"])])
        }
    }

    @Test(arguments: Engine.tested) func `a step whose only person is locked has nobody`(engine: Engine) async throws {
        let office = try await WorkflowOffice(engine)
        try await office.lock(["chutich", "phochutich"])
        do {
            _ = try await office.save(hours: [4, 24, 12])
            Issue.record("it was taken")
        } catch let problem as Problem {
            #expect(problem.fields.map(\.code) == ["workflow.nobody"])
            #expect(problem.fields.map(\.field) == ["office-signing"])
        }
    }

    @Test(arguments: Engine.tested) func `examples are kept, compared and renewed`(engine: Engine) async throws {
        let office = try await WorkflowOffice(engine)
        _ = try await office.save(hours: [4, 24, 12])
        let procedure = office.procedure
        let accepted = Instant(iso8601: "2026-11-23T09:00:00+07:00")
        try await office.perform("giamdoc", .editWorkflows) { tx, act in
            try AddExample(procedure, name: "Sáng thứ Hai", acceptedAt: accepted, calendar: .vietnam)
                .run(in: tx, act: act)
        }
        _ = try await office.save(hours: [8, 20, 12])
        let (examples, steps) = try await office.examples()
        #expect(examples.map { $0.differences(of: steps, in: .vietnam) } == [["reception"]])
        try await office.perform("giamdoc", .editWorkflows) { tx, act in
            try RenewExamples(procedure, calendar: .vietnam).run(in: tx, act: act)
        }
        let (renewed, _) = try await office.examples()
        #expect(renewed.map { $0.differences(of: steps, in: .vietnam) } == [[]])
    }
}
