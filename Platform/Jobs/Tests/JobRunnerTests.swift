import Base
import Storage
import Synchronization
import TestKit
import Testing

@testable import Jobs

@Suite(.timeLimit(.minutes(2))) struct JobRunnerTests {
    @Test(arguments: Engine.tested) func aJobRunsAfterTheCommitAndNotAfterARollback(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let runner = shop.runner()
        await #expect(throws: Broken.self) {
            try await shop.database.write { tx in
                try Jobs.queue(kind: "test.work", facts: ["n": "lost"], in: tx, at: Workshop.start)
                throw Broken()
            }
        }
        #expect(try await runner.runDue() == 0)
        let id = try await shop.queue(7)
        #expect(try await runner.runDue() == 1)
        #expect(shop.entries == ["7/1"])
        #expect(try await shop.state(of: id) == .done)
        #expect(try await runner.runDue() == 0)
    }

    @Test(arguments: Engine.tested) func aFailedJobIsTriedAgainAfterAPause(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let runner = shop.runner { job in if job.attempt < 3 { throw Broken() } }
        let id = try await shop.queue()
        #expect(try await runner.runDue() == 1)
        #expect(try await shop.state(of: id) == .waiting)
        shop.time.advance(seconds: 4)
        #expect(try await runner.runDue() == 0)
        shop.time.advance(seconds: 6)
        #expect(try await runner.runDue() == 1)
        shop.time.advance(seconds: 20)
        #expect(try await runner.runDue() == 1)
        #expect(shop.entries == ["1/1", "1/2", "1/3"])
        #expect(try await shop.state(of: id) == .done)
    }

    @Test(arguments: Engine.tested)
    func afterItsLastAttemptAJobIsDeadUntilSomebodyRevivesIt(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        var rules = JobRules()
        rules.attemptsMax = 3
        let runner = shop.runner(rules: rules) { _ in throw Broken() }
        let id = try await shop.queue(5)
        for _ in 0..<6 {
            try await runner.runDue()
            shop.time.advance(seconds: rules.pauseSecondsMax)
        }
        #expect(shop.entries == ["5/1", "5/2", "5/3"])
        let dead = try #require(try await shop.database.read { try Jobs.dead(in: $0) }.first)
        #expect(dead.id == id && dead.attempts == 3 && dead.lastError == "Broken()" && dead.facts == ["n": "5"])
        #expect(dead.queuedAt == Workshop.start && dead.diedAt > dead.queuedAt)

        let now = shop.time.clock.now
        try await shop.database.write { try Jobs.retry(id, in: $0, at: now) }
        #expect(try await shop.runner().runDue() == 1)
        #expect(shop.entries.last == "5/1")
        #expect(try await shop.database.read { try Jobs.counts(in: $0) }[.done] == 1)
        await #expect(throws: Problem.notFound) {
            try await shop.database.write { try Jobs.retry(id, in: $0, at: now) }
        }
    }

    @Test(arguments: Engine.tested) func twoRunnersShareTwoHundredJobsAndDoNoneTwice(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        try await shop.database.write { tx in
            for number in 0..<200 {
                try Jobs.queue(kind: "test.work", facts: ["n": "\(number)"], in: tx, at: Workshop.start)
            }
        }
        let doneBy = Mutex<[Int: Int]>([:])
        let runners = (0..<2).map { number in
            shop.runner(workers: 4) { _ in doneBy.withLock { $0[number, default: 0] += 1 } }
        }
        await withTaskGroup(of: Void.self) { group in
            for runner in runners { group.addTask { await runner.run() } }
            try? await until { try await shop.database.read { try Jobs.counts(in: $0) }[.done] == 200 }
            group.cancelAll()
        }
        #expect(shop.entries.count == 200 && Set(shop.entries) == Set((0..<200).map { "\($0)/1" }))
        #expect(doneBy.withLock { $0.count } == 2)
    }

    @Test(arguments: Engine.tested) func theJobOfADeadRunnerIsTakenWhenItsLeaseHasRunOut(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let id = try await shop.queue()
        try await crash(shop)
        let runner = shop.runner()
        shop.time.advance(seconds: 59)
        #expect(try await runner.runDue() == 0)
        #expect(try await shop.state(of: id) == .running)
        shop.time.advance(seconds: 1)
        #expect(try await runner.runDue() == 1)
        #expect(shop.entries == ["1/2"])
    }

    @Test(arguments: Engine.tested) func aJobThatKillsEveryRunnerDies(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let id = try await shop.queue()
        for _ in 0..<JobRules().attemptsMax {
            try await crash(shop)
            shop.time.advance(seconds: 61)
        }
        #expect(try await shop.runner().runDue() == 0)
        #expect(try await shop.state(of: id) == .dead)
    }

    /// A runner that takes a job and is never heard of again.
    func crash(_ shop: Workshop) async throws {
        let now = shop.time.clock.now
        let claimed = try await shop.database.write(lane: .free) { tx in
            let store = JobStore(tx)
            try store.release(attemptsMax: 99, at: now, in: tx)
            return try store.claim(
                ["test.work"], limit: 1, at: now, until: now.adding(seconds: 60), by: "crashed", in: tx)
        }
        #expect(claimed.count == 1)
    }

    @Test(arguments: Engine.tested) func aLongJobKeepsItsLease(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let other = shop.runner()
        let runner = shop.runner(naps: .milliseconds(1)) { job in
            for _ in 0..<4 {
                shop.time.advance(seconds: 45)
                let lease = shop.time.clock.now.adding(seconds: 60)
                try await until {
                    try await job.database.read { try $0.row("SELECT locked_until FROM job")?["locked_until"] } == lease
                }
                #expect(try await other.runDue() == 0)
            }
        }
        let id = try await shop.queue()
        #expect(try await runner.runDue() == 1)
        #expect(shop.entries == ["1/1"])
        #expect(try await shop.state(of: id) == .done)
    }

    @Test(arguments: Engine.tested) func whoLosesAJobIsStoppedAndItsOutcomeIsNotKept(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let stopped = Mutex(false)
        let runner = shop.runner(naps: .milliseconds(1)) { job in
            try await job.database.write(lane: .free) { try $0.execute("UPDATE job SET locked_by = 'another'") }
            do { try await Task.sleep(for: .seconds(60)) } catch {
                stopped.withLock { $0 = true }
                throw error
            }
        }
        let id = try await shop.queue()
        #expect(try await runner.runDue() == 1)
        #expect(stopped.withLock { $0 })
        #expect(try await shop.state(of: id) == .running)
    }

    @Test(arguments: Engine.tested) func aJobThatTheEndOfTheProgramInterruptsIsGivenBack(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let id = try await shop.queue()
        let runner = shop.runner { _ in try await Task.sleep(for: .seconds(60)) }
        let running = Task { await runner.run() }
        try await until { shop.entries.count == 1 }
        running.cancel()
        await running.value
        #expect(try await shop.database.read { try Jobs.progress(of: id, in: $0) }
            == JobProgress(state: .waiting, percent: 0, attempt: 0))
        #expect(try await shop.runner().runDue() == 1)
        #expect(shop.entries == ["1/1", "1/1"])
    }

    @Test(arguments: Engine.tested) func aPokedRunnerSeesNewJobsWithoutWaitingForThePoll(engine: Engine) async throws {
        let shop = try await Workshop(engine)
        let runner = shop.runner(naps: .seconds(3600))
        let running = Task { await runner.run() }
        for number in 1...3 {
            try await shop.queue(number)
            runner.poke()
            try await until { shop.entries.count == number }
        }
        running.cancel()
        await running.value
    }
}
