import Access
import Base
import Dossiers
import Foundation
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

@Suite struct OwnRecordsTests {
    private static let citizen = "0900000101"

    /// Asks through the page, as the citizen.
    private static func ask(_ world: PrivacyWorld, _ kind: String = "correct") async throws -> RightsRequest {
        let client = try await world.client(citizen)
        let agency = try await world.act("giamdoc", .rightsManage).permit.agency
        let reply = try await client.submit(
            OwnRecordsPages.path,
            form: ["kind": kind, "content": "Sai ngày sinh", "agency": try #require(agency).description],
            to: "\(OwnRecordsPages.path)/yeu-cau")
        #expect(reply.status == 303, "\(reply.text.suffix(600))")
        let account = try await world.account(citizen)
        let found = try await world.database.read {
            try RightsRequestStore.requests(from: account, limit: 10, in: $0)
        }
        return try #require(found.first)
    }

    @Test(arguments: Engine.tested)
    func `a citizen takes a copy of all that is held, after giving the password again`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let client = try await world.client(Self.citizen)
        let path = "\(OwnRecordsPages.path)/tai-ve"
        for wrong in ["", "khong-phai"] {
            let reply = try await client.submit(OwnRecordsPages.path, form: ["password": wrong], to: path)
            #expect(reply.status == 422, "“\(wrong)”")
        }
        let reply = try await client.submit(OwnRecordsPages.path, form: ["password": DemoPeople.password], to: path)
        #expect(reply.status == 200 && reply.header("content-type") == "application/zip")
        #expect(reply.text.contains("du-lieu.json") && reply.text.contains("doc.html"))
        #expect(reply.text.contains(Self.citizen) && !reply.text.contains("scrypt"))
        #expect(try await world.client("motcua1").get(OwnRecordsPages.path).status == 403)
    }

    @Test(arguments: Engine.tested)
    func `a request is acknowledged, answered in time, and a refusal names its ground`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let one = try await Self.ask(world)
        // Monday 23 November 2026; the 24th is a holiday.
        #expect(one.acknowledgeBy.iso8601 == "2026-11-26" && one.answerBy.iso8601 == "2026-12-03")
        try await world.perform("giamdoc", .rightsManage) {
            try AcknowledgeRightsRequest(one.id).run(in: $0, act: $1)
        }
        await #expect(throws: Problem.invalid([FieldFault("ground", "privacy.rights-ground")])) {
            try await world.perform("giamdoc", .rightsManage) {
                try AnswerRightsRequest(one.id, .refused, ground: " ", note: "Không").run(in: $0, act: $1)
            }
        }
        try await world.perform("quantri", .rightsManage) {
            try AnswerRightsRequest(one.id, .refused, ground: "Lưu 10 năm", note: "Không xóa được")
                .run(in: $0, act: $1)
        }
        await #expect(throws: Problem("rights-answered", status: 409)) {
            try await world.perform("giamdoc", .rightsManage) {
                try AnswerRightsRequest(one.id, .granted, ground: "", note: "Xong").run(in: $0, act: $1)
            }
        }
        let page = try await world.client(Self.citizen).get(OwnRecordsPages.path)
        #expect(page.text.contains("Không xóa được") && page.text.contains("Lưu 10 năm"))
        let entries = try await world.database.read {
            try Journal.entries(of: "rights-request", one.id.description, in: $0)
        }
        #expect(entries.map(\.kind) == ["rights.received", "rights.acknowledged", "rights.answered"])
        #expect(!entries.contains { $0.facts.values.contains("Sai ngày sinh") })
    }

    @Test(arguments: Engine.tested)
    func `for a written request the office gathers the dossiers with that personal id, and it is a look`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let (hers, _) = (try await world.receive(), try await world.receive(Party(name: "Trần Văn Bo")))
        _ = try await world.scan(hers)
        let client = try await world.client("giamdoc")
        let reply = try await client.submit(RightsPages.path, form: [
            "kind": "copy", "name": PrivacyWorld.person, "personal-id": "045190001234", "content": "Xin bản sao",
        ])
        let place = try #require(reply.location?.split(separator: "?").first.map(String.init))
        let zip = try await client.submit(
            place, form: ["password": DemoPeople.password], to: "\(place)/ban-sao")
        #expect(zip.status == 200 && zip.text.contains(hers.code.text) && zip.text.contains("một tờ giấy"))
        #expect(!zip.text.contains("Trần Văn Bo"))
        #expect(try await world.lines().contains { $0.what == .list && $0.records == [hers.id.description] })
        #expect(try await world.client("hp-giamdoc").get(place).status == 404)
        #expect(try await world.client("motcua1").get(place).status == 403)
    }

    @Test(arguments: Engine.tested)
    func `nobody fills the register: five open requests an agency`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        for _ in 1...RightsRequest.openMax { _ = try await Self.ask(world) }
        let agency = try await world.act("giamdoc", .rightsManage).permit.agency
        await #expect(throws: Problem("too-many-rights-requests", status: 409, arguments: ["max": "5"])) {
            try await world.perform(Self.citizen, .ownRecords) {
                try AskAboutOwnRecords(.other, content: "Nữa", agency: agency, calendar: .vietnam)
                    .run(in: $0, act: $1)
            }
        }
    }
}
