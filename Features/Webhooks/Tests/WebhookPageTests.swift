import App
import Base
import Identity
import Storage
import TestKit
import Testing
import Web

@testable import Webhooks

@Suite struct WebhookPageTests {
    @Test(arguments: Engine.tested)
    func `the administrator sees how receivers stand, pauses one and tells it again`(engine: Engine) async throws {
        let world = try await WebhookWorld(engine)
        let id = try await world.add(for: "quantri", url: "https://may.example/nhan")
        try await world.receive()
        world.receivers.prepare(id, .answered(500))
        await world.runner.deliverDue()
        let site = try await TestSite.make(
            on: world.database, features: Features.all, resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
            clock: world.clock)
        let found = try await world.database.read { try CallerStore.account(ofLogin: "quantri", in: $0) }
        let account = try #require(found)
        let client = try await site.client(as: account)
        let path = "\(WebhookPages.path)/\(id)"
        let list = try await client.get(WebhookPages.path)
        #expect(list.text.contains("may.example") && list.text.contains("HTTP 500"))
        let page = try await client.get(path)
        #expect(page.text.contains("https://may.example/nhan") && !page.text.contains("whsec_"))
        #expect(try await client.submit(path, form: [:], to: "\(path)/tam-dung").status == 303)
        #expect(try await world.subscriber(id).halt == .paused)
        #expect(try await client.submit(path, form: [:], to: "\(path)/tiep-tuc").status == 303)
        #expect(try await world.subscriber(id).halt == nil)
        #expect(try await client.submit(path, form: ["from": "không"], to: "\(path)/gui-lai").status == 422)
        #expect(try await client.submit(path, form: ["from": "1"], to: "\(path)/gui-lai").status == 303)
        #expect(try await world.subscriber(id).reached == 0)
    }
}
