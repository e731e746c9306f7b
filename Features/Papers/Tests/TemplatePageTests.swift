import Access
import Base
import Dossiers
import Identity
import Journal
import Storage
import TestKit
import Testing
import Web

@testable import Papers

@Suite struct TemplatePageTests {
    private static let path = "/quan-tri/bieu-mau/01"
    private static let own = """
        @sheet a5
        @title Giấy của xã {code}
        [bold centre large] GIẤY RIÊNG CỦA XÃ
        @barcode {code} | 84
        @qr {lookup} | 25
        Người nộp: {applicant}
        """

    @Test(arguments: Engine.tested)
    func `the administrator sees every form with sample values`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let client = try await world.client("quantri")
        #expect(try await client.get("/quan-tri/bieu-mau").text.contains("Sổ theo dõi hồ sơ"))
        for form in PaperForm.allCases {
            let path = "/quan-tri/bieu-mau/\(form.number)"
            #expect(try await client.get(path).text.contains("@sheet"))
            #expect(try await client.get(path + "/pdf").header("content-type") == "application/pdf")
            #expect(try await client.get(path + "/in").text.contains("class=\"sheet"))
            #expect(try await client.get(path + "/tai-ve").text == form.standardText)
        }
        #expect(try await client.get("/quan-tri/bieu-mau/08").status == 404)
        #expect(try await world.client("motcua1").get("/quan-tri/bieu-mau").status == 403)
    }

    @Test(arguments: Engine.tested)
    func `an own layout counts at once, for the own commune only, until it is taken away`(
        engine: Engine
    ) async throws {
        let world = try await PapersWorld(engine)
        let (id, foreign) = (try await world.received(), try await world.received(by: "hp-motcua"))
        let client = try await world.client("quantri")
        #expect(try await client.submit(Self.path, form: ["text": Self.own]).status == 303)
        let desk = try await world.client("motcua1")
        #expect(try await desk.get("/ho-so/\(id)/in-giay-tiep-nhan").text.contains("GIẤY RIÊNG CỦA XÃ"))
        #expect(!(try await desk.get("/ho-so/\(foreign)/in-giay-tiep-nhan").text.contains("GIẤY RIÊNG CỦA XÃ")))
        #expect(try await client.submit(Self.path, form: [:], to: Self.path + "/mau-goc").status == 303)
        #expect(!(try await desk.get("/ho-so/\(id)/in-giay-tiep-nhan").text.contains("GIẤY RIÊNG CỦA XÃ")))
        #expect(try await client.submit(Self.path, form: [:], to: Self.path + "/mau-goc").status == 409)
        let told = try await world.database.read { try Journal.entries(after: 0, limit: 10_000, in: $0) }
        #expect(told.filter { $0.subjectKind == "paper-template" }.map(\.kind)
            == ["paper.template-replaced", "paper.template-restored"])
    }

    @Test(arguments: Engine.tested)
    func `a faulty layout is told with its line and not taken`(engine: Engine) async throws {
        let world = try await PapersWorld(engine)
        let client = try await world.client("quantri")
        let faulty = Self.own + "\n{ten-nguoi}"
        for action in [Self.path, Self.path + "/xem-thu"] {
            let reply = try await client.submit(Self.path, form: ["text": faulty], to: action)
            #expect(reply.status == 422 && reply.text.contains("Dòng 7") && reply.text.contains("ten-nguoi"))
            // What was typed is still there.
            #expect(reply.text.contains("GIẤY RIÊNG CỦA XÃ"))
        }
        let undrawable = Self.own.replacing("@barcode {code}", with: "@barcode Mã {code}")
        #expect(try await client.submit(Self.path, form: ["text": undrawable]).text.contains("Không vẽ được"))
        #expect(try await client.get(Self.path).text.contains("Mẫu gốc"))
        let tried = try await client.submit(Self.path, form: ["text": Self.own], to: Self.path + "/xem-thu")
        #expect(tried.header("content-type") == "application/pdf")
    }

    @Test(arguments: Engine.tested)
    func `a province's layout counts for its communes, and one that no longer reads is passed over`(
        engine: Engine
    ) async throws {
        let world = try await PapersWorld(engine)
        let id = try await world.received()
        let act = try await world.act("quantri", .templatesManage)
        try await world.database.write { tx in
            let commune = try AgencyStore.agency(act.permit.agency!, in: tx)!
            try TemplateStore.save(.receipt, of: commune.parent!, text: Self.own, by: act, in: tx)
        }
        let desk = try await world.client("motcua1")
        #expect(try await desk.get("/ho-so/\(id)/in-giay-tiep-nhan").text.contains("GIẤY RIÊNG CỦA XÃ"))
        #expect(try await world.client("quantri").get(Self.path).text.contains("Mẫu của tỉnh"))
        try await world.database.write { tx in
            try TemplateStore.save(.receipt, of: act.permit.agency!, text: "@gone", by: act, in: tx)
        }
        #expect(try await desk.get("/ho-so/\(id)/in-giay-tiep-nhan").text.contains("GIẤY RIÊNG CỦA XÃ"))
        #expect(try await world.client("quantri").get(Self.path).text.contains("không đọc được"))
    }
}
