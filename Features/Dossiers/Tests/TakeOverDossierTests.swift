import Access
import Base
import Identity
import Journal
import Mandates
import Storage
import TestKit
import Testing

@testable import Dossiers

/// The mother makes an account of her own and takes into it what was filed for her.
@Suite struct TakeOverDossierTests {
    @Test(arguments: Engine.tested)
    func theApplicantTakesItOverAndSaysWhetherTheFilerStillSeesIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let mandate = try await ActingTests.authorise(world)
        let id = try await ActingTests.file(by: mandate, in: world)
        let code = try await world.dossier(id).code
        let mother = try await Self.register("HỒ THỊ KĂN", personalID: "045154000201", in: world)
        let taken = try await ActingTests.act(mother, "dossier.own", in: world) {
            try TakeOverDossier(code, proof: "045154000201").run(in: $0, act: $1)
        }
        #expect(taken == id)
        let own = try world.act(mother, "dossier.own").permit
        #expect(try await world.database.read { try DossierStore.mine(own, limit: 9, in: $0) }.map(\.id) == [id])
        #expect(try await world.dossier(id).isOpen(to: .withdraw, by: mother))
        // The mandate still counts: the daughter goes on.
        let daughter = try await ActingTests.caller("0900000102", in: world)
        #expect(try await world.dossier(id).isOpen(to: .withdraw, by: daughter))
        #expect(try await refusal {
            try await ActingTests.act(daughter, "dossier.own", in: world) {
                try ShowToFiler(id, false).run(in: $0, act: $1)
            }
        }?.code == "dossier-not-owner")
        for _ in 0..<2 {
            try await ActingTests.act(mother, "dossier.own", in: world) {
                try ShowToFiler(id, false).run(in: $0, act: $1)
            }
        }
        let theirs = try world.act(daughter, "dossier.own").permit
        #expect(try await refusal {
            try await world.database.read { try DossierStore.dossier(id, for: theirs, in: $0) }
        } == .notFound)
        try await ActingTests.act(mother, "dossier.own", in: world) { try ShowToFiler(id, true).run(in: $0, act: $1) }
        #expect(try await world.database.read { try DossierStore.dossier(id, for: theirs, in: $0) }.id == id)
        let told = try await world.database.read {
            try Journal.entries(of: OwnerLedger.subjectKind, id.description, in: $0).map(\.kind)
        }
        #expect(told == ["dossier.taken-over", "dossier.hidden-from-filer", "dossier.shown-to-filer"])
        // Whose it is changes nothing of the matter itself.
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func withoutAMandateTheFilerNoLongerActsOnceItIsTheOwners(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft(by: "0900000102", answers: DossierWorld.answers())
        let id = try await world.perform("0900000102", "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
        let filer = try await ActingTests.caller("0900000102", in: world)
        #expect(try await world.dossier(id).isOpen(to: .withdraw, by: filer))
        let code = try await world.dossier(id).code
        let owner = try await Self.register("Hồ Thị Xương", personalID: "045190012345", in: world)
        try await ActingTests.act(owner, "dossier.own", in: world) {
            _ = try TakeOverDossier(code, proof: "045190012345").run(in: $0, act: $1)
        }
        #expect(!(try await world.dossier(id).isOpen(to: .withdraw, by: filer)))
    }

    @Test(arguments: Engine.tested)
    func nobodyElseTakesIt(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await ActingTests.file(by: try await ActingTests.authorise(world), in: world)
        let code = try await world.dossier(id).code
        let namesake = try await Self.register("Hồ Thị Kăn", personalID: "045154000777", in: world)
        let guesser = try await Self.register("Người Khác", personalID: "045154000201", in: world)
        let daughter = try await ActingTests.caller("0900000102", in: world)
        for (caller, proof) in [
            (namesake, "045154000201"), (namesake, "045154000777"), (guesser, "045154000201"),
            (daughter, "045154000201"), (daughter, "045190000102"),
        ] {
            let taken = try await ActingTests.act(caller, "dossier.own", in: world) {
                try TakeOverDossier(code, proof: proof).run(in: $0, act: $1)
            }
            #expect(taken == nil)
        }
        #expect(try await world.dossier(id).ownerAccount == nil)
    }

    @Test(arguments: Engine.tested)
    func whatWasFiledBeforeTheYesIsTheirsToo(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let mandate = try await ActingTests.authorise(world)
        let before = try await ActingTests.file(by: mandate, in: world)
        let mother = try await Self.register("Hồ Thị Kăn", personalID: "045154000201", in: world)
        try await ActingTests.act(mother, "mandate.own", in: world) {
            try ConfirmMandate(mandate) { try OwnerLedger.give(allBy: $0, by: $2, in: $1) }.run(in: $0, act: $1)
        }
        let after = try await ActingTests.file(by: mandate, in: world)
        let own = try world.act(mother, "dossier.own").permit
        let seen = try await world.database.read { try DossierStore.mine(own, limit: 9, in: $0) }
        #expect(Set(seen.map(\.id)) == [before, after])
    }

    static func register(_ name: String, personalID: String, in world: DossierWorld) async throws -> Caller {
        let deed = RegisterCitizen(name: name, phone: "", personalID: personalID,
            password: try await PasswordHasher(cost: .trivial).hash("mot-cua-mat-khau"))
        let act = try world.act(.anonymous, .identitySignIn)
        let account = try await world.database.write { try deed.run(in: $0, act: act) }
        return .citizen(CitizenCaller(account: account, name: name))
    }
}
