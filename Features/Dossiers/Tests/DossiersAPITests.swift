import Access
import Base
import Calendars
import Catalogue
import Dossiers
import Files
import Foundation
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

/// The dossiers' doors for programs, asked over the dispatcher with tokens.
@Suite struct DossiersAPITests {
    /// A site over the world of the deeds' tests.
    struct Line {
        let site: TestSite
        let world: DossierWorld

        init(_ engine: Engine) async throws {
            world = try await DossierWorld(engine)
            let features = [
                IdentityFeature.make(), DossierWorld.catalogue.feature, FilesFeature.make(),
                CalendarsFeature.make(.vietnam),
                DossiersFeature.make(calendar: .vietnam, catalogue: LiveCatalogue()),
            ]
            site = try await TestSite.make(on: world.database, features: features,
                resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
                resolveToken: { try AccessTokenStore.account(ofToken: $0, at: $1, in: $2) }, clock: world.clock)
        }

        func token(_ login: String) async throws -> String {
            let act = try world.act(.system("test"), "identity.tokens")
            let deed = CreateAccessToken(login: login, name: "", expiresAt: act.at.adding(seconds: 86_400))
            return try await world.database.write { try deed.run(in: $0, act: act).secret }
        }

        func get(_ path: String, _ token: String) async throws -> (status: Int, node: JSONNode) {
            let reply = try await site.client.get("/api/v1" + path, headers: ["authorization": "Bearer \(token)"])
            return (reply.status, try JSONReader.read(reply.bytes))
        }

        func post(
            _ path: String, _ token: String, _ body: String, key: String = OnceKey.fresh(),
            type: String = "application/json"
        ) async throws -> (reply: WebClient.Reply, node: JSONNode) {
            let reply = try await site.client.send("POST", "/api/v1" + path, headers: [
                "authorization": "Bearer \(token)", "content-type": type, "idempotency-key": key,
            ], body: [Array(body.utf8)])
            return (reply, try JSONReader.read(reply.bytes))
        }
    }

    static let counter = """
        {"procedure": "1.001193", "applicant": {"name": "Hồ Văn Pả", "personalId": "045085000101"},
        "papers": [{"component": 1, "originals": 1}], "request": "Khai sinh cho con"}
        """

