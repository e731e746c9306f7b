import Base
import Storage
import TestKit
import Testing

@testable import Jobs

@Suite(.timeLimit(.minutes(2))) struct JobsTests {
    @Test(arguments: Engine.tested) func aJobWaitsForItsTimeAndTheOldestComesFirst(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let runner = shop.runner(workers: 1)
        try await shop.queue(3, notBefore: Workshop.start.adding(seconds: 60))
        try await shop.queue(2, notBefore: Workshop.start.adding(seconds: 30))
        try await shop.queue(1, notBefore: Workshop.start.adding(seconds: -30))
        #expect(try await runner.runDue() == 1)
        shop.time.advance(seconds: 29)
        #expect(try await runner.runDue() == 0)
        shop.time.advance(seconds: 60)
        #expect(try await runner.runDue() == 2)
        #expect(shop.entries == ["1/1", "2/1", "3/1"])
    }

    @Test(arguments: Engine.tested) func aKindWithoutAHandlerIsLeftForNewerProcesses(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let id = try await shop.queue(kind: "future.work")
        #expect(try await shop.runner().runDue() == 0)
        #expect(try await shop.state(of: id) == .waiting)
    }

    @Test(arguments: Engine.tested) func progressIsSeenWhileTheJobRuns(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let id = try await shop.queue()
        let runner = shop.runner { job in
            for (told, shown) in [(40, 40), (-3, 0), (400, 100)] {
                try await job.report(told)
                let progress = try await job.database.read { try Jobs.progress(of: job.id, in: $0) }
                #expect(progress == JobProgress(state: .running, percent: shown, attempt: 1))
            }
        }
        #expect(try await shop.database.read { try Jobs.progress(of: id, in: $0) }
            == JobProgress(state: .waiting, percent: 0, attempt: 0))
        try await runner.runDue()
        #expect(try await shop.database.read { try Jobs.progress(of: id, in: $0) }
            == JobProgress(state: .done, percent: 100, attempt: 1))
    }

    @Test(arguments: Engine.tested) func doneJobsAreForgottenAfterSomeDaysAndDeadOnesKept(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        var rules = JobRules()
        rules.attemptsMax = 1
        let old = try await shop.queue(1)
        let dead = try await shop.queue(2)
        try await shop.runner(rules: rules) { if $0.facts["n"] == "2" { throw Broken() } }.runDue()
        shop.time.advance(seconds: 20 * 86_400)
        let young = try await shop.queue(3)
        try await shop.runner().runDue()
        shop.time.advance(seconds: 11 * 86_400)
        let now = shop.time.clock.now
        #expect(try await shop.database.write { try Jobs.purgeDone(in: $0, at: now) } == 1)
        #expect(try await shop.database.write { try Jobs.purgeDone(in: $0, at: now) } == 0)
        #expect(try await [shop.state(of: old), shop.state(of: dead), shop.state(of: young)] == [nil, .dead, .done])
    }

    @Test(arguments: Engine.tested) func factsComeBackAsTheyWereAndTooManyAreRefused(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let facts = ["tên": "Hồ Thị \"Mai\" \\ \n", "": "e\u{302}"]
        try await shop.database.write { tx in
            _ = try Jobs.queue(kind: "test.work", facts: facts, in: tx, at: Workshop.start)
        }
        try await shop.runner { #expect($0.facts == facts) }.runDue()
        #expect(shop.entries.count == 1)
        let tooMany = ["a": String(repeating: "a", count: Jobs.factsBytesMax)]
        await #expect(throws: JobError.factsTooLarge(kind: "test.work", bytes: Jobs.factsBytesMax + 8)) {
            try await shop.database.write { tx in
                _ = try Jobs.queue(kind: "test.work", facts: tooMany, in: tx, at: Workshop.start)
            }
        }
    }

    @Test(arguments: [
        (1, 0.0, Int64(5)), (1, 1, 10), (1, 0.5, 8), (2, 1, 20), (3, 0, 20), (3, 1, 40), (8, 1, 1280), (10, 1, 3600),
        (1000, 0, 1800), (1000, 1, 3600), (0, 1, 10),
    ])
    func pausesDoubleUpToAnHour(attempt: Int, jitter: Double, seconds: Int64) {
        #expect(JobRules().pauseSeconds(afterAttempt: attempt, jitter: jitter) == seconds)
    }
}
