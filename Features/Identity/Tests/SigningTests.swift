import Access
import Base
import Journal
import Storage
import TestKit
import Testing

@testable import Identity

/// KT., TL., TUQ., TM.: who may be given which, for how long, and what it opens.
@Suite struct SigningTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso8601: text)) }

    private func delegate(
        _ commune: Commune, to signer: String, _ form: SigningForm?, fields: [String] = ["Hộ tịch"],
        document: String = "QĐ 9/QĐ-UBND", from: String = "2026-11-23", through: String? = "2026-12-31",
        title: String = "Chánh Văn phòng", by login: String = "chutich"
    ) async throws -> SigningDelegation {
        let act = try await commune.act(login, .identitySigning)
        let deed = DelegateSigning(
            to: commune.people.accounts[signer], form: form, title: title, fields: fields, document: document,
            from: try day(from), through: try through.map(day))
        return try await commune.database.write { try deed.run(in: $0, act: act) }
    }

    private func faults(_ body: () async throws -> some Any) async throws -> [String] {
        do {
            _ = try await body()
            return []
        } catch let problem as Problem {
            return problem.fields.map { $0.code.replacing("identity.signing.", with: "") }
        }
    }

    @Test(arguments: Engine.tested) func itCountsInItsDaysAndFields(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let made = try await delegate(commune, to: "vanphong", .authorised)
        #expect(made.right.lines == ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"])
        for (text, has) in [("2026-11-22", false), ("2026-11-23", true), ("2026-12-31", true), ("2027-01-01", false)] {
            let today = try day(text)
            let caller = try await commune.database.read {
                try CallerStore.caller(for: commune.account("vanphong"), on: today, in: $0)
            }
            #expect(caller?.staff?.signsUnder.isEmpty == !has, "\(text)")
        }
        let staff = try #require(try await commune.caller("vanphong").staff)
        #expect(staff.signingRight(in: "Hộ tịch")?.form == .authorised)
        #expect(staff.signingRight(in: "Đất đai") == nil)
        let policy = AccessPolicy([.signing("test.sign", [.leader]), .staff("test.order", [.leader])])
        #expect(try policy.permit("test.sign", to: .staff(staff)).signingUnder == staff.signsUnder)
        #expect(!policy.allows("test.order", to: .staff(staff)), "nothing but signing is handed on")
        #expect(try await commune.journal(of: "vanphong").last == "staff.signing-delegated")
    }

    @Test(arguments: Engine.tested) func whatIsRevokedCountsNoMore(engine: Engine) async throws {
        let commune = try await Commune(engine)
        let made = try await delegate(commune, to: "vanphong", .order, through: nil)
        #expect(try await commune.caller("vanphong").staff?.signsUnder.count == 1)
        let stranger = try await commune.act("hp-chutich", .identitySigning)
        await #expect(throws: Problem.notFound) {
            try await commune.database.write { try RevokeSigning(made.id).run(in: $0, act: stranger) }
        }
        let act = try await commune.act("quantri", .identitySigning)
        try await commune.database.write { try RevokeSigning(made.id).run(in: $0, act: act) }
        #expect(try await commune.caller("vanphong").staff?.signsUnder.isEmpty == true)
    }

    /// Article 13: who may be given what, with which paper and which end.
    @Test(arguments: Engine.tested) func theFormsAskForWhatTheLawAsks(engine: Engine) async throws {
        let commune = try await Commune(engine)
        #expect(try await faults { try await delegate(commune, to: "vanphong", .authorised, through: nil) }
            == ["through-missing"])
        #expect(try await faults { try await delegate(commune, to: "vanphong", .authorised, document: " ") }
            == ["document-missing"])
        #expect(try await faults { try await delegate(commune, to: "motcua1", .authorised) } == ["signer-cannot"])
        #expect(try await faults { try await delegate(commune, to: "vanphong", .deputy) } == ["signer-cannot"])
        #expect(try await faults { try await delegate(commune, to: "chutich", .deputy) } == ["not-oneself"])
        #expect(try await faults { try await delegate(commune, to: "hp-kinhte", .order) } == ["signer-missing"])
        #expect(try await faults { try await delegate(commune, to: "vanphong", nil, title: "") }
            == ["form-missing", "title-missing"], "in the order of the page")
        #expect(try await faults {
            try await delegate(commune, to: "vanphong", .authorised, from: "2026-12-02", through: "2026-12-01")
        } == ["identity.stand-in.ends-before"])
        #expect(try await faults { try await delegate(commune, to: "vanphong", .authorised, through: "2031-12-31") }
            == ["too-long"])
    }

    @Test(arguments: Engine.tested) func oneMatterIsSignedInOneForm(engine: Engine) async throws {
        let commune = try await Commune(engine)
        _ = try await delegate(commune, to: "vanphong", .order, fields: ["Hộ tịch", "Chứng thực"])
        #expect(try await faults { try await delegate(commune, to: "vanphong", .authorised, fields: ["Chứng thực"]) }
            == ["has-one"])
        #expect(try await faults { try await delegate(commune, to: "vanphong", .authorised, fields: ["Y tế"]) } == [])
        #expect(try await faults { try await delegate(commune, to: "vanphong", .authorised, fields: []) } == [],
            "one for a field goes before one for all")
        let staff = try #require(try await commune.caller("vanphong").staff)
        #expect(staff.signingRight(in: "Chứng thực")?.form == .order)
        #expect(staff.signingRight(in: "Đất đai")?.form == .authorised)
    }

    /// The paper is for the head of the office: it does not follow somebody who is none any more.
    @Test(arguments: Engine.tested) func whoHasLostTheRoleThatItWasGivenToSignsNoMore(engine: Engine) async throws {
        let commune = try await Commune(engine)
        _ = try await delegate(commune, to: "vanphong", .authorised)
        let (act, account) = (try await commune.act("quantri", .identityManage), commune.account("vanphong"))
        let last = Commune.now.localDate
        try await commune.database.write {
            try AssignRole(.officeHead, to: account, through: last).run(in: $0, act: act)
        }
        #expect(try await commune.caller("vanphong").staff?.signsUnder.count == 1, "the last day counts")
        let tomorrow = Commune.now.adding(seconds: 86_400)
        #expect(try await commune.caller("vanphong", at: tomorrow).staff?.signsUnder.isEmpty == true)
        try await commune.database.write { try TakeRole(.officeHead, from: account).run(in: $0, act: act) }
        #expect(try await commune.caller("vanphong").staff?.signsUnder.isEmpty == true)
    }

    /// Who signs like a leader shows who they are like one.
    @Test(arguments: Engine.tested) func withoutTheSecondFactorThatLeadersNeedNobodySigns(engine: Engine) async throws {
        let commune = try await Commune(engine)
        _ = try await delegate(commune, to: "vanphong", .order)
        try await commune.database.write {
            try SecondFactorRuleStore.save(SecondFactorRule(roles: [.leader]), of: commune.people.commune, in: $0)
        }
        let staff = try #require(try await commune.caller("vanphong").staff)
        #expect(staff.roles == [.officeHead] && staff.signsUnder.isEmpty)
    }
}
