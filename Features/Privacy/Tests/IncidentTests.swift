import Access
import Base
import Dossiers
import Foundation
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

@Suite struct IncidentTests {
    private static func facts(_ world: PrivacyWorld, login: String = "") -> IncidentFacts {
        IncidentFacts(
            kind: .intrusion, foundAt: world.clock.clock.now, description: "Tài khoản bị người khác dùng", login: login)
    }

    private static func record(_ world: PrivacyWorld, _ facts: IncidentFacts) async throws -> ID<Incident> {
        try await world.perform("giamdoc", .incidentManage) { try RecordIncident(facts).run(in: $0, act: $1) }
    }

    private static func incident(_ world: PrivacyWorld, _ id: ID<Incident>) async throws -> Incident {
        let agency = try await world.act("giamdoc", .incidentManage).permit.agency
        return try await world.database.read { try IncidentStore.incident(id, of: agency, in: $0) }
    }

    @Test(arguments: Engine.tested)
    func `the clocks run from the finding, and what comes after them is late`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let id = try await Self.record(world, Self.facts(world))
        let one = try await Self.incident(world, id)
        #expect(one.code == "2026-01")
        #expect(one.due(.firstNotice) == one.facts.foundAt.adding(seconds: 86_400))
        #expect(one.due(.report) == one.facts.foundAt.adding(seconds: 3 * 86_400))
        world.clock.advance(seconds: 86_401)
        try await world.perform("quantri", .incidentManage) {
            try DoIncidentDuty(id, .firstNotice, note: "CV 12").run(in: $0, act: $1)
        }
        let entries = try await world.database.read {
            try Journal.entries(of: "incident", id.description, in: $0)
        }
        #expect(entries.map(\.kind) == ["incident.recorded", "incident.duty-done"])
        #expect(entries.last?.facts["late"] == "yes" && !entries.contains { $0.facts.values.contains("CV 12") })
    }

    @Test(arguments: Engine.tested)
    func `mending an incident wins no time, and a closed one stays as it is`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let id = try await Self.record(world, Self.facts(world))
        let found = try await Self.incident(world, id).facts.foundAt
        world.clock.advance(seconds: 3600)
        var facts = Self.facts(world)
        facts.measures = "Đã khóa"
        let amended = facts
        try await world.perform("giamdoc", .incidentManage) { try AmendIncident(id, amended).run(in: $0, act: $1) }
        #expect(try await Self.incident(world, id).facts.foundAt == found)
        await #expect(throws: Problem("incident-open-duties", status: 409)) {
            try await world.perform("giamdoc", .incidentManage) { try CloseIncident(id).run(in: $0, act: $1) }
        }
        for duty in Incident.Duty.allCases {
            try await world.perform("giamdoc", .incidentManage) {
                try DoIncidentDuty(id, duty, note: "Xong").run(in: $0, act: $1)
            }
        }
        try await world.perform("giamdoc", .incidentManage) { try CloseIncident(id).run(in: $0, act: $1) }
        await #expect(throws: Problem("incident-closed", status: 409)) {
            try await world.perform("giamdoc", .incidentManage) { try AmendIncident(id, amended).run(in: $0, act: $1) }
        }
    }

    @Test(arguments: Engine.tested)
    func `whom it touched is worked out from the log: by account, by address, by day`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let (hers, his) = (try await world.receive(), try await world.receive(Party(name: "Trần Văn Bo")))
        _ = try await world.client("motcua1").get("/ho-so/\(hers.id)")
        _ = try await world.client("motcua2", from: "198.51.100.9").get("/ho-so/\(his.id)")
        func names(_ change: (inout IncidentFacts) -> Void) async throws -> [String] {
            var facts = Self.facts(world)
            change(&facts)
            let one = try await Self.incident(world, try await Self.record(world, facts))
            let permit = try await world.act("giamdoc", .incidentManage).permit
            return try await world.database.read { try TouchedPeople(one, for: permit, in: $0) }.people.map(\.name)
        }
        #expect(try await names { $0.login = "motcua1" } == [PrivacyWorld.person])
        #expect(try await names { $0.address = "198.51.100.9" } == ["Trần Văn Bo"])
        #expect(try await names { $0.from = TestSite.morning.localDate } == [PrivacyWorld.person, "Trần Văn Bo"])
        #expect(try await names { $0.through = TestSite.morning.localDate.adding(days: -1) }.isEmpty)
        #expect(try await names { _ in }.isEmpty, "without a scope nobody is touched")
    }

    @Test(arguments: Engine.tested)
    func `an official of another commune is no login here`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        for login in ["hp-motcua", "khong-co"] {
            await #expect(throws: Problem.invalid([FieldFault("login", "privacy.no-such-login")])) {
                _ = try await Self.record(world, Self.facts(world, login: login))
            }
        }
    }

    @Test(arguments: Engine.tested)
    func `the director records it on the page, prints its papers and takes the evidence`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        _ = try await world.client("motcua1").get("/ho-so/\(dossier.id)")
        let client = try await world.client("giamdoc")
        let path = "\(IncidentPages.path)/moi"
        #expect(try await client.submit(path, form: ["kind": "leak"]).status == 422)
        let reply = try await client.submit(path, form: [
            "kind": "leak", "found-ngay": "23", "found-thang": "11", "found-nam": "2026", "time": "8:59",
            "description": "Lộ danh sách", "login": "motcua1",
        ])
        let place = try #require(reply.location?.split(separator: "?").first.map(String.init))
        let page = try await client.get(place)
        #expect(page.text.contains(PrivacyWorld.person) && page.text.contains(dossier.code.text))
        let reader = try PaperReader()
        defer { reader.remove() }
        for (form, words) in [("?mau=24", "ban đầu"), ("", "khắc phục")] {
            let text = try reader.text(of: try await client.get("\(place)/bao-cao\(form)").bytes)
            #expect(text.lowercased().contains(words), "\(text.prefix(600))")
            let head = ["ỦY BAN NHÂN DÂN", "XÃ HƯỚNG HIỆP", "Hướng Hiệp, ngày 23 tháng 11 năm 2026"]
            for said in head + ["bị ảnh hưởng: 1"] {
                #expect(text.contains(said), "\(said) in \(text.prefix(600))")
            }
        }
        #expect(try reader.text(of: try await client.get("\(place)/thu").bytes).contains("Xoan"))
        #expect(try await client.get("\(place)/danh-sach").text.contains("045190001234"))
        let zip = try await client.get("\(place)/chung-cu")
        #expect(zip.header("content-type") == "application/zip" && zip.text.contains("readings.jsonl"))
        #expect(zip.text.contains("intact up to entry") && zip.text.contains("dossier.accepted"))
        #expect(!zip.text.contains("\"verdict\""), "nobody has said whose machine it is")
        #expect(try await world.client("motcua1").get(place).status == 403)
        #expect(try await world.client("hp-giamdoc").get(place).status == 404)
    }

    @Test(arguments: Engine.tested)
    func `a report does not tell the ministry of nobody while nothing was counted`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let client = try await world.client("giamdoc")
        let reply = try await client.submit("\(IncidentPages.path)/moi", form: [
            "kind": "leak", "found-ngay": "23", "found-thang": "11", "found-nam": "2026", "time": "8:59",
            "description": "Lộ danh sách",
        ])
        let place = try #require(reply.location?.split(separator: "?").first.map(String.init))
        let reader = try PaperReader()
        defer { reader.remove() }
        for form in ["?mau=24", ""] {
            let text = try reader.text(of: try await client.get("\(place)/bao-cao\(form)").bytes)
            #expect(text.contains("bị ảnh hưởng: chưa xác định") && !text.contains("bị ảnh hưởng: 0"), "\(text)")
        }
    }
}

@Suite struct ZipFileTests {
    @Test func `an archive is what other programs read`() throws {
        var zip = ZipFile(at: TestSite.morning)
        zip.add("một.txt", Array("xin chào".utf8))
        zip.add("hồ sơ/hai.bin", (0...255).map { UInt8($0) })
        let folder = try TestFolder()
        let path = folder.path("a.zip")
        try Data(zip.bytes).write(to: URL(filePath: path))
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1])
            assert z.testzip() is None
            assert z.namelist() == ["một.txt", "hồ sơ/hai.bin"], z.namelist()
            assert z.read("một.txt").decode() == "xin chào"
            assert z.infolist()[0].date_time[:5] == (2026, 11, 23, 9, 0), z.infolist()[0].date_time
            """, path]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }

    @Test func `its check sum is the usual one`() { #expect(ZipFile.crc32(Array("123456789".utf8)) == 0xCBF4_3926) }
}
