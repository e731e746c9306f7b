import Access
import Base
import Catalogue
import Storage
import TestKit
import Testing

@testable import Dossiers

/// A procedure gets a new version while dossiers are open under the old one.
@Suite struct MoveToVersionTests {
    /// The birth registration takes three days now, and asks for another paper.
    private static func publish(in world: DossierWorld) async throws {
        let text = """
            [{"code": "\(DossierWorld.birth)", "name": "Đăng ký khai sinh", "field": "Hộ tịch", "group": "ho_tich",
            "authority": "UBND cấp xã", "department": "Văn phòng HĐND và UBND", "audience": "Công dân Việt Nam",
            "online": "toan_trinh", "channels": ["Trực tiếp", "Trực tuyến"],
            "time": {"value": 3, "unit": "working_day"}, "fee": {"amount_vnd": 9000, "by_channel": null},
            "source": "QĐ 2/2026", "components": [
            {"name": "Giấy chứng sinh", "kind": "submit", "original": 1, "copy": 0, "form": null},
            {"name": "Tờ khai", "kind": "submit", "original": 1, "copy": 0, "form": null},
            {"name": "Ảnh", "kind": "submit", "original": 1, "copy": 0, "form": null}],
            "results": [{"name": "Giấy khai sinh", "code": null}], "legal_basis": ["123/2015/NĐ-CP"], "common": true}]
            """
        let act = try world.act(.system("test"), "catalogue.edit")
        try await world.database.write { tx in
            let records = try CatalogueFile.read(Array(text.utf8)).records
            _ = try ImportCatalogue(records, effectiveFrom: DossierWorld.monday.localDate)
                .run(in: tx, act: act)
        }
    }

    @Test(arguments: Engine.tested)
    func anOpenDossierEndsUnderItsOwnUnlessSomebodyMovesIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let (stays, moved) = (try await world.dossier(in: .inProgress), try await world.dossier(in: .inProgress))
        let before = try await world.folder(moved)
        let none = try await refusal { try await world.attempt(.moveVersion, on: moved) }
        #expect(none?.code == "dossier-version-current")
        try await Self.publish(in: world)
        let unseen = try await refusal { try await world.attempt(.moveVersion, on: moved) }
        #expect(unseen?.code == "dossier-version-unseen")
        let newer = try await world.database.read {
            try MoveToVersion.newer(than: before.procedure, on: DossierWorld.monday.localDate, in: $0)
        }
        let seen = try #require(newer)
        try await world.perform("vanphong", "dossier.assign") {
            try MoveToVersion(moved, seen: seen.id).run(in: $0, act: $1)
        }
        let after = try await world.folder(moved)
        #expect(after.procedure.id == seen.id)
        // What was promised stays; the papers stand where the new list has them.
        #expect(after.dossier.dueAt == before.dossier.dueAt && after.content == before.content)
        #expect(Set(after.papers.map { "\($0.component) \($0.name)" }) == ["1 Giấy chứng sinh", "2 Tờ khai"])
        #expect(after.history.last?.facts["to-version"] == "2")
        for action in [DossierAction.propose, .approve, .publish, .handOver] {
            try await world.attempt(action, on: stays)
            try await world.attempt(action, on: moved)
        }
        #expect(try await world.folder(stays).procedure.version == 1)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }
}
