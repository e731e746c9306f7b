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

/// Pages with people who mean no good: what they type is kept as typed, and shown as text.
@Suite struct HostileTextTests {
    private static let script = #"<script>alert("x")</script>"#
    private static let quotes = #"O'Hồ "Xương" & <b>"#
    private static let sql = "'; DROP TABLE dossier; --"

    static func site(on world: DossierWorld) async throws -> TestSite {
        let (catalogue, calendar) = (LiveCatalogue(), LiveCalendar.vietnam)
        return try await TestSite.make(
            on: world.database,
            features: [IdentityFeature.make(), CatalogueFeature(catalogue).feature, FilesFeature.make(),
                CalendarsFeature.make(calendar), DossiersFeature.make(calendar: calendar, catalogue: catalogue)],
            resolveCaller: { try CallerStore.caller(for: $0, in: $1) }, clock: world.clock)
    }

    @Test(arguments: Engine.tested, [script, quotes, sql])
    func theCounterKeepsItAndShowsItAsText(engine: Engine, text: String) async throws {
        let world = try await DossierWorld(engine)
        let client = try await Self.site(on: world).client(as: world.accounts["motcua1"]!)
        let reply = try await client.submit("/quay/\(DossierWorld.birth)", form: [
            "applicant-name": text, "applicant-address": text, "applicant-phone": "0912345678", "filer-differs": "1",
            "filer-name": text, "filer-address": text, "request": text, "return-method": "post", "return-address": text,
            "paper": "1", "originals-1": "1", "office": "\(world.offices[.secretariat]!)",
        ])
        #expect(reply.status == 303, "\(reply.text.prefix(600))")
        let stored = try #require(try await world.database.read { try DossierStore.all(after: nil, limit: 2, in: $0) }.first)
        let folder = try await world.folder(stored.id)
        #expect([folder.applicant.name, folder.applicant.address, folder.filer?.name, folder.filer?.address,
            folder.content.request, folder.content.returnAddress].allSatisfy { $0 == text })
        for path in ["/ho-so/\(stored.id)", "/ban-lam-viec?viec=chua-ai-nhan"] {
            try await expectEscaped(path, text, client)
        }
    }

    @Test(arguments: Engine.tested, [script, quotes, sql])
    func theOnlineFormKeepsItAndShowsItAsText(engine: Engine, text: String) async throws {
        let world = try await DossierWorld(engine)
        let client = try await Self.site(on: world).client(as: world.accounts["0900000101"]!)
        let begun = try await client.submit("/nop-ho-so/\(DossierWorld.birth)", form: ["agency": "\(world.commune.id)"])
        var path = try #require(begun.location)
        for form in [
            ["who": "other", "relation": text],
            ["applicant-name": text, "applicant-phone": "0912345678", "applicant-address": text],
            ["request": text], ["promise-1": "1", "promise-2": "1"],
            ["return-method": "post", "return-address": text],
        ] {
            let reply = try await client.submit(path, form: form)
            #expect(reply.status == 303, "\(path)")
            let shown = try await client.get(path)
            #expect(!shown.text.contains(Self.script))
            path = try #require(reply.location)
        }
        try await expectEscaped(path, text, client)
        let sent = try await client.submit(path, form: [:])
        #expect(sent.status == 303)
        let stored = try #require(try await world.database.read { try DossierStore.all(after: nil, limit: 2, in: $0) }.first)
        let folder = try await world.folder(stored.id)
        #expect([folder.applicant.name, folder.applicant.address, folder.content.request, folder.content.returnAddress]
            .allSatisfy { $0 == text })
        // The citizen's own page tells where the dossier stands and repeats little of it.
        let own = try await client.get("/ho-so-cua-toi/\(stored.id)")
        #expect(own.status == 200)
        #expect(!own.text.contains(Self.script))
    }

    private func expectEscaped(_ path: String, _ text: String, _ client: WebClient) async throws {
        let page = try await client.get(path)
        #expect(page.status == 200, "\(path)")
        let escaped = HTML("\(text)").text
        #expect(page.text.contains(escaped), "\(path)")
        if escaped != text { #expect(!page.text.contains(text), "\(path)") }
    }
}

