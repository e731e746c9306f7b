import Access
import Base
import Calendars
import Catalogue
import Dossiers
import Files
import Identity
import Storage
import TestKit
import Testing
import Web

/// What open pages are told. Each test runs the stream that `MotCua.run` runs.
@Suite(.serialized) struct LiveDossierTests {
    private static let features = [
        IdentityFeature.make(), DossierWorld.catalogue.feature, FilesFeature.make(),
        CalendarsFeature.make(.vietnam),
        DossiersFeature.make(calendar: .vietnam, catalogue: LiveCatalogue()),
    ]

    /// One process of the commune's server, with its stream running while `body` runs.
    private func serving(
        _ world: DossierWorld, settings: WebSettings = WebSettings(), _ body: (TestSite) async throws -> Void
    ) async throws {
        let site = try await TestSite.make(
            on: world.database, features: Self.features, resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
            settings: settings, clock: world.clock)
        let running = Task { await site.site.journal.run() }
        defer { running.cancel() }
        while !site.site.journal.isWatching { try await Task.sleep(for: .milliseconds(5)) }
        try await body(site)
    }

    /// Listens until so many events came; the opening comment is a chunk too.
    private func listen(
        _ path: String, as login: String, on site: TestSite, _ world: DossierWorld, events: Int
    ) async throws -> Task<String, any Error> {
        let client = try await site.client(as: world.accounts[login]!)
        let before = site.site.journal.subscriptionCount
        let task = Task { try await client.send("GET", path, chunksMax: events + 1).text }
        while site.site.journal.subscriptionCount == before { try await Task.sleep(for: .milliseconds(5)) }
        return task
    }

    @Test(arguments: Engine.tested)
    func `the desk is told the counts and the list when a dossier comes in`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let old = try await world.dossier(in: .submitted)
        try await serving(world) { site in
            let client = try await site.client(as: world.accounts["motcua1"]!)
            let said = Task {
                try await client.send("GET", "/ban-lam-viec/thay-doi?viec=cho-tiep-nhan", chunksMax: 3).text
            }
            // What comes in before the first list was read is in that list, and no news.
            while client.chunksSeen < 2 { try await Task.sleep(for: .milliseconds(5)) }
            let new = try await world.dossier(in: .submitted)
            let events = try await said.value.components(separatedBy: "event: list")
            try #require(events.count > 2, "\(events)")
            #expect(events[1].contains("\"cho-tiep-nhan\":1") && events[1].contains(old.description))
            #expect(events[2].contains("\"cho-tiep-nhan\":2") && events[2].contains(new.description))
        }
    }

    @Test(arguments: Engine.tested)
    func `a process is told what another process wrote`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        let number = try await world.folder(id).history.last!.number
        try await serving(world) { first in
            try await serving(world) { second in
                let said = try await listen(
                    "/ho-so/\(id)/thay-doi?sau=\(number)", as: "motcua2", on: second, world, events: 1)
                let counter = try await first.client(as: world.accounts["motcua1"]!)
                let answer = try await counter.post("/ho-so/\(id)/tiep-nhan")
                #expect(answer.status == 303)
                #expect(try await said.value.contains("event: changed\ndata: Hồ sơ vừa được"))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `a page that listens late is told what it missed, but not what its own reader did`(
        engine: Engine
    ) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        let number = try await world.folder(id).history.last!.number
        try await world.attempt(.accept, on: id)
        try await serving(world) { site in
            let path = "/ho-so/\(id)/thay-doi?sau=\(number)"
            let missed = try await listen(path, as: "motcua2", on: site, world, events: 1)
            #expect(try await missed.value.contains("Tiếp nhận, lúc 09:00"))
            let own = try await listen(path, as: "motcua1", on: site, world, events: 1)
            try await world.attempt(.forward, on: id)
            try await Task.sleep(for: .milliseconds(400))
            try await world.attempt(.claim, on: id)
            let text = try await own.value
            #expect(text.contains("Nhận xử lý") && !text.contains("Tiếp nhận"))
        }
    }

    @Test(arguments: Engine.tested)
    func `a citizen is told the story without the officer's name, and nothing of inner work`(
        engine: Engine
    ) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        let number = try await world.folder(id).history.last!.number
        try await serving(world) { site in
            let said = try await listen(
                "/ho-so-cua-toi/\(id)/thay-doi?sau=\(number)", as: "0900000101", on: site, world, events: 1)
            try await world.attempt(.note, on: id)
            try await world.attempt(.accept, on: id)
            let text = try await said.value
            #expect(text.contains("Trung tâm đã tiếp nhận hồ sơ"))
            #expect(!text.contains(world.callers["motcua1"]!.name) && !text.contains("Ghi chú"))
        }
    }

    @Test(arguments: Engine.tested)
    func `other communes and other citizens hear nothing`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        try await serving(world) { site in
            for (login, place) in [("hp-motcua", "/ho-so"), ("0900000102", "/ho-so-cua-toi")] {
                let client = try await site.client(as: world.accounts[login]!)
                #expect(try await client.send("GET", "\(place)/\(id)/thay-doi", chunksMax: 1).status == 404)
            }
            let other = try await listen(
                "/ban-lam-viec/thay-doi?viec=cho-tiep-nhan", as: "hp-motcua", on: site, world, events: 2)
            try await world.attempt(.accept, on: id)
            try await Task.sleep(for: .milliseconds(500))
            other.cancel()
            #expect((try? await other.value)?.contains(id.description) != true)
        }
    }

    @Test(arguments: Engine.tested)
    func `listening ends with the session, and does not keep it alive`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .submitted)
        try await serving(world) { site in
            let client = try await site.client(as: world.accounts["motcua1"]!)
            let said = Task { try await client.send("GET", "/ban-lam-viec/thay-doi", chunksMax: 9).text }
            while site.site.journal.subscriberCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
            world.clock.advance(seconds: 10 * 60)
            #expect(try await client.send("GET", "/ban-lam-viec/thay-doi", chunksMax: 1).status == 200)
            world.clock.advance(seconds: 6 * 60)
            try await world.attempt(.accept, on: id)
            // The stream ended by itself, with at most what it said while the session lived.
            let text = try await said.value
            #expect(text.components(separatedBy: "event: list").count <= 2)
            #expect(try await client.get("/ban-lam-viec").status == 303)
        }
    }

    @Test func `one person has so many listening pages and not more, and a closed one makes room`() async throws {
        var settings = WebSettings()
        settings.limits.listenersPerPersonMax = 2
        let world = try await DossierWorld(.sqlite)
        try await serving(world, settings: settings) { site in
            let client = try await site.client(as: world.accounts["motcua1"]!)
            let pages = (0..<2).map { _ in
                Task { try await client.send("GET", "/ban-lam-viec/thay-doi", chunksMax: 9).status }
            }
            while site.site.journal.subscriberCount < 2 { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await client.send("GET", "/ban-lam-viec/thay-doi", chunksMax: 1).status == 503)
            pages[0].cancel()
            while site.site.journal.subscriberCount > 1 { try await Task.sleep(for: .milliseconds(5)) }
            // The seat is free when the last that holds it lets go, a moment after the page has gone.
            var status = 503
            for _ in 0..<400 where status == 503 {
                status = try await client.send("GET", "/ban-lam-viec/thay-doi", chunksMax: 1).status
                if status == 503 { try await Task.sleep(for: .milliseconds(5)) }
            }
            #expect(status == 200)
            pages[1].cancel()
        }
    }
}
