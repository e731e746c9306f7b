import Access
import Base
import Deadlines
import Storage
import TestKit
import Testing

@testable import Dossiers

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

    /// Office, leg, payment, office, leaders: each has its hours, and the hours sum to the whole.
    @Test(arguments: Engine.tested)
    func theTimeIsSplitByWhoHadIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .accepted)
        let way: [(String, Int, DossierAction)] = [
            ("2026-11-23", 10, .forward), ("2026-11-23", 11, .claim), ("2026-11-25", 9, .sendOn),
            ("2026-11-25", 10, .takeOn), ("2026-11-26", 9, .askDuty), ("2026-11-27", 9, .settleDuty),
            ("2026-11-27", 14, .giveBack), ("2026-11-30", 9, .receiveBack), ("2026-11-30", 10, .propose),
        ]
        for (day, hour, action) in way {
            world.clock.move(to: DossierWorld.at(day, hour))
            try await world.attempt(action, on: id)
        }
        world.clock.move(to: DossierWorld.at("2026-11-30", 11))
        let folder = try await world.folder(id)
        let path = DossierPath(folder.history, names: .init(leaders: "Lãnh đạo", issuing: "Văn thư"))
        let matter = try #require(DossierClock.matter(folder))
        let now = world.clock.clock.now
        let shares = try ElapsedTime.split(
            from: matter.acceptedAt, to: now, stops: matter.stops, handOvers: path.handOvers, in: .vietnam)
        let office = try #require(folder.office?.name)
        let linked = try #require(folder.legs.first?.toName)
        #expect(shares.map(\.holder)
            == [.office(""), .office(office), .agency(linked), .citizen, .office("Lãnh đạo")])
        #expect(shares.reduce(0) { $0 + $1.officeSeconds }
            == (try ElapsedTime.officeSeconds(from: matter.acceptedAt, to: now, in: .vietnam)))
        let site = try await HostileTextTests.site(on: world)
        let officer = try await site.client(as: try #require(world.accounts["vanphong1"]))
        let page = try await officer.get("/ho-so/\(id)/vi-sao").text
        #expect(page.contains("\(linked): ") && page.contains("\(office): ") && page.contains("Tổng cộng: "))
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
