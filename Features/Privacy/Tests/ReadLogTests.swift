import Access
import App
import Base
import Dossiers
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

@Suite struct ReadLogTests {
    @Test(arguments: Engine.tested)
    func `a look at a dossier is written with who, what, when, why and from where`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        let client = try await world.client("motcua1", from: "192.0.2.77")
        #expect(try await client.get("/ho-so/\(dossier.id)").status == 200)
        let line = try #require(try await world.lines().last)
        #expect(line.account == (try await world.account("motcua1")) && line.accountName != "")
        #expect(line.roles == "reception" && line.agency == dossier.agency && line.recordAgency == dossier.agency)
        #expect(line.what == .page && line.kind == "dossier" && line.record == dossier.id.description)
        #expect(line.code == dossier.code.text && line.door == "/ho-so/:id" && line.ground == .step)
        #expect(line.at >= TestSite.morning && line.address == "192.0.2.77" && line.requestID.count == 16)
    }

    @Test(arguments: Engine.tested)
    func `the same look again within ten minutes adds no line, another place or time does`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let path = "/ho-so/\(try await world.receive().id)"
        let client = try await world.client("motcua1")
        for _ in 1...3 { _ = try await client.get(path) }
        #expect(try await world.lines().count == 1)
        _ = try await world.client("motcua1", from: "198.51.100.1").get(path)
        #expect(try await world.lines().count == 2)
        world.clock.advance(seconds: ReadLog.quietSeconds)
        _ = try await client.get(path)
        #expect(try await world.lines().count == 3)
    }

    @Test(arguments: Engine.tested)
    func `files, forms, lists and the API are looks, each as what it is`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        let file = try #require(try await world.scan(dossier).file)
        let client = try await world.client("motcua1")
        let bearer = ["authorization": "Bearer \(try await world.token("motcua1"))"]
        let paths = [
            "/ho-so/\(dossier.id)/tep/\(file.id)", "/ho-so/\(dossier.id)/phieu-kiem-soat", "/tim-ho-so?q=Xoan",
            "/api/v1/dossiers/\(dossier.id)", "/api/v1/dossiers",
        ]
        for path in paths {
            world.clock.advance(seconds: 1)
            #expect(try await client.get(path, headers: path.hasPrefix("/api") ? bearer : [:]).status == 200, "\(path)")
        }
        let lines = try await world.lines()
        #expect(lines.map(\.what) == [.file, .paper, .list, .page, .list])
        try #require(lines.count == 5)
        #expect(lines[0].part == file.id.description)
        #expect(lines[2].records == [dossier.id.description] && lines[2].record == "" && lines[2].ground == .search)
        #expect(lines[3].door == "/api/v1/dossiers/:id" && lines[4].records == [dossier.id.description])
    }

    @Test(arguments: Engine.tested)
    func `a form that is refused shows the dossier again, and that is a look`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        let reply = try await world.client("motcua1").post("/ho-so/\(dossier.id)/ghi-chu", form: ["note": ""])
        #expect(reply.status == 422 && reply.text.contains(PrivacyWorld.person))
        let line = try #require(try await world.lines().last)
        #expect(line.what == .page && line.record == dossier.id.description && line.code == dossier.code.text)
        world.clock.advance(seconds: ReadLog.quietSeconds)
        let done = try await world.client("motcua1").post("/ho-so/\(dossier.id)/ghi-chu", form: ["note": "a"])
        #expect(done.status == 303)
        #expect(try await world.lines().count == 1, "who is led to the page looks at it there")
    }

    @Test func `the journal is seen also by who has it checked`() async throws {
        let world = try await PrivacyWorld(.sqlite)
        #expect(try await world.client("quantri").post("/quan-tri/nhat-ky/kiem-tra").status == 200)
        #expect(try await world.lines().last?.kind == "journal")
    }

    @Test(arguments: Engine.tested)
    func `what was refused or not found is no look`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let path = "/ho-so/\(try await world.receive().id)"
        for login in ["hp-motcua", "0900000101"] { _ = try await world.client(login).get(path) }
        _ = try await world.client("motcua1").get("/ho-so/01000000-0000-7000-8000-000000000000")
        #expect(try await world.lines().isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `what cannot be written down is not shown`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let path = "/ho-so/\(try await world.receive().id)"
        try await world.database.write { try $0.script("ALTER TABLE read_log RENAME TO read_log_away") }
        let reply = try await world.client("motcua1").get(path)
        #expect(reply.status == 500 && !reply.text.contains("Xoan"))
    }

    @Test(arguments: Engine.tested)
    func `the database refuses to change a line, and to drop one before its year is over`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let path = "/ho-so/\(try await world.receive().id)"
        _ = try await world.client("motcua1").get(path)
        for statement in ["UPDATE read_log SET address = ''", "DELETE FROM read_log"] {
            await #expect(throws: StorageError.self, "\(statement)") {
                try await world.database.write { try $0.script(statement) }
            }
        }
        #expect(try await world.lines().count == 1)
        world.clock.advance(seconds: 368 * 86_400)
        _ = try await world.client("motcua1").get(path)
        let first = try #require(try await world.lines().first?.id.description)
        try await world.database.write { try $0.script("DELETE FROM read_log WHERE id = '\(first)'") }
        #expect(try await world.lines().count == 1)
    }

    @Test(arguments: Engine.tested)
    func `a past day is closed once, and a line that was changed later shows`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let path = "/ho-so/\(try await world.receive().id)"
        _ = try await world.client("motcua1").get(path)
        let close = try CloseReadDays(policy: Features.policy)
        try await close.run(on: world.database, at: world.clock.clock.now)
        #expect(try await world.database.read { try ReadLogStore.days(limit: 9, in: $0) }.isEmpty, "today is open")
        world.clock.advance(seconds: 86_400)
        for _ in 1...2 { try await close.run(on: world.database, at: world.clock.clock.now) }
        let days = try await world.database.read { try ReadLogStore.days(limit: 9, in: $0) }
        #expect(days.map(\.lines) == [1])
        let entries = try await world.database.read { snapshot in
            try Journal.entries(of: "reading", days[0].day.iso8601, in: snapshot)
        }
        #expect(entries.map { $0.facts["digest"] } == [days[0].digest])
        #expect(try await world.database.read { try CheckReadDays.run(days, in: $0) }.isEmpty)
        let unguard = engine == .sqlite
            ? "DROP TRIGGER read_log_no_update" : "DROP TRIGGER read_log_kept ON read_log"
        try await world.database.write { try $0.script("\(unguard); UPDATE read_log SET address = '10.0.0.1'") }
        #expect(try await world.database.read { try CheckReadDays.run(days, in: $0) } == [days[0].day])
    }

    @Test(arguments: Engine.tested)
    func `a worklist is one line with the number of its rows, an empty one none, and the same again adds none`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let client = try await world.client("motcua1")
        _ = try await client.get("/ban-lam-viec")
        #expect(try await world.lines().isEmpty, "nobody was shown")
        for _ in 1...2 { try await world.receive() }
        for _ in 1...3 { #expect(try await client.get("/ban-lam-viec").status == 200) }
        let lines = try await world.lines()
        let line = try #require(lines.first)
        #expect(lines.count == 1 && line.kind == ReadLine.worklist && line.what == .list)
        #expect(line.shown == 2 && line.records.isEmpty && line.door == "/ban-lam-viec" && line.ground == .step)
        #expect(try await client.get(ReadLogPages.ownPath).text.contains("Bàn làm việc: 2 hồ sơ"))
        #expect(line.canonical.contains("\"shown\":\"2\""))
    }

    @Test(arguments: Engine.tested)
    func `a look that cannot be written shows no papers, a worklist is shown and written with the next look`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        let client = try await world.client("motcua1")
        try await world.database.write { try $0.script("ALTER TABLE read_log RENAME TO read_log_away") }
        #expect(try await client.get("/ho-so/\(dossier.id)").status >= 500)
        #expect(try await client.get("/ban-lam-viec").status == 200)
        try await world.database.write { try $0.script("ALTER TABLE read_log_away RENAME TO read_log") }
        #expect(try await client.get("/ban-lam-viec").status == 200)
        #expect(try await world.lines().map(\.kind) == [ReadLine.worklist])
    }
}