    static func fields(_ node: JSONNode) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (node["fields"]?.list ?? []).map {
            ($0["field"]?.text ?? "", $0["code"]?.text ?? "")
        })
    }

    @Test(arguments: Engine.tested)
    func `a dossier goes its whole way by the actions that are offered`(engine: Engine) async throws {
        let line = try await Line(engine)
        let (counter, worker) = (try await line.token("motcua1"), try await line.token("vanphong1"))
        let leader = try await line.token("chutich")
        let made = try await line.post("/dossiers", counter, Self.counter)
        #expect(made.reply.status == 201)
        let id = try #require(made.node["id"]?.text)
        #expect(made.reply.location == "/api/v1/dossiers/\(id)")
        #expect(made.node["state"]?.text == "accepted")
        let office = try #require(line.world.offices[.secretariat])
        let steps: [(token: String, action: String, more: String, state: String)] = [
            (counter, "forward", ", \"office\": \"\(office)\"", "forwarded"), (worker, "claim", "", "in-progress"),
            (worker, "note", ", \"note\": \"Đã gọi điện\"", "in-progress"),
            (worker, "propose", ", \"proposal\": \"Đủ điều kiện\"", "proposed"), (leader, "approve", "", "approved"),
            (counter, "publish", ", \"number\": \"15/GKS\"", "result-ready"),
            (counter, "hand-over", ", \"collectedBy\": \"Hồ Văn Pả\"", "returned"),
        ]
        for step in steps {
            let offered = try await line.get("/dossiers/\(id)/actions", step.token).node["items"]?.list ?? []
            #expect(offered.contains { $0["action"]?.text == step.action }, "\(step.action)")
            let done = try await line.post(
                "/dossiers/\(id)/actions", step.token, "{\"action\": \"\(step.action)\"\(step.more)}")
            #expect(done.reply.status == 200, "\(step.action): \(done.reply.text)")
            #expect(done.node["state"]?.text == step.state)
        }
        #expect(try await line.get("/dossiers/\(id)/actions", counter).node["items"]?.list?.isEmpty == true)
        let first = try await line.get("/dossiers/\(id)/events?limit=4", counter).node
        let next = try #require(first["next"]?.text)
        let second = try await line.get("/dossiers/\(id)/events?limit=50&after=\(next)", counter).node
        let kinds = (first["items"]?.list ?? []) + (second["items"]?.list ?? [])
        #expect(kinds.compactMap { $0["kind"]?.text } == [
            "dossier.submitted", "dossier.accepted", "dossier.forwarded", "dossier.claimed", "dossier.noted",
            "dossier.result-proposed", "dossier.approved", "dossier.result-published", "dossier.handed-over",
        ])
        #expect(second["next"]?.value == .null)
        let whole = try await line.get("/dossiers/\(id)", worker).node
        #expect(whole["result"]?["number"]?.text == "15/GKS")
        #expect(whole["notes"]?.list?.count == 1)
    }

    @Test(arguments: Engine.tested)
    func `the same key makes one dossier and gives the same answer`(engine: Engine) async throws {
        let line = try await Line(engine)
        let token = try await line.token("motcua1")
        let key = OnceKey.fresh()
        let first = try await line.post("/dossiers", token, Self.counter, key: key)
        let again = try await line.post("/dossiers", token, Self.counter, key: key)
        #expect(first.reply.status == 201 && again.reply.status == 201)
        #expect(first.reply.bytes == again.reply.bytes && first.reply.location == again.reply.location)
        let other = try await line.post("/dossiers", token, #"{"procedure": "2.000815"}"#, key: key)
        #expect(other.reply.status == 422)
        #expect(try await line.get("/dossiers", token).node["items"]?.list?.count == 1)
        #expect(try await line.post("/dossiers", token, Self.counter, key: "").reply.status == 400)
    }

    @Test(arguments: Engine.tested)
    func `all that is wrong is told at once, by the names of the API`(engine: Engine) async throws {
        let line = try await Line(engine)
        let token = try await line.token("motcua1")
        let wrong = try await line.post("/dossiers", token, """
            {"procedure": "1.001193", "applicant": {"name": "Hồ Văn Pả", "phones": "1"}, "colour": 1,
            "papers": [{"component": "một"}], "returnMethod": "pigeon"}
            """)
        #expect(wrong.reply.status == 422)
        #expect(Self.fields(wrong.node) == [
            "applicant.phones": "api.unknown", "colour": "api.unknown", "papers[0].component": "api.type",
            "returnMethod": "api.word",
        ])
        let deed = try await line.post("/dossiers", token, """
            {"procedure": "1.001193", "applicant": {"name": "Hồ Văn Pả", "personalId": "12", "phone": "12"},
            "returnMethod": "post"}
            """)
        #expect(Self.fields(deed.node) == [
            "applicant.personalId": "dossier.personal-id-shape", "applicant.phone": "dossier.phone-shape",
            "returnAddress": "dossier.return-address-missing",
        ])
        #expect(try await line.post("/dossiers", token, "{").reply.status == 400)
        #expect(try await line.post("/dossiers", token, "{}", type: "text/plain").reply.status == 415)
        let long = "{\"procedure\": \"\(String(repeating: "a", count: 300_000))\"}"
        #expect(try await line.post("/dossiers", token, long).reply.status == 413)
    }

    @Test(arguments: Engine.tested)
    func `a citizen files online with uploads, sees only what is theirs, and nothing said between officers`(
        engine: Engine
    ) async throws {
        let line = try await Line(engine)
        let (citizen, other) = (try await line.token("0900000101"), try await line.token("0900000102"))
        let upload = try await line.post("/uploads?name=chung-sinh.pdf", citizen, "%PDF-1.7\n%%EOF\n",
            type: "application/pdf")
        #expect(upload.reply.status == 201)
        let file = try #require(upload.node["file"]?["id"]?.text)
        let body = """
            {"procedure": "1.001193", "agency": "\(line.world.commune.id)",
            "papers": [{"component": 1, "isPromised": true}, {"component": 2, "files": ["\(file)"]}]}
            """
        // Somebody else's upload is not there.
        let stolen = try await line.post("/dossiers", other, body)
        #expect(Self.fields(stolen.node) == ["papers[1].files": "dossier.upload-unknown"])
        let made = try await line.post("/dossiers", citizen, body)
        #expect(made.reply.status == 201, "\(made.reply.text)")
        let id = try #require(made.node["id"]?.text)
        #expect(made.node["channel"]?.text == "online" && made.node["state"]?.text == "submitted")
        for path in ["", "/events", "/actions", "/files"] {
            #expect(try await line.get("/dossiers/\(id)\(path)", other).status == 404, "\(path)")
        }
        let files = try await line.get("/dossiers/\(id)/files", citizen).node["items"]?.list ?? []
        let kept = try #require(files.first?["id"]?.text)
        let download = try await line.site.client.get(
            "/api/v1/dossiers/\(id)/files/\(kept)", headers: ["authorization": "Bearer \(citizen)"])
        #expect(download.text == "%PDF-1.7\n%%EOF\n" && download.header("content-type") == "application/pdf")
        let counter = try await line.token("motcua1")
        #expect(try await line.post("/dossiers/\(id)/actions", citizen, #"{"action": "accept"}"#).reply.status == 403)
        #expect(try await line.post("/dossiers/\(id)/actions", counter, #"{"action": "accept"}"#).reply.status == 200)
        let noted = try await line.post("/dossiers/\(id)/actions", counter, #"{"action": "note", "note": "Kín"}"#)
        #expect(noted.reply.status == 200)
        let seen = try await line.get("/dossiers/\(id)", citizen).node
        #expect(seen["notes"]?.list?.isEmpty == true && seen["assignee"]?.value == .null)
        let events = try await line.get("/dossiers/\(id)/events", citizen).node["items"]?.list ?? []
        #expect(events.compactMap { $0["kind"]?.text } == ["dossier.submitted", "dossier.accepted"])
        #expect(events.allSatisfy { $0["actor"]?.value == .null })
        #expect(try await line.get("/dossiers/\(id)", try await line.token("hp-motcua")).status == 404)
    }

    @Test(arguments: Engine.tested)
    func `lists are read to their end page by page, and a foreign cursor is refused`(engine: Engine) async throws {
        let line = try await Line(engine)
        let token = try await line.token("motcua1")
        var made: Set<String> = []
        for _ in 0..<7 {
            line.world.clock.advance(seconds: 1)
            made.insert(try #require(try await line.post("/dossiers", token, Self.counter).node["code"]?.text))
        }
        for path in ["/dossiers?limit=3", "/dossiers?limit=3&state=accepted", "/dossiers?limit=3&list=chua-ai-nhan"] {
            var (seen, cursor, pages): ([String], String?, Int) = ([], nil, 0)
            repeat {
                let page = try await line.get(path + (cursor.map { "&after=\($0)" } ?? ""), token).node
                seen += (page["items"]?.list ?? []).compactMap { $0["code"]?.text }
                cursor = page["next"]?.text
                pages += 1
            } while cursor != nil && pages < 10
            #expect(seen.count == 7 && Set(seen) == made, "\(path)")
            #expect(pages == 3)
        }
        let cursor = try #require(try await line.get("/dossiers?limit=3", token).node["next"]?.text)
        for wrong in ["/dossiers?state=accepted&after=\(cursor)", "/dossiers?after=x", "/dossiers?after=%FF",
            "/procedures?after=\(cursor)", "/dossiers?limit=0", "/dossiers?limit=2001", "/dossiers?limit=1&limit=2",
            "/dossiers?colour=red", "/dossiers?q=a&state=accepted"]
        {
            let status = try await line.get(wrong, token).status
            #expect(status == 422 || status == 400, "\(wrong): \(status)")
        }
    }
}
