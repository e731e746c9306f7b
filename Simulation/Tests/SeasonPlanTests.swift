import Base
import Catalogue
import Deadlines
import Identity
import Testing

@testable import Simulation

/// Plans at their full size: the published counts come out exactly, whatever the seed is.
@Suite struct SeasonPlanTests {
    private func plan(_ name: String, seed: UInt64) async throws -> SeasonPlan {
        let whole = try #require(try PublishedSeasons.season(name))
        let profile = whole.received > 20_000 ? whole.scaled(to: 2000) : whole
        return try SeasonPlan(profile, procedures: try await SeasonHouse.procedures(), calendar: .vietnam, seed: seed)
    }

    @Test(arguments: [1, 2, 3])
    func `Hướng Hiệp has 2,517 received, 2,339 online, 2,515 in time and 2,515 digitised`(seed: UInt64) async throws {
        let season = try await plan("huong-hiep-2025", seed: seed)
        let counts = PlanCounts(season)
        #expect(counts.received == 2517)
        #expect(counts.online == 2339)
        #expect(counts.received - counts.online == 178)
        #expect(counts.inTime == 2515)
        #expect(counts.late == 2)
        #expect(counts.open == 0)
        #expect(counts.digitised == 2515)
    }

    @Test func `Xuân Hòa has 3,366 received, 3,341 settled in time, 24 open in time and one late`() async throws {
        let counts = PlanCounts(try await plan("xuan-hoa-2025", seed: 1))
        #expect(counts.received == 3366)
        #expect(counts.inTime == 3341)
        #expect(counts.late == 1)
        #expect(counts.open == 24)
    }

    @Test func `Hướng Linh has its four fields, 94 online, and everything early`() async throws {
        let season = try await plan("huong-linh-2022", seed: 1)
        let counts = PlanCounts(season)
        #expect(counts.received == 1545)
        #expect(counts.online == 94)
        #expect(counts.early == 1545)
        #expect(counts.fields == ["Chứng thực": 1264, "Hộ tịch": 276, "Đất đai": 1, "Bảo trợ xã hội": 4])
    }

    @Test(arguments: PublishedSeasons.names)
    func `steps come in order, officials act in office hours, and nothing is filed before the season`(
        name: String
    ) async throws {
        let season = try await plan(name, seed: 5)
        let first = Instant(season.profile.first)
        let hours = WorkCalendar.vietnam.hours
        for dossier in season.dossiers {
            #expect(zip(dossier.steps, dossier.steps.dropFirst()).allSatisfy { $0.at < $1.at }, "\(dossier)")
            #expect(try #require(dossier.steps.first).at > first, "\(dossier)")
            let inHours = try dossier.steps.allSatisfy { step in
                let time = step.at.localTime
                return try step.deed == .file || WorkCalendar.vietnam.isWorking(step.at.localDate)
                    && time >= hours.morning.opens && time < hours.afternoon.closes
            }
            #expect(inHours, "\(dossier)")
        }
        #expect(zip(season.acts, season.acts.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    @Test func `what is asked for is supplied, what is sent back is proposed again`() async throws {
        let plans = try await plan("huong-hiep-2025", seed: 1).dossiers
        let asked = plans.filter { $0.steps.contains { $0.deed == .askSupplement } }
        #expect(asked.count > 10)
        #expect(asked.allSatisfy { $0.steps.contains { $0.deed == .supply } })
        let sentBack = plans.filter { $0.steps.contains { $0.deed == .sendBack } }
        #expect(sentBack.count > 10)
        #expect(sentBack.allSatisfy { plan in plan.steps.count { $0.deed == .propose } == 2 })
    }

    @Test func `people come on every working day, and most of all on Mondays`() async throws {
        let plans = try await plan("huong-hiep-2025", seed: 1).dossiers
        let days = Dictionary(grouping: plans.compactMap { $0.acceptedAt?.localDate }) { $0 }
        #expect(days.count > 105)
        func count(_ weekday: Weekday) -> Int {
            days.filter { $0.key.weekday == weekday }.values.reduce(0) { $0 + $1.count }
        }
        #expect(count(.monday) > count(.friday))
        #expect(count(.saturday) == 0)
        let closing = LocalTime(hour: 17, minute: 0)
        let evenings = plans.filter { $0.channel == .online && $0.steps[0].at.localTime > closing }
        #expect(evenings.count > 200, "many file after work")
    }

    @Test func `the same seed gives the same plan, another one another`() async throws {
        let first = try await plan("xuan-hoa-2025", seed: 9).dossiers
        #expect(try await plan("xuan-hoa-2025", seed: 9).dossiers == first)
        #expect(try await plan("xuan-hoa-2025", seed: 10).dossiers != first)
    }

    @Test func `a field that the catalogue does not offer is refused`() async throws {
        let agency = SeasonAgency(code: "1", name: "Xã A", province: "tỉnh B", identifier: "H50.01", isRemote: false,
            birthPlaceCode: "045")
        let office = OfficeSeason(
            agency: agency, received: 1, online: 0, onlineFields: [], counterFields: [.init("Bay", 1)])
        let day = try #require(LocalDate(iso8601: "2025-07-01"))
        let profile = SeasonProfile(name: "none", first: day, last: day, offices: [office], source: "")
        let procedures = try await SeasonHouse.procedures()
        #expect(throws: Problem("season-field-unknown", arguments: ["field": "Bay", "channel": "counter"])) {
            try SeasonPlan(profile, procedures: procedures, calendar: .vietnam, seed: 1)
        }
    }

    @Test func `invented people are nobody's neighbours`() {
        let place = InventedPerson.Place(villages: ["thôn 1"], name: "xã A, tỉnh B", birthPlaceCode: "045")
        let people = (0..<3000).map { InventedPerson(number: $0, seed: 1, of: place).party }
        #expect(Set(people.map(\.phone)).count == 3000)
        #expect(people.allSatisfy { PhoneNumber($0.phone) != nil && $0.phone.hasPrefix("0900") })
        #expect(people.allSatisfy { PersonalID($0.personalID)?.birthYear == $0.birthDate?.year })
        #expect(InventedPerson(number: 7, seed: 1, of: place) == InventedPerson(number: 7, seed: 1, of: place))
        #expect(Set(people.map(\.name)).count > 900)
    }
}

/// What a plan adds up to, counted from its steps alone, as a report would.
struct PlanCounts {
    var received = 0
    var online = 0
    var early = 0
    var onTime = 0
    var late = 0
    var open = 0
    var digitised = 0
    var fields: [String: Int] = [:]
    var inTime: Int { early + onTime }

    init(_ season: SeasonPlan) {
        let last = season.profile.last
        for plan in season.dossiers {
            guard let accepted = plan.acceptedAt?.localDate, accepted >= season.profile.first, accepted <= last,
                let due = plan.due
            else { continue }
            received += 1
            online += plan.channel == .online ? 1 : 0
            digitised += plan.isDigitised ? 1 : 0
            fields[plan.field, default: 0] += 1
            guard let settled = plan.settledAt?.localDate, settled <= last else {
                open += due > last ? 1 : 0
                continue
            }
            if settled < due { early += 1 } else if settled == due { onTime += 1 } else { late += 1 }
        }
    }
}
