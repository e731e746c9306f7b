import Access
import Base
import TestKit
import Testing

@testable import Web

/// The rule of the bucket: at most so many at once, and so many a minute after that.
@Suite struct TokenBucketTests {
    private static let start = Instant(microseconds: 1_795_399_200_000_000)

    private static func moment(_ seconds: Double) -> Instant {
        Instant(microseconds: start.microseconds + Int64(seconds * 1_000_000))
    }

    struct Line: Sendable {
        let perMinute: Int
        /// When it is asked, in seconds, and what it answers.
        let askings: [(at: Double, wait: Int)]
    }

    static let table = [
        Line(perMinute: 1, askings: [(0, 0), (0, 60), (59.5, 1), (60, 0), (60, 60)]),
        Line(perMinute: 2, askings: [(0, 0), (0, 0), (0, 30), (29, 1), (30, 0), (30, 30)]),
        Line(perMinute: 2, askings: [(0, 0), (0, 0), (600, 0), (600, 0), (600, 30)]),
        Line(perMinute: 60, askings: (0..<60).map { _ in (0, 0) } + [(0, 1), (0.9, 1), (1, 0), (1, 1), (3, 0), (3, 0)]),
        // A clock that was set back gives nothing, and nobody waits for the hour to come again.
        Line(perMinute: 2, askings: [(3600, 0), (3600, 0), (0, 30), (30, 0)]),
    ]

    @Test(arguments: table)
    func `a bucket gives what its rule says`(line: Line) {
        let rule = PaceRule(perMinute: line.perMinute)
        var bucket = TokenBucket(at: Self.moment(line.askings[0].at))
        for (number, asking) in line.askings.enumerated() {
            #expect(bucket.take(rule, at: Self.moment(asking.at)) == asking.wait, "asking \(number) at \(asking.at)")
        }
    }

