import Access
import Base
import Dossiers
import Identity
import Storage
import TestKit
import Testing

@testable import Webhooks

/// What receivers are told, on both engines and by a clock that is moved by hand.
@Suite struct DeliveryTests {
    @Test(arguments: Engine.tested)
    func `a receiver is told every entry of its agency once, in order, and nothing of before`(
        engine: Engine
    ) async throws {
        let world = try await WebhookWorld(engine)
        try await world.receive()
        let id = try await world.add(for: "quantri")
        let begun = try await world.entries().count
        for _ in 0..<3 { try await world.note(try await world.receive()) }
        await world.runner.deliverDue()
        let news = try await world.entries().dropFirst(begun).map(\.number)
        #expect(try world.receivers.confirmed(by: id) == news && news.count == 9)
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).count == 1)
        let told = try #require(world.receivers.sent(to: id).first)
        #expect(told.message.id == "\(id).\(news[0]).\(news[8])")
        let text = String(decoding: told.message.body, as: UTF8.self)
        #expect(!text.contains("Xoan") && !text.contains("Kín"), "no names, no remarks")
        #expect(text.contains("\"kind\":\"dossier.accepted\"") && text.contains("\"state\":\"accepted\""))
    }

    @Test(arguments: Engine.tested)
    func `the reach of the account decides, as in the API`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let (home, other) = (try await world.add(for: "quantri"), try await world.add(for: "hp-quantri"))
        try await world.receive()
        try await world.receive(by: "hp-motcua")
        let ours = try await world.entries().filter { $0.kind.hasPrefix("dossier.") }.map(\.number)
        await world.runner.deliverDue()
        // The second was received by the other commune for ours: both see it.
        #expect(try world.receivers.confirmed(by: home) == ours)
        #expect(try world.receivers.confirmed(by: other) == Array(ours.suffix(2)))
    }

    /// A role from one day to another is a role on the days between, for programs too.
    @Test(arguments: Engine.tested)
    func `whoever has the role for a time is told for that time`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let (first, last) = (world.clock.clock.now.localDate, world.clock.clock.now.adding(seconds: 86_400).localDate)
        try await world.database.write { tx in
            let account = try #require(try CallerStore.account(ofLogin: "quantri", in: tx))
            try tx.execute("""
                UPDATE staff_role SET from_date = \(first.iso8601), through_date = \(last.iso8601)
                WHERE account_id = \(account)
                """)
        }
        let id = try await world.add(for: "quantri")
        let dossier = try await world.receive()
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).count == 1)
        world.clock.advance(seconds: 2 * 86_400)
        try await world.note(dossier)
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).count == 1)
        #expect(try await world.subscriber(id).halt != nil)
    }

    @Test(arguments: Engine.tested)
    func `only the kinds that were asked for, also behind many others`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri", kinds: ["dossier.noted"])
        let dossier = try await world.receive()
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).isEmpty)
        let (reached, head) = (try await world.subscriber(id).reached, try await world.entries().count)
        #expect(reached == Int64(head), "what does not concern it is passed")
        try await world.note(dossier)
        await world.runner.deliverDue()
        #expect(try await world.receivers.confirmed(by: id) == [Int64(world.entries().count)])
    }

    @Test(arguments: Engine.tested)
    func `more than a batch goes in several, the second after the first is confirmed`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri")
        let dossier = try await world.receive()
        for _ in 0..<110 { try await world.note(dossier) }
        world.receivers.prepare(id, .answered(200), .failed("away"))
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).count == 2)
        #expect(try world.receivers.sent(to: id)[0].numbers.count == WebhookMessage.entriesMax)
        #expect(try world.receivers.confirmed(by: id).count == WebhookMessage.entriesMax)
        world.clock.advance(seconds: 1)
        await world.runner.deliverDue()
        let confirmed = try world.receivers.confirmed(by: id)
        #expect(confirmed.count == 112 && confirmed == confirmed.sorted() && Set(confirmed).count == 112)
    }

    @Test(arguments: Engine.tested)
    func `what failed comes again under the same id with the same content, though more has happened`(
        engine: Engine
    ) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri")
        try await world.receive()
        world.receivers.prepare(id, .answered(500), .failed("timeout"), .answered(302))
        var tried: [Int] = []
        for _ in 0..<8 {
            await world.runner.deliverDue()
            tried.append(world.receivers.sent(to: id).count)
            try await world.receive()
            world.clock.advance(seconds: 1)
        }
        // After pauses of 1, 2 and 4 seconds; the fourth try is answered, and what has waited follows at once.
        #expect(tried == [1, 2, 2, 3, 3, 3, 3, 5])
        let sent = world.receivers.sent(to: id)
        #expect(sent.prefix(4).allSatisfy { $0.message == sent[0].message } && sent[4].message != sent[0].message)
        let confirmed = try world.receivers.confirmed(by: id)
        #expect(confirmed == confirmed.sorted() && Set(confirmed).count == confirmed.count)
        #expect(try await world.subscriber(id).failures == 0)
    }

    @Test(arguments: Engine.tested)
    func `a receiver that fails does not hold up another, and is halted after five days`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let (bad, good) = (try await world.add(for: "quantri"), try await world.add(for: "giamdoc"))
        try await world.receive()
        var tries = 0
        while try await world.subscriber(bad).halt == nil, tries < 100 {
            world.receivers.prepare(bad, .answered(503))
            await world.runner.deliverDue()
            try await world.receive()
            tries += 1
            let next = try await world.subscriber(bad).nextAt
            world.clock.move(to: max(next, world.clock.clock.now))
        }
        #expect(try await world.subscriber(bad).halt == .failing)
        #expect((30...60).contains(tries), "\(tries) tries in five days")
        #expect(try world.receivers.confirmed(by: bad).isEmpty)
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: bad).count == tries)
        #expect(try world.receivers.confirmed(by: good).count == 2 * (tries + 1))
        #expect(try await world.entries().last?.kind == "dossier.accepted")
        #expect(try await world.entries().contains { $0.kind == "webhook.halted" && $0.facts["cause"] == "failing" })
        // Nothing is lost: it goes on where it stood.
        try await world.system { try ResumeSubscriber(bad).run(in: $0, act: $1) }
        await world.runner.deliverDue()
        #expect(try world.receivers.confirmed(by: bad).count == 2 * (tries + 1))
    }

    @Test(arguments: Engine.tested)
    func `gone is an answer that is believed at once`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri")
        try await world.receive()
        world.receivers.prepare(id, .answered(410))
        await world.runner.deliverDue()
        #expect(try await world.subscriber(id).halt == .gone)
    }

    @Test(arguments: Engine.tested)
    func `an account that is closed or changed is told nothing more`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "motcua1")
        try await world.receive()
        try await world.database.write { tx in
            let account = try #require(try CallerStore.account(ofLogin: "motcua1", in: tx))
            _ = try tx.execute("UPDATE account SET state = 'disabled' WHERE id = \(account)")
        }
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).isEmpty)
        #expect(try await world.subscriber(id).halt == .account)
    }

    @Test(arguments: Engine.tested)
    func `of two processes one sends, and the other after the claim of a dead one is over`(
        engine: Engine
    ) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri")
        try await world.receive()
        world.receivers.meanwhile { [runner = world.runner] in await runner.deliverDue() }
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).count == 1)
        // As if the process had died while it sent.
        try await world.receive()
        let one = try await world.subscriber(id)
        let end = world.clock.clock.now.adding(seconds: WebhookRunner.claimSeconds)
        #expect(try await world.database.write(lane: .free) {
            try SubscriberStore.claim(one, through: one.reached + 2, until: end, in: $0)
        })
        await world.runner.deliverDue()
        #expect(world.receivers.sent(to: id).count == 1)
        world.clock.advance(seconds: WebhookRunner.claimSeconds)
        await world.runner.deliverDue()
        #expect(try world.receivers.confirmed(by: id).count == 4)
    }

    @Test(arguments: Engine.tested)
    func `a pause of meanwhile stays, and a replay of meanwhile holds`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri")
        let start = try await world.subscriber(id).reached
        try await world.receive()
        world.receivers.meanwhile { try? await world.system { try HaltSubscriber(id).run(in: $0, act: $1) } }
        await world.runner.deliverDue()
        let paused = try await world.subscriber(id)
        #expect(paused.halt == .paused && paused.reached > start && paused.deliveredAt != nil)

        try await world.system { try ResumeSubscriber(id).run(in: $0, act: $1) }
        try await world.receive()
        world.receivers.meanwhile {
            try? await world.system { try ReplaySubscriber(id, from: start + 1).run(in: $0, act: $1) }
        }
        await world.runner.deliverDue()
        await world.runner.deliverDue()
        let numbers = try world.receivers.sent(to: id).map { try $0.numbers }
        #expect(numbers.count == 3 && numbers[2].count == 4 && numbers[2].first == numbers[0].first)
    }

    @Test(arguments: Engine.tested)
    func `replay begins anywhere, and never before the first or behind the last entry`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        for _ in 0..<3 { try await world.receive() }
        let id = try await world.add(for: "quantri")
        let dossiers = try await world.entries().filter { $0.kind.hasPrefix("dossier.") }.map(\.number)
        try await world.system { try ReplaySubscriber(id, from: -5).run(in: $0, act: $1) }
        await world.runner.deliverDue()
        #expect(try world.receivers.confirmed(by: id) == dossiers)
        try await world.system { try ReplaySubscriber(id, from: dossiers[4]).run(in: $0, act: $1) }
        await world.runner.deliverDue()
        #expect(try world.receivers.confirmed(by: id) == dossiers + dossiers[4...])
        try await world.system { try ReplaySubscriber(id, from: .max).run(in: $0, act: $1) }
        await world.runner.deliverDue()
        #expect(try world.receivers.confirmed(by: id).count == 8)
        try await world.system { try RemoveSubscriber(id).run(in: $0, act: $1) }
        try await world.receive()
        await world.runner.deliverDue()
        #expect(try world.receivers.confirmed(by: id).count == 8)
    }

    @Test(arguments: Engine.tested)
    func `another commune's administrator cannot touch a receiver, and does not learn that it is there`(
        engine: Engine
    ) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri")
        let deeds: [@Sendable (Transaction, Act) throws -> Void] = [
            { try HaltSubscriber(id).run(in: $0, act: $1) }, { try ResumeSubscriber(id).run(in: $0, act: $1) },
            { try ReplaySubscriber(id, from: 1).run(in: $0, act: $1) },
            { try RemoveSubscriber(id).run(in: $0, act: $1) },
        ]
        for deed in deeds {
            await #expect(throws: Problem.notFound) {
                try await world.perform("hp-quantri", .webhookManage, deed)
            }
        }
        #expect(try await world.subscriber(id).halt == nil)
    }

    @Test(arguments: [
        ("nobody", "https://a.vn/", [], "webhook-account"), ("0900000101", "https://a.vn/", [], "webhook-account"),
        ("tinh-theodoi", "https://a.vn/", [], "webhook-account"), ("quantri", "a.vn", [], "webhook-url"),
        ("quantri", "https://a.vn/", ["dossier"], "webhook-kinds"),
    ] as [(String, String, [String], String)])
    func `what cannot be told is refused`(login: String, url: String, kinds: [String], code: String) async throws {
        let world = try await WebhookWorld(.sqlite)
        let problem = await #expect(throws: Problem.self) {
            _ = try await world.add(for: login, kinds: kinds, url: url)
        }
        #expect(problem?.code == code)
    }

    @Test func `an agency has so many receivers and no more, and the journal never says a secret`() async throws {
        let world = try await WebhookWorld(.sqlite)
        for _ in 0..<Subscriber.perAgencyMax { _ = try await world.add(for: "quantri") }
        let problem = await #expect(throws: Problem.self) { _ = try await world.add(for: "giamdoc") }
        #expect(problem?.code == "webhook-too-many")
        _ = try await world.add(for: "hp-quantri")
        let secrets = try await world.database.read { try SubscriberStore.all(of: nil, in: $0).map(\.secret) }
        #expect(Set(secrets).count == Subscriber.perAgencyMax + 1)
        for entry in try await world.entries() {
            #expect(!entry.facts.values.contains { value in secrets.contains { value.contains($0) } })
        }
    }
}
