import Access
import Base
import Dossiers
import Storage
import TestKit
import Testing

/// "Vì sao?" beside a due date. Monday 23/11/2026, one working day, Tuesday is a holiday.
@Suite struct DeadlinePagesTests {
    @Test(arguments: Engine.tested)
    func theOfficerSeesEveryDayWithItsReasonAndLaw(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .inProgress)
        let site = try await HostileTextTests.site(on: world)
        let officer = try await site.client(as: try #require(world.accounts["vanphong1"]))
        #expect(try await officer.get("/ho-so/\(id)").text.contains("/ho-so/\(id)/vi-sao"))
        for path in ["vi-sao", "in-vi-sao"] {
            let page = try await officer.get("/ho-so/\(id)/\(path)")
            #expect(page.status == 200)
            for words in ["thứ Ba, 24/11/2026", "Không tính: Ngày Văn hóa Việt Nam", "Nghị quyết 28/2026/QH16",
                "thứ Tư, 25/11/2026 lúc 17:00", "Khoản 2 Điều 147 Bộ luật Dân sự 2015"]
            {
                #expect(page.text.contains(words), "\(path): \(words)")
            }
        }
        let stranger = try await site.client(as: try #require(world.accounts["hp-motcua"]))
        #expect(try await stranger.get("/ho-so/\(id)/vi-sao").status == 404)
    }

    @Test func theCitizenSeesTheShortForm() async throws {
        let world = try await DossierWorld(.sqlite)
        let id = try await world.dossier(in: .inProgress)
        let site = try await HostileTextTests.site(on: world)
        let citizen = try await site.client(as: try #require(world.accounts["0900000101"]))
        let page = try await citizen.get("/ho-so-cua-toi/\(id)").text
        #expect(page.contains("Vì sao là ngày này?"))
        #expect(page.contains("Ngày Văn hóa Việt Nam: 24/11/2026"))
    }

    @Test func beforeAcceptanceThereIsNothingToExplain() async throws {
        let world = try await DossierWorld(.sqlite)
        let id = try await world.dossier(in: .submitted)
        let officer = try await HostileTextTests.site(on: world).client(as: try #require(world.accounts["motcua1"]))
        #expect(try await officer.get("/ho-so/\(id)/vi-sao").status == 409)
    }

    @Test func theStopForASupplementIsTold() async throws {
        let world = try await DossierWorld(.sqlite)
        let id = try await world.dossier(in: .awaitingSupplement)
        world.clock.move(to: DossierWorld.at("2026-12-03", 9))
        try await world.attempt(.supply, on: id)
        let officer = try await HostileTextTests.site(on: world).client(as: try #require(world.accounts["vanphong1"]))
        let page = try await officer.get("/ho-so/\(id)/vi-sao").text
        #expect(page.contains("Chờ bổ sung hồ sơ"))
        #expect(page.contains("thứ Sáu, 04/12/2026 lúc 17:00"))
        #expect(page.contains("Người dân, tổ chức"))
    }
}
