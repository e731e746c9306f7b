import Base
import Storage
import TestKit
import Testing
import Web

@Suite struct OnceTests {
    @Test(arguments: Engine.tested) func fiveParallelSendingsDoTheThingOnce(_ engine: Engine) async throws {
        let site = try await TestHouse.make(engine)
        let client = site.client
        let token = client.token
        let key = OnceKey.fresh()
        let replies = try await withThrowingTaskGroup(of: WebClient.Reply.self) { group in
            for _ in 0..<5 {
                group.addTask { try await client.post("/ghi", form: ["ten": "An", "csrf": token], once: key) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(replies.map(\.status) == [303, 303, 303, 303, 303])
        #expect(Set(replies.map(\.location)) == ["/xin-chao/An?da-xong=saved"])
        #expect(try await TestHouse.visits(site) == ["An"])
    }

    @Test(arguments: Engine.tested) func aRestartedServerGivesTheFirstAnswer(_ engine: Engine) async throws {
        let site = try await TestHouse.make(engine)
        let client = site.client
        let key = OnceKey.fresh()
        #expect(try await client.post("/ghi", form: ["ten": "An"], once: key).status == 303)
        let second = try await TestSite.make(on: site.database, features: [TestHouse.feature()], clock: site.clock)
        let again = second.client
        for (name, value) in client.cookies { again.setCookie(name, value) }
        let reply = try await again.post("/ghi", form: ["ten": "An"], once: key)
        #expect(reply.location == "/xin-chao/An?da-xong=saved")
        #expect(try await TestHouse.visits(site) == ["An"])
    }

    @Test func theSameKeyWithOtherContentIsRefused() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let key = OnceKey.fresh()
        #expect(try await client.post("/ghi", form: ["ten": "An"], once: key).status == 303)
        #expect(try await client.post("/ghi", form: ["ten": "Bình"], once: key).status == 422)
        #expect(try await TestHouse.visits(site) == ["An"])
    }

    @Test func theSameKeyFromAnotherPersonIsRefused() async throws {
        let site = try await TestHouse.make()
        let key = OnceKey.fresh()
        #expect(try await site.client.post("/ghi", form: ["ten": "An"], once: key).status == 303)
        let account = try #require(TestHouse.citizen.account)
        #expect(try await site.client(as: account).post("/ghi", form: ["ten": "An"], once: key).status == 422)
    }

    @Test func aFormWithoutAKeyIsRefused() async throws {
        let site = try await TestHouse.make()
        #expect(try await site.client.post("/ghi", form: ["ten": "An", "once": ""]).status == 400)
        #expect(try await site.client.post("/ghi", form: ["ten": "An", "once": "' OR 1=1 --aaaaaa"]).status == 400)
    }

    @Test func whatWasRefusedCanBeMendedAndSentWithTheSameKey() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let key = OnceKey.fresh()
        #expect(try await client.post("/ghi", form: ["ten": "lỗi"], once: key).status == 422)
        #expect(try await TestHouse.visits(site).isEmpty)
        #expect(try await client.post("/ghi", form: ["ten": "An"], once: key).status == 303)
        #expect(try await TestHouse.visits(site) == ["An"])
    }

    @Test func aKeyIsForgottenAfterAWeek() async throws {
        let site = try await TestHouse.make()
        let client = site.client
        let key = OnceKey.fresh()
        _ = try await client.post("/ghi", form: ["ten": "An"], once: key)
        let after = site.clock.clock.now.adding(seconds: 8 * 86_400)
        try await site.database.write(lane: .free) { try OnceStore.purge(at: after, in: $0) }
        #expect(try await client.post("/ghi", form: ["ten": "An"], once: key).status == 303)
        #expect(try await TestHouse.visits(site) == ["An", "An"])
    }
}
