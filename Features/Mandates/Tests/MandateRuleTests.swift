import Access
import Base
import TestKit
import Testing

@testable import Mandates

private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso8601: text)) }

/// Days, ends and scope, as tables. Today is Monday 23 November 2026.
@Suite struct MandateRuleTests {
    private static let today = TestSite.morning.localDate

    @Test(arguments: [
        ("2008-11-23", "2026-11-23"), ("2008-11-24", "2026-11-24"), ("2010-01-01", "2028-01-01"),
        ("2008-02-29", "2026-03-01"), ("2012-02-29", "2030-03-01"), ("1992-02-29", "2010-03-01"),
    ])
    func somebodyIsAnAdultOnTheEighteenthBirthday(birth: String, adult: String) throws {
        #expect(try MandateRule.adultDay(bornOn: day(birth)) == day(adult))
    }

    @Test(arguments: [
        ("2026-11-23", "2027-11-22"), ("2026-01-01", "2026-12-31"), ("2024-02-29", "2025-02-27"),
        ("2023-03-01", "2024-02-29"),
    ])
    func anAuthorisationWithoutAnEndRunsAYear(from: String, through: String) throws {
        #expect(try MandateRule.unsaidEnd(from: day(from)) == day(through))
    }

    @Test(arguments: [
        (.representative, "2026-11-23", "2026-11-23", nil), (.representative, "2026-11-23", nil, "through-missing"),
        (.representative, "2026-11-24", "2026-11-23", "ends-before"),
        (.representative, "2026-01-01", "2026-11-22", "through-past"),
        (.representative, "2026-11-23", "2036-11-23", nil), (.representative, "2026-11-23", "2036-11-24", "too-far"),
        (.helper, "2026-11-23", "2027-11-23", nil), (.helper, "2026-11-23", "2027-11-24", "helper-too-long"),
        (.helper, "2026-11-23", nil, "through-missing"), (.member, "2026-11-23", nil, nil),
    ] as [(Mandate.Kind, String, String?, String?)])
    func theDaysMakeSense(kind: Mandate.Kind, from: String, through: String?, fault: String?) throws {
        let found = MandateRule.fault(
            kind, from: try day(from), through: try through.map(day), bornOn: nil, today: Self.today)
        #expect(found?.code == fault.map { "mandate.\($0)" })
    }

    @Test(arguments: [
        (nil, "birth-date-missing"), ("2026-11-24", "birth-date-future"), ("2026-11-23", nil), ("2008-11-24", nil),
        ("2008-11-23", "child-is-adult"), ("1954-01-01", "child-is-adult"),
    ] as [(String?, String?)])
    func parentsActForWhoeverIsNoAdultYet(birth: String?, fault: String?) throws {
        let found = MandateRule.fault(
            .parent, from: Self.today, through: nil, bornOn: try birth.map(day), today: Self.today)
        #expect(found?.code == fault.map { "mandate.\($0)" })
    }

    @Test(arguments: [
        ("", true), ("Hộ tịch", true), ("hộ  tịch", true), ("1.001193", true), ("Đất đai", false),
        ("Đất đai\n1.001193", true), ("2.000815\nĐất đai", false),
    ])
    func aPaperMayNameProceduresOrFields(lines: String, covers: Bool) {
        #expect(MandateScope(lines: lines).covers(procedure: "1.001193", field: "Hộ tịch") == covers)
    }

    @Test(arguments: [
        ("2026-11-22", .accepted, .coming, false), ("2026-11-23", .accepted, .inForce, true),
        ("2026-12-31", .accepted, .inForce, true), ("2027-01-01", .accepted, .over, false),
        ("2026-11-23", .awaiting, .awaiting, true), ("2026-11-23", .refused, .refused, false),
        ("2026-11-23", .ended, .ended, false), ("2027-01-01", .ended, .ended, false),
        ("2027-01-01", .awaiting, .over, false),
    ] as [(String, Mandate.Standing, Mandate.State, Bool)])
    func itCountsFromTheFirstDayToTheLast(
        on: String, standing: Mandate.Standing, state: Mandate.State, counts: Bool
    ) throws {
        let mandate = try Self.mandate(standing, consent: nil)
        #expect(mandate.state(on: try day(on)) == state)
        #expect(mandate.counts(on: try day(on)) == counts)
    }

    @Test func consentInTheirOwnAccountIsWaitedFor() throws {
        let consent = Consent(way: .ownAccount, purpose: "trợ cấp", witness: "")
        var mandate = try Self.mandate(.accepted, consent: consent)
        #expect(mandate.state(on: Self.today) == .unconfirmed)
        #expect(!mandate.counts(on: Self.today))
        mandate.principalAccount = AccountID(at: TestSite.morning)
        #expect(mandate.counts(on: Self.today))
    }

    private static func mandate(_ standing: Mandate.Standing, consent: Consent?) throws -> Mandate {
        let now = TestSite.morning
        return Mandate(
            id: ID(at: now), kind: consent == nil ? .representative : .helper, agent: ID(at: now), agentName: "A",
            principal: Principal(name: "B"), principalAccount: nil, organisation: nil, paper: Mandate.Paper(),
            consent: consent, scope: MandateScope([]), from: today, through: try day("2026-12-31"), agency: ID(at: now),
            standing: standing, madeAt: now, decidedAt: nil, decidedBy: "", reason: "")
    }
}
