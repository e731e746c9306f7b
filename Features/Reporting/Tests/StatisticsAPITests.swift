import Access
import Base
import Foundation
import Identity
import Storage
import TestKit
import Testing
import Web

@testable import Reporting

/// What programs are told of figures is what the pages show.
@Suite struct StatisticsAPITests {
    private static let year = "from=2026-01-01&to=2026-11-23"

    private func ask(_ site: TestSite, _ query: String, as login: String? = nil) async throws -> (Int, JSONNode) {
        let headers = login.map { ["authorization": "Bearer \($0)"] } ?? [:]
        let reply = try await site.client.get("/api/v1/statistics?\(query)", headers: headers)
        return (reply.status, try JSONReader.read(reply.bytes))
    }

    private func report(
        _ site: TestSite, _ agencies: [AgencyID], office: OfficeID? = nil
    ) async throws -> FigureReport {
        try await site.database.read { snapshot in
            let today = TestSite.morning.localDate
            let period = try #require(ReportPeriod(from: LocalDate(iso8601: "2026-01-01")!, through: today))
            return try FigureReport.byField(
                FigureScope(agencies, office: office), period, today: today, in: snapshot)
        }
    }

    private func served(_ site: TestSite) async throws -> [Agency] {
        try await site.database.read { try AgencyStore.served(in: $0) }
    }

    private func numbers(_ node: JSONNode?) throws -> [String: Int] {
        guard case .object(let members)? = node?.value else { throw Missing() }
        return Dictionary(uniqueKeysWithValues: members.compactMap { member in
            member.node.integer.map { (member.name, Int($0)) }
        })
    }

    private struct Missing: Error {}

    @Test(arguments: Engine.tested)
    func `the public is told one commune's figures, the same as the pages have`(engine: Engine) async throws {
        let site = try await FiguresPagesTests.site(engine)
        let commune = try #require(try await served(site).first { $0.statisticsCode == DemoPeople.communeCode })
        let (status, answer) = try await ask(site, "\(Self.year)&agency=\(commune.id)")
        #expect(status == 200)
        let report = try await report(site, [commune.id])
        #expect(report.total.received > 10)
        #expect(try numbers(answer["total"]) == report.total.named)
        let fields = try #require(answer["fields"]?.list)
        #expect(fields.map { $0["field"]?.text } == report.byKey.map(\.key))
        #expect(try fields.map { try numbers($0["figures"]) } == report.byKey.map(\.summary.named))
        let channels = try #require(answer["channels"]?.list)
        #expect(try channels.map { try numbers($0["figures"]) } == report.byChannel.map(\.summary.named))
        #expect(answer["agencies"]?.list?.isEmpty == true)
        let field = try #require(report.byKey.first)
        let (_, ofField) = try await ask(site,
            "\(Self.year)&agency=\(commune.id)&field=\(PercentCoding.encoded(field.key))")
        #expect(try numbers(ofField["total"]) == field.summary.named)
    }

    @Test(arguments: Engine.tested)
    func `several communes together are for the province, each of them for everybody`(engine: Engine) async throws {
        let site = try await FiguresPagesTests.site(engine)
        let served = try await served(site)
        #expect(served.count > 1)
        for login in [nil, "0900000101"] {
            let (status, _) = try await ask(site, Self.year, as: login)
            #expect(status == 422, "\(login ?? "nobody") has to say whose")
        }
        let (status, all) = try await ask(site, Self.year, as: "tinh-theodoi")
        #expect(status == 200)
        #expect(try numbers(all["total"]) == (try await report(site, served.map(\.id))).total.named)
        #expect(all["agencies"]?.list?.isEmpty == false)
        let commune = try #require(served.first { $0.statisticsCode == DemoPeople.communeCode })
        for login in ["giamdoc", "motcua1"] {
            let (_, own) = try await ask(site, Self.year, as: login)
            #expect(own["agency"]?.text == commune.id.description)
            #expect(own["agencies"]?.list?.isEmpty == true)
        }
    }

    @Test(arguments: Engine.tested)
    func `an office is one of the agency, and a period is one`(engine: Engine) async throws {
        let site = try await FiguresPagesTests.site(engine)
        let served = try await served(site)
        let commune = try #require(served.first { $0.statisticsCode == DemoPeople.communeCode })
        let other = try #require(served.first { $0.id != commune.id })
        let offices = try await site.database.read { try AgencyStore.offices(of: commune.id, in: $0) }
        let office = try #require(offices.first)
        let (status, answer) = try await ask(site, "\(Self.year)&agency=\(commune.id)&office=\(office.id)")
        #expect(status == 200)
        #expect(try numbers(answer["total"]) == (try await report(site, [commune.id], office: office.id)).total.named)
        for wrong in [
            "agency=\(other.id)&office=\(office.id)", "agency=\(office.id)", "agency=\(commune.id)&from=2026-01-01",
            "agency=\(commune.id)&to=2026-01-01", "agency=\(commune.id)&from=2026-02-01&to=2026-01-01",
            "agency=\(commune.id)&from=2000-01-01&to=2026-01-01", "agency=\(commune.id)&from=2026-02-30&to=2026-03-01",
        ] {
            #expect(try await ask(site, wrong).0 == 422, "\(wrong)")
        }
        let (open, recent) = try await ask(site, "agency=\(commune.id)")
        #expect(open == 200 && recent["from"]?.text == "2026-10-25" && recent["to"]?.text == "2026-11-23")
    }
}
