import Access
import Base
import Files
import Identity
import Storage
import TestKit
import Testing

@testable import Mandates

@Suite struct MandateDeedTests {
    @Test(arguments: Engine.tested)
    func whoIsAuthorisedActsFromTheFirstDayToTheLast(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [])
        let id = try await world.authorised()
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [id])
        #expect(try await world.caller(MandateWorld.stranger).citizen?.mandates == [])
        world.clock.move(to: Instant(LocalDate(iso8601: "2026-12-31")!, LocalTime(hour: 23, minute: 59)))
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [id])
        world.clock.move(to: Instant(LocalDate(iso8601: "2027-01-01")!))
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [])
        #expect(try await world.journal(of: id) == ["mandate.added"])
    }

    @Test(arguments: Engine.tested)
    func everyFaultIsToldAtOnce(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let problem = try await refusal {
            try await world.perform(MandateWorld.daughter) {
                try AddMandate(.helper, agency: nil, principal: Principal(name: " ", personalID: "1", phone: "2"))
                    .run(in: $0, act: $1)
            }
        }
        #expect(problem?.fields.map(\.field) == [
            "name", "personal-id", "phone", "agency", "purpose", "consent", "through",
        ])
        let own = try await refusal {
            try await world.perform(MandateWorld.daughter) {
                try AddMandate(.representative, agency: world.people.commune,
                    principal: Principal(name: "Hồ Thị Xoan", personalID: "045190000102")).run(in: $0, act: $1)
            }
        }
        #expect(own?.fields.map(\.code) == ["mandate.is-yourself", "mandate.scan-missing"])
    }

    @Test(arguments: Engine.tested)
    func aParentActsUntilTheDayBeforeTheEighteenthBirthday(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let child = Principal(
            name: "Hồ Văn Bi", personalID: "045208000301", birthDate: LocalDate(iso8601: "2008-12-10"))
        let id = try await world.perform(MandateWorld.daughter) { tx, act in
            var deed = AddMandate(.parent, agency: world.people.commune, principal: child)
            deed.paper.number = "77/2009"
            return try deed.run(in: tx, act: act).id
        }
        let mandate = try await world.database.read { try MandateStore.mandate(underDossier: id, in: $0) }
        #expect(mandate?.through == LocalDate(iso8601: "2026-12-09"))
        world.clock.move(to: Instant(LocalDate(iso8601: "2026-12-09")!))
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [id])
        world.clock.move(to: Instant(LocalDate(iso8601: "2026-12-10")!))
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [])
    }

    @Test(arguments: Engine.tested)
    func anOfficerAcceptsOrRefusesOnceAndARefusalEndsItAtOnce(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let (good, bad) = (try await world.authorised(), try await world.authorised())
        try await world.perform("motcua1", .mandateCheck) { try CheckMandate(good, .accept).run(in: $0, act: $1) }
        #expect(try await refusal {
            try await world.perform("motcua1", .mandateCheck) { try CheckMandate(bad, .refuse).run(in: $0, act: $1) }
        }?.fields.map(\.code) == ["mandate.reason-missing"])
        try await world.perform("motcua1", .mandateCheck) {
            try CheckMandate(bad, .refuse, reason: "Không có chữ ký").run(in: $0, act: $1)
        }
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [good])
        for id in [good, bad] {
            #expect(try await refusal {
                try await world.perform("motcua1", .mandateCheck) { try CheckMandate(id, .accept).run(in: $0, act: $1) }
            }?.code == "mandate-decided")
        }
        #expect(try await world.journal(of: bad) == ["mandate.added", "mandate.refused"])
    }

    @Test(arguments: Engine.tested)
    func theOtherCommuneSeesAPaperOnlyOnceItHasADossierByIt(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let id = try await world.authorised()
        let accept: @Sendable (Transaction, Act) throws -> Void = { try CheckMandate(id, .accept).run(in: $0, act: $1) }
        #expect(try await refusal { try await world.perform("hp-motcua", .mandateCheck, accept) } == .notFound)
        let other = world.people.otherCommune
        try await world.database.write { try MandateStore.noteUse(of: id, at: other, in: $0) }
        try await world.database.write { try MandateStore.noteUse(of: id, at: other, in: $0) }
        #expect(try await world.database.read { try MandateStore.waiting(at: other, in: $0) }.map(\.id) == [id])
        try await world.perform("hp-motcua", .mandateCheck, accept)
    }

    @Test(arguments: Engine.tested)
    func eitherSideEndsItAndNobodyElse(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let id = try await world.authorised()
        let end: @Sendable (Transaction, Act) throws -> Void = { try EndMandate(id, reason: "").run(in: $0, act: $1) }
        #expect(try await refusal { try await world.perform(MandateWorld.stranger, .mandateOwn, end) } == .notFound)
        #expect(try await refusal { try await world.perform("motcua1", .mandateCheck, end) }?.fields.map(\.field)
            == ["reason"])
        try await world.perform(MandateWorld.daughter, .mandateOwn, end)
        #expect(try await world.caller(MandateWorld.daughter).citizen?.mandates == [])
        #expect(try await refusal { try await world.perform(MandateWorld.daughter, .mandateOwn, end) }?.code
            == "mandate-decided")
    }

    @Test(arguments: Engine.tested)
    func thePersonSaysYesInTheirOwnAccountAndMayEndIt(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        let id = try await world.authorised()
        // The number with another name is a guess, not the person.
        let guesser = try await world.register("Nguyễn Thị Khác", personalID: "045154000202")
        let mother = try await world.register("Hồ Thị  KĂN", personalID: MandateWorld.mother.personalID)
        let seen = try await world.database.read {
            (try MandateStore.naming(guesser, in: $0).map(\.id), try MandateStore.naming(mother, in: $0).map(\.id))
        }
        #expect(seen.0 == [])
        #expect(seen.1 == [id])
        func act(_ account: AccountID) async throws -> Act {
            let caller = try await world.database.read { try CallerStore.caller(for: account, in: $0)! }
            return Act(permit: try world.policy.permit(.mandateOwn, to: caller), at: world.clock.clock.now,
                requestID: "0")
        }
        let (yes, no) = (try await act(mother), try await act(guesser))
        #expect(try await refusal {
            try await world.database.write { try ConfirmMandate(id).run(in: $0, act: no) }
        } == .notFound)
        #expect(try await refusal {
            try await world.perform(MandateWorld.daughter) { try ConfirmMandate(id).run(in: $0, act: $1) }
        } == .notFound)
        try await world.database.write { try ConfirmMandate(id).run(in: $0, act: yes) }
        try await world.database.write { try ConfirmMandate(id).run(in: $0, act: yes) }
        let mandate = try await world.database.read { try MandateStore.mandate(underDossier: id, in: $0) }
        #expect(mandate?.principalAccount == mother)
        try await world.database.write { try EndMandate(id, reason: "Tôi tự làm").run(in: $0, act: yes) }
        #expect(try await world.journal(of: id) == ["mandate.added", "mandate.confirmed", "mandate.ended"])
    }

    @Test(arguments: Engine.tested)
    func aHelperNeedsTheConsentOfWhoIsHelped(engine: Engine) async throws {
        let world = try await MandateWorld(engine)
        func help(_ way: Consent.Way, witness: String, files: Bool) async throws -> MandateID {
            try await world.perform("0900000106") { tx, act in
                var deed = AddMandate(.helper, agency: world.people.commune, principal: MandateWorld.mother)
                deed.consent = Consent(way: way, purpose: "Nộp hồ sơ trợ cấp", witness: witness)
                deed.through = LocalDate(iso8601: "2026-12-23")
                deed.files = files ? [MandateWorld.scan] : []
                return try deed.run(in: tx, act: act).id
            }
        }
        #expect(try await refusal { try await help(.paper, witness: "", files: false) }?.fields.map(\.field)
            == ["file", "witness"])
        let paper = try await help(.paper, witness: "Hồ Văn Chứng", files: true)
        #expect(try await world.caller("0900000106").citizen?.mandates == [paper])
        // Said to be given in the own account: of no use until it is.
        _ = try await help(.ownAccount, witness: "", files: false)
        #expect(try await world.caller("0900000106").citizen?.mandates == [paper])
    }
}
