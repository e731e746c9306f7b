import Access
import Base
import Catalogue
import Dossiers
import Storage
import TestKit
import Testing

/// The procedure changes while a citizen is still writing: they are told plainly, and nothing typed is lost.
@Suite struct DraftVersionTests {
    /// The birth of a child in a newer version: the form has another place in the list, one paper is gone, one is new.
    private static let newer = """
        [{"code": "\(DossierWorld.birth)", "name": "Đăng ký khai sinh", "field": "Hộ tịch", "group": "ho_tich",
        "authority": "UBND cấp xã", "department": "Văn phòng HĐND và UBND", "audience": "Công dân Việt Nam",
        "online": "toan_trinh", "channels": ["Trực tiếp", "Trực tuyến"], "time": {"value": 1, "unit": "working_day"},
        "fee": {"amount_vnd": 8000, "by_channel": null}, "source": "QĐ 2/2026",
        "components": [{"name": "Sổ hộ khẩu số", "kind": "conditional", "original": 1, "copy": 0, "form": null},
        {"name": "Tờ khai", "kind": "submit", "original": 1, "copy": 0, "form": null}],
        "results": [{"name": "Giấy khai sinh", "code": null}], "legal_basis": ["123/2015/NĐ-CP"], "common": true}]
        """

    private func change(_ world: DossierWorld, withdraw: Bool = false) async throws {
        let records = withdraw ? [] : try CatalogueFile.read(Array(Self.newer.utf8)).records
        let act = Act(permit: try DossierWorld.policy.permit("catalogue.edit", to: .system("test")),
            at: world.clock.clock.now, requestID: "0")
        let day = world.clock.clock.now.localDate
        try await world.database.write { tx in
            _ = try ImportCatalogue(records, effectiveFrom: day, withdrawMissing: withdraw).run(in: tx, act: act)
        }
    }

    private func draft(_ world: DossierWorld) async throws -> ID<FilingDraft> {
        var answers = DossierWorld.answers()
        answers["promise-1"] = ""
        let draft = try await world.draft(answers: answers)
        let files = [world.staged("to-khai.pdf"), world.staged("chung-sinh.pdf", digest: "b")]
        try await world.perform("0900000101", "dossier.file") { tx, act in
            for (index, file) in files.enumerated() {
                try AttachToDraft(draft, component: index + 1, files: [file]).run(in: tx, act: act)
            }
        }
        return draft
    }

    private func submit(_ draft: ID<FilingDraft>, in world: DossierWorld) async throws -> ID<Dossier> {
        try await world.perform("0900000101", "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
    }

    @Test(arguments: Engine.tested)
    func aReplacedVersionIsNotFiledButTakenOverIntoTheNewOne(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await draft(world)
        try await change(world)
        #expect(try await refusal { try await submit(draft, in: world) }?.code == "draft-version-replaced")
        let renewed = try await world.perform("0900000101", "dossier.file") {
            try RenewDraft(draft).run(in: $0, act: $1)
        }
        #expect(renewed.answers["applicant-name"] == DossierWorld.applicant.name)
        #expect(renewed.files(of: 2).count == 1)
        #expect(renewed.files(of: 1).isEmpty)
        #expect(renewed.files(of: 0).count == 1)
        let folder = try await world.folder(try await submit(draft, in: world))
        #expect(folder.procedure.version == 2)
        #expect(folder.papers.map(\.name) == ["chung-sinh.pdf", "Tờ khai"])
        #expect(folder.papers.map(\.component) == [0, 2])
        #expect(folder.papers.allSatisfy { $0.file != nil })
    }

    @Test(arguments: Engine.tested)
    func aWithdrawnProcedureIsNotFiledAndWhatWasTypedStays(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await draft(world)
        try await change(world, withdraw: true)
        for code in [
            try await refusal { try await submit(draft, in: world) }?.code,
            try await refusal {
                try await world.perform("0900000101", "dossier.file") { try RenewDraft(draft).run(in: $0, act: $1) }
            }?.code,
        ] { #expect(code == "draft-procedure-withdrawn") }
        let permit = try world.act("0900000101", "dossier.file").permit
        let kept = try await world.database.read { try FilingDraftStore.draft(draft, for: permit, in: $0) }
        #expect(kept.answers["applicant-name"] == DossierWorld.applicant.name)
        #expect(kept.files(of: 1).count == 1)
    }

    @Test func thePagesSayWhatHasChangedAndWhatNow() async throws {
        let world = try await DossierWorld(.sqlite)
        let draft = try await draft(world)
        let client = try await HostileTextTests.site(on: world).client(as: try #require(world.accounts["0900000101"]))
        let review = "/nop-ho-so/nhap/\(draft)/xem-lai"
        try await change(world)
        #expect(try await client.get(review).text.contains("Thủ tục này đã có bản mới"))
        let refused = try await client.submit(review, form: [:])
        #expect(refused.status == 409)
        #expect(refused.text.contains("/nop-ho-so/ban-moi/\(draft)"))
        let renewed = try await client.submit(review, form: [:], to: "/nop-ho-so/ban-moi/\(draft)")
        #expect(renewed.location?.hasPrefix("/nop-ho-so/nhap/\(draft)/giay-to") == true)
        let papers = try await client.get("/nop-ho-so/nhap/\(draft)/giay-to").text
        #expect(papers.contains("chung-sinh.pdf") && papers.contains("to-khai.pdf"))
        #expect(try await client.submit(review, form: [:]).status == 303)
    }

    @Test func aWithdrawnProcedureSaysSoOnTheDraft() async throws {
        let world = try await DossierWorld(.sqlite)
        let draft = try await draft(world)
        let client = try await HostileTextTests.site(on: world).client(as: try #require(world.accounts["0900000101"]))
        let review = "/nop-ho-so/nhap/\(draft)/xem-lai"
        try await change(world, withdraw: true)
        let refused = try await client.submit(review, form: [:])
        #expect(refused.status == 409)
        #expect(refused.text.contains("Thủ tục này đã bị bãi bỏ"))
        #expect(try await client.get("/ho-so-cua-toi").text.contains("Đăng ký khai sinh"))
    }
}