@Suite struct UploadPagesTests {
    @Test(arguments: Engine.tested)
    func aFileIsWhatItsBytesSayAndProgramsAreRefused(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft(answers: DossierWorld.answers())
        let site = try await HostileTextTests.site(on: world)
        let client = try await site.client(as: world.accounts["0900000101"]!)
        defer { withExtendedLifetime(site) {} }
        let path = "/nop-ho-so/tep/\(draft)/1"
        for (name, bytes) in [("a.pdf", "MZ\u{90}program"), ("a.pdf", "<html><script>"), ("a.svg", "<svg onload=x>"), ("a.pdf", "")] {
            let reply = try await client.post(path, files: [.init("file", name: name, bytes: Array(bytes.utf8))])
            #expect((400..<500).contains(reply.status), "\(name): \(bytes)")
        }
        let pdf = Array("%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8)
        let reply = try await client.post(path, files: [.init("file", name: "a.pdf", bytes: pdf)])
        #expect(reply.status == 303, "\(reply.text.prefix(400))")
        let permit = try world.act("0900000101", "dossier.file").permit
        let saved = try await world.database.read { try FilingDraftStore.draft(draft, for: permit, in: $0) }
        #expect(saved.files(of: 1).count == 1)
    }
}

@Suite struct LookUpPagesTests {
    @Test(arguments: Engine.tested)
    func aCodeAloneShowsNothingAndNamesAreNeverShownWhole(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let code = try await world.dossier(id).code.text
        let client = try await HostileTextTests.site(on: world).client
        let nothing = try await client.submit("/tra-cuu", form: ["code": code, "digits": "0000"])
        let noCode = try await client.submit("/tra-cuu", form: ["code": "H50.50.05-261123-9999", "digits": "5678"])
        #expect(nothing.status == 422)
        #expect(noCode.status == 422)
        for page in [nothing.text, noCode.text] {
            #expect(!page.contains("Xương") && !page.contains("Đăng ký khai sinh"))
        }
        for digits in ["5678", "2345"] {
            let found = try await client.submit("/tra-cuu", form: ["code": code, "digits": digits])
            #expect(found.status == 200)
            #expect(found.text.contains("Đăng ký khai sinh"))
            #expect(found.text.contains("H*** T*** Xương"))
            for secret in ["Hồ Thị Xương", "Hồ Văn Pả", "0912345678", "045190012345", "thôn Xa Rúc", "Hồ Thị Thu"] {
                #expect(!found.text.contains(secret), "\(secret)")
            }
        }
    }

    @Test(arguments: Engine.tested)
    func guessingIsSlowedDown(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let code = try await world.dossier(id).code.text
        let client = try await HostileTextTests.site(on: world).client
        for guess in 0..<20 {
            let reply = try await client.post("/tra-cuu", form: ["code": code, "digits": "\(1000 + guess)"])
            #expect(reply.status == 422)
        }
        let right = ["code": code, "digits": "5678"]
        let refused = try await client.post("/tra-cuu", form: right)
        #expect(refused.status == 429)
        #expect(refused.header("retry-after") != nil)
        let restarted = try await HostileTextTests.site(on: world).client
        #expect(try await restarted.post("/tra-cuu", form: right).status == 429)
        world.clock.advance(seconds: 601)
        #expect(try await client.post("/tra-cuu", form: right).status == 200)
    }

    /// Many guesses at once come no further than one after another.
    @Test(arguments: Engine.tested)
    func guessingAllAtOnceIsSlowedDownToo(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let code = try await world.dossier(id).code.text
        let client = try await HostileTextTests.site(on: world).client
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for guess in 0..<100 {
                group.addTask {
                    try await client.post("/tra-cuu", form: ["code": code, "digits": "\(1000 + guess)"]).status
                }
            }
            return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(answers[422, default: 0] <= 20)
        #expect(answers[422, default: 0] + answers[429, default: 0] == 100)
    }

    /// Who knows the digits is no guesser, however often they look: a kiosk has one address for all.
    @Test(arguments: Engine.tested)
    func whoKnowsTheDigitsMayLookAgain(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let code = try await world.dossier(id).code.text
        let client = try await HostileTextTests.site(on: world).client
        for _ in 0..<30 {
            #expect(try await client.post("/tra-cuu", form: ["code": code, "digits": "5678"]).status == 200)
        }
    }
}