    /// Askings at chance moments, with chance rules; the same ones in every run.
    @Test func `no minute gives more than twice the rule, whoever waits as told gets in, and a full stop fills it`() {
        var chance = Chance(seed: 20_261_123)
        for _ in 0..<100 {
            let perMinute = Int(chance.next() % 200) + 1
            let rule = PaceRule(perMinute: perMinute)
            var (now, given) = (Self.start.microseconds, [Int64]())
            var bucket = TokenBucket(at: Self.start)
            for _ in 0..<300 {
                now += Int64(chance.next() % (120_000_000 / UInt64(perMinute)))
                let wait = bucket.take(rule, at: Instant(microseconds: now))
                if wait == 0 { given.append(now) }
                #expect((0...60).contains(wait))
                var patient = bucket
                let later = Instant(microseconds: now + Int64(wait) * 1_000_000)
                if wait > 0 { #expect(patient.take(rule, at: later) == 0) }
            }
            for (index, first) in given.enumerated() {
                let within = given[index...].prefix { $0 < first + 60_000_000 }.count
                #expect(within <= 2 * perMinute)
            }
            #expect(given.count <= perMinute + Int((now - Self.start.microseconds) * Int64(perMinute) / 60_000_000))
            var rested = bucket
            let minuteLater = Instant(microseconds: now + 60_000_000)
            let burst = (0...perMinute).map { _ in rested.take(rule, at: minuteLater) }
            #expect(burst.filter { $0 == 0 }.count == perMinute)
        }
    }

    @Test func `the fastest rule does not overflow`() {
        let rule = PaceRule(perMinute: PaceRule.allowed.upperBound)
        var bucket = TokenBucket(at: Instant(microseconds: 0))
        for _ in 0..<1000 { #expect(bucket.take(rule, at: Instant(microseconds: .max / 2)) == 0) }
        #expect(bucket.take(rule, at: Instant(microseconds: 0)) == 0)
    }

    /// SplitMix64.
    private struct Chance {
        var seed: UInt64
        mutating func next() -> UInt64 {
            seed &+= 0x9E37_79B9_7F4A_7C15
            var bits = seed
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return bits ^ (bits >> 31)
        }
    }
}

/// Doors that are asked too fast, by whom and how it is told.
@Suite struct PaceTests {
    private static func site(search: Int = 3, lookUps: Int = 2) async throws -> TestSite {
        try await TestHouse.make(
            settings: WebSettings(paces: Paces(searchPerMinute: search, lookUpsPerMinute: lookUps)),
            routes: [
                Route.get("/tim", "test.see") { request in
                    .page(Page(title: "Tìm", density: .citizen, main: "<p>\(request.query["q"])</p>"))
                }.paced(.search),
                Route.post("/hoi", "test.see") { .json(Array($0.form["ma"].utf8)) }.paced(.lookUp),
                Route.get("/viec", "test.work") { _ in .redirect(to: "/") }.paced(.search),
            ])
    }

    @Test func `who asks too fast is told when to come back, with what was asked for still there`() async throws {
        let site = try await Self.site()
        let client = site.client
        for _ in 0..<3 { #expect(try await client.get("/tim?q=khai%20sinh").status == 200) }
        let paused = try await client.get("/tim?q=khai%20sinh&trang=2")
        #expect(paused.status == 429)
        #expect(paused.header("retry-after") == "20")
        #expect(paused.header("cache-control") == "no-store")
        #expect(paused.text.contains("Hãy thử lại sau 20 giây"))
        #expect(paused.text.contains("href=\"/tim?q=khai%20sinh&amp;trang=2\""))
        let english = try await client.get("/tim?q=x", headers: ["accept-language": "en"])
        #expect(english.text.contains("Try again in 20 seconds"))
        site.clock.advance(seconds: 20)
        #expect(try await client.get("/tim?q=khai%20sinh").status == 200)
        #expect(try await client.get("/tim?q=khai%20sinh").status == 429)
    }

    @Test func `a form sent too fast waits in the page, and counts once when it is sent from there`() async throws {
        let site = try await Self.site()
        let client = site.client
        for _ in 0..<2 { #expect(try await client.post("/hoi", form: ["ma": "H50"]).status == 200) }
        let paused = try await client.post("/hoi", form: ["ma": "H50.50.05 “é”"], once: "0123456789abcdef")
        #expect(paused.status == 429)
        #expect(paused.header("retry-after") == "30")
        #expect(paused.text.contains("action=\"/hoi\""))
        #expect(paused.text.contains("value=\"H50.50.05 “é”\""))
        #expect(paused.text.contains("value=\"0123456789abcdef\""))
        #expect(try await client.post("/hoi", form: ["ma": "1", "csrf": "x"]).status == 403)
        site.clock.advance(seconds: 30)
        #expect(try await client.post("/hoi", form: ["ma": "H50"]).text == "H50")
    }

    @Test func `a script gets a problem`() async throws {
        let client = try await Self.site().client
        for _ in 0..<3 { _ = try await client.get("/tim", headers: ["accept": "application/json"]) }
        let paused = try await client.get("/tim", headers: ["accept": "application/json"])
        #expect(paused.status == 429)
        #expect(paused.header("content-type") == "application/problem+json; charset=utf-8")
        #expect(paused.header("retry-after") == "20")
        #expect(paused.text.contains("urn:motcua:problem:too-many-requests"))
    }

    @Test func `networks count for themselves, households of IPv6 as one, and accounts wherever they are`()
        async throws
    {
        let site = try await Self.site()
        func ask(_ address: String) async throws -> Int {
            try await WebClient(site.dispatcher, peerAddress: address).get("/tim").status
        }
        for end in 1...3 { #expect(try await ask("2001:db8:0:1::\(end)") == 200) }
        #expect(try await ask("2001:db8:0:1:ffff::9") == 429)
        #expect(try await ask("2001:db8:0:2::1") == 200)
        for _ in 0..<3 { #expect(try await ask("192.0.2.10") == 200) }
        #expect(try await ask("::ffff:192.0.2.10") == 429)
        #expect(try await ask("127.0.0.1") == 200)
        let account = try #require(TestHouse.officer.account)
        let officer = try await site.client(as: account)
        for _ in 0..<3 { #expect(try await officer.get("/tim").status == 200) }
        #expect(try await officer.get("/viec").status == 429)
        let sameOfficer = WebClient(site.dispatcher, peerAddress: "198.51.100.1")
        try await sameOfficer.signIn(as: account)
        #expect(try await sameOfficer.get("/tim").status == 429)
        let other = try #require(TestHouse.otherOfficer.account)
        #expect(try await site.client(as: other).get("/tim").status == 200)
    }

    @Test func `one line does not close another, and most doors are in none`() async throws {
        let site = try await Self.site(search: 1, lookUps: 1)
        let client = site.client
        _ = try await client.get("/tim")
        #expect(try await client.get("/tim").status == 429)
        #expect(try await client.post("/hoi", form: [:]).status == 200)
        #expect(try await client.post("/hoi", form: [:]).status == 429)
        let asset = try #require(try await client.get("/").text.firstMatch(of: /href="(\/t\/[^"]+)"/)?.output.1)
        for path in ["/", "/bieu-mau", "/xin-chao/An", "/healthz", "/readyz", "/phien", String(asset)] {
            for _ in 0..<5 { #expect(try await client.get(path).status == 200, "\(path)") }
        }
        for _ in 0..<5 { #expect(try await client.post("/vong", form: ["ten": "x"]).status == 200) }
    }

    @Test func `who may not use a door is told so, not to wait`() async throws {
        let client = try await Self.site(search: 1).client
        for _ in 0..<3 {
            #expect(try await client.get("/viec").location?.hasPrefix("/dang-nhap") == true)
        }
    }

    @Test func `whoever has many addresses cannot fill the memory, and does not make others forgotten`() {
        let keeper = PaceKeeper(Paces(searchPerMinute: 2), shelfMax: 100)
        let now = TestSite.morning
        #expect(keeper.wait(.network("home"), for: .search, at: now) == 0)
        #expect(keeper.wait(.network("home"), for: .search, at: now) == 0)
        for number in 0..<100_000 {
            _ = keeper.wait(.network("\(number)"), for: .search, at: now)
            // Who goes on asking stays known, whatever flood passes by.
            if number % 50 == 0 { #expect(keeper.wait(.network("home"), for: .search, at: now) == 30) }
            #expect(keeper.count <= 200)
        }
    }
}
