import Access
import Base
import Dossiers
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

@Suite struct ReadLogPagesTests {
    @Test(arguments: Engine.tested)
    func `an official sees the own looks only, and is told of the log on the dossier's page`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        let page = try await world.client("motcua1").get("/ho-so/\(dossier.id)")
        #expect(page.text.contains("nhật ký truy cập") && page.text.contains(ReadLogPages.ownPath))
        #expect(try await world.client("motcua1").get(ReadLogPages.ownPath).text.contains(dossier.code.text))
        #expect(try await !world.client("motcua2").get(ReadLogPages.ownPath).text.contains(dossier.code.text))
    }

    @Test(arguments: Engine.tested)
    func `the director finds looks by person, official and day, and that is a look itself`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let (hers, his) = (try await world.receive(), try await world.receive(Party(name: "Trần Văn Bo")))
        let reader = try await world.client("motcua1")
        for dossier in [hers, his] { _ = try await reader.get("/ho-so/\(dossier.id)") }
        let director = try await world.client("giamdoc")
        func page(_ query: String) async throws -> String {
            try await director.get("\(ReadLogPages.path)?\(query)").text
        }
        let all = try await page("")
        #expect(all.contains(hers.code.text) && all.contains(his.code.text))
        let byPerson = try await page("nguoi=Xoan")
        #expect(byPerson.contains(hers.code.text) && !byPerson.contains(his.code.text))
        let other = try await world.account("motcua2")
        #expect(try await !page("can-bo=\(other)").contains(hers.code.text))
        #expect(try await !page("den-ngay=1&den-thang=1&den-nam=2026").contains(hers.code.text))
        let looks = try await world.lines().filter { $0.what == .log && $0.kind == "reading" }
        #expect(looks.count == 1 && looks[0].ground == .oversight)
    }

    @Test(arguments: Engine.tested)
    func `the log is for the director and the administrator of the own commune`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        _ = try await world.client("motcua1").get("/ho-so/\(dossier.id)")
        for path in [ReadLogPages.path, ReadLogPages.sheetPath] {
            for login in ["motcua1", "chutich", "kinhte", "0900000101"] {
                #expect(try await world.client(login).get(path).status == 403, "\(login) \(path)")
            }
            for login in ["giamdoc", "quantri"] {
                #expect(try await world.client(login).get(path).text.contains(dossier.code.text), "\(login) \(path)")
            }
            for login in ["hp-giamdoc", "hp-quantri"] {
                let reply = try await world.client(login).get(path)
                #expect(reply.status == 200 && !reply.text.contains(dossier.code.text), "\(login) \(path)")
            }
        }
    }

    @Test(arguments: ["=1+1", "+84", "-2", "@SUM(A1)", "\tx", "\r=x", " =1", "＝1", "\u{A0}@x"])
    func `a cell that begins like a formula stays text`(value: String) {
        #expect(Sheet.cell(value).hasPrefix("\"'"))
    }

    @Test func `other cells are as they were, with quotes doubled`() {
        #expect(Sheet.cell("Hồ Thị \"Xoan\"") == "\"Hồ Thị \"\"Xoan\"\"\"")
        #expect(Sheet.cell("") == "\"\"")
    }
}
