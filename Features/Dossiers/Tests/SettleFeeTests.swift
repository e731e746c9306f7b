import Access
import Base
import Catalogue
import Storage
import TestKit
import Testing
import Web

@testable import Dossiers

@Suite struct SettleFeeTests {
    @Test(arguments: Engine.tested)
    func paidAndExemptAreToldWithAmountAndGround(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .accepted)
        #expect(try await world.folder(id).content.feeStanding == .unpaid)
        try await world.attempt(.settleFee, on: id)
        #expect(try await world.folder(id).content.feeStanding == .paid)
        try await world.perform("motcua1", "dossier.receive") {
            try SettleFee(id, .exempt(ground: "Hộ nghèo, số 12/2026")).run(in: $0, act: $1)
        }
        let folder = try await world.folder(id)
        #expect(folder.content.feeStanding == .exempt(ground: "Hộ nghèo, số 12/2026"))
        #expect(folder.content.fee == Dong(8000))
        #expect(folder.history.last?.facts["ground"] == "Hộ nghèo, số 12/2026")
        #expect(folder.history.last?.facts["fee"] == "8000")
    }

    @Test(arguments: Engine.tested)
    func atTheCounterPagesAndCopiesMakeTheFee(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let procedure = try #require(world.procedures[DossierWorld.copy])
        let form = CounterForm(values: FormValues([
            (name: "applicant-name", value: "Hồ Văn Lăng"), (name: "fee-pages-1", value: "5"),
            (name: "fee-copies-1", value: "2"), (name: "fee-standing", value: "paid"),
        ]))
        let (filing, faults) = form.filing(procedure: procedure, own: world.commune, among: [])
        #expect(faults.isEmpty)
        let dossier = try await world.perform("motcua1", "dossier.receive") {
            try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: $0, act: $1)
        }
        let content = try await world.folder(dossier.id).content
        // The published price of the test's catalogue is 8,000 for pages 1 and 2.
        #expect(content.fee == Dong((8000 * 2 + 1000 * 3) * 2))
        #expect(content.feeCount == FeeCount([.init(pages: 5, copies: 2)]))
        #expect(content.feeStanding == .paid)
    }

    /// Birth date, pages, ground and name: a person corrects a form once.
    @Test func everythingWrongAtTheCounterIsToldAtOnce() async throws {
        let world = try await DossierWorld(.sqlite)
        let procedure = try #require(world.procedures[DossierWorld.copy])
        let form = CounterForm(values: FormValues([
            (name: "applicant-name", value: ""), (name: "applicant-birth-date-ngay", value: "31"),
            (name: "applicant-birth-date-thang", value: "2"), (name: "applicant-birth-date-nam", value: "1990"),
            (name: "fee-pages-1", value: "x"), (name: "fee-copies-1", value: "1"),
            (name: "fee-standing", value: "exempt"),
        ]))
        let (filing, faults) = form.filing(procedure: procedure, own: world.commune, among: [])
        let problem = try await refusal {
            try await world.perform("motcua1", "dossier.receive") {
                try ReceiveAtCounter(filing, office: nil, calendar: .vietnam, faults: faults).run(in: $0, act: $1)
            }
        }
        #expect(Set(problem?.fields.map(\.field) ?? [])
            == ["applicant-name", "applicant-birth-date", "fee-pages-1", "fee-ground"])
    }

    @Test(arguments: [
        ("5", "wd", "5wd"), ("16", "h", "16h"), ("30", "d", "30d"), ("2", "mo", "2mo"), ("7", "", "7wd"),
        ("0", "wd", nil), ("366", "d", nil), ("", "wd", nil), ("5", "years", nil),
    ] as [(String, String, String?)])
    func theOfficerStatesATermInTheUnitOfTheDecision(count: String, unit: String, expected: String?) {
        let form = FormValues([(name: "term", value: count), (name: "term-unit", value: unit)])
        #expect(TermFields.typed(form)?.code == expected)
    }
}
