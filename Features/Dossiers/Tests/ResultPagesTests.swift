import Access
import Base
import Dossiers
import Storage
import TestKit
import Testing

/// The electronic result on the pages: who may download it, and from when on.
@Suite struct ResultPagesTests {
    private static let pdf = Array("%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n".utf8)

    @Test(arguments: Engine.tested)
    func theCitizenDownloadsItOnceItIsIssuedAndAlsoAfterTheHandOver(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let site = try await HostileTextTests.site(on: world)
        func client(_ login: String) async throws -> WebClient {
            try await site.client(as: try #require(world.accounts[login]))
        }
        let (citizen, worker, clerk) = (try await client("0900000101"), try await client("vanphong1"),
            try await client("motcua1"))
        let own = "/ho-so-cua-toi/\(id)/ket-qua"
        let proposed = try await worker.post("/ho-so/\(id)/trinh-ky", form: ["proposal": "Đủ điều kiện"],
            files: [.init("result-file", name: "ket-qua.pdf", bytes: Self.pdf)])
        #expect(proposed.status == 303, "\(proposed.text.prefix(300))")
        #expect(try await worker.get("/ho-so/\(id)/ket-qua").text.hasPrefix("%PDF"))
        #expect(try await client("chutich").get("/ky-duyet").text.contains("/ho-so/\(id)/ket-qua"))
        #expect(try await citizen.get(own).status == 404)
        try await world.attempt(.approve, on: id)
        #expect(try await citizen.get(own).status == 404)
        try await world.attempt(.publish, on: id)
        #expect(try await citizen.get(own).text.hasPrefix("%PDF"))
        #expect(try await citizen.get("/ho-so-cua-toi/\(id)").text.contains(own))
        try await world.attempt(.handOver, on: id)
        #expect(try await citizen.get(own).text.hasPrefix("%PDF"))
        #expect(try await clerk.get("/ho-so/\(id)/ket-qua").status == 200)
        for stranger in ["0900000102", "hp-motcua"] {
            let other = try await client(stranger)
            #expect(try await other.get("/ho-so/\(id)/ket-qua").status >= 400, "\(stranger)")
            #expect(try await other.get(own).status >= 400, "\(stranger)")
        }
        let code = try await world.dossier(id).code.text
        let lookUp = try await site.client.submit("/tra-cuu", form: ["code": code, "digits": "5678"])
        #expect(lookUp.status == 200)
        #expect(!lookUp.text.contains("ket-qua.pdf") && !lookUp.text.contains("/ket-qua\""))
    }

    @Test func theCounterWorksOutTheFeeWithAndWithoutAScript() async throws {
        let world = try await DossierWorld(.sqlite)
        let client = try await HostileTextTests.site(on: world).client(as: try #require(world.accounts["motcua1"]))
        let path = "/quay/\(DossierWorld.copy)"
        let piece = try await client.get("\(path)/phi?fee-pages-1=5&fee-copies-1=2")
        #expect(piece.text.contains("38.000 ₫"))
        #expect(!piece.text.contains("<html"))
        let page = try await client.submit(path, form: ["count": "1", "fee-pages-1": "5", "fee-copies-1": "2",
            "applicant-name": "Hồ Văn Lăng"])
        #expect(page.status == 200)
        #expect(page.text.contains("38.000 ₫") && page.text.contains("Hồ Văn Lăng"))
    }

    @Test func nextLeadsThroughTheListAndAnUndoneClaimStaysOnIt() async throws {
        let world = try await DossierWorld(.sqlite)
        var ids: [ID<Dossier>] = []
        for _ in 0..<2 { ids.append(try await world.dossier(in: .forwarded)) }
        ids.sort()
        let client = try await HostileTextTests.site(on: world).client(as: try #require(world.accounts["vanphong1"]))
        let tail = "?viec=chua-ai-nhan"
        #expect(try await client.get("/ban-lam-viec\(tail)").text.contains("/ho-so/\(ids[0])\(tail)"))
        #expect(try await client.get("/ban-lam-viec/tiep\(tail)&sau=\(ids[0])").location == "/ho-so/\(ids[1])\(tail)")
        let page = "/ho-so/\(ids[0])\(tail)"
        let claimed = try await client.submit(page, form: [:], to: "/ho-so/\(ids[0])/nhan-xu-ly\(tail)")
        #expect(claimed.location == "\(page)&da-xong=dossier-claimed")
        #expect(try await client.get(page).text.contains("/hoan-tac"))
        let undone = try await client.submit(page, form: [:], to: "/ho-so/\(ids[0])/hoan-tac\(tail)")
        #expect(undone.location == "\(page)&da-xong=dossier-taken-back")
        #expect(try await world.dossier(ids[0]).state == .forwarded)
    }
}
