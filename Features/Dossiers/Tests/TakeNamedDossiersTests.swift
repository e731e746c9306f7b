import Access
import Base
import Identity
import Journal
import Storage
import TestKit
import Testing

@testable import Dossiers

/// Whoever's number is proven finds what names them; whoever only claims it finds nothing.
@Suite struct TakeNamedDossiersTests {
    private static let number = "045154000201"

    private static func prove(_ caller: Caller, _ number: String, in world: DossierWorld) async throws {
        var person = ProvenPerson(source: "VNeID", level: 2)
        person.personalID = PersonalID(number)
        let proven = person
        let account = try #require(caller.account)
        try await ActingTests.act(caller, "identity.sign-in", in: world) {
            try AcceptProof(proven, for: account).run(in: $0, act: $1)
        }
    }

    private static func named(_ caller: Caller, in world: DossierWorld) async throws -> [ID<Dossier>] {
        let deed = try TakeNamedDossiers(policy: DossierWorld.policy)
        let account = try #require(caller.account)
        return try await world.database.read { try deed.named(account, in: $0) }.map(\.id)
    }

    @Test(arguments: Engine.tested)
    func `what somebody else filed for a person is found by the proven number, and by nothing less`(
        engine: Engine
    ) async throws {
        let world = try await DossierWorld(engine)
        let id = try await ActingTests.file(by: try await ActingTests.authorise(world), in: world)
        let mother = try await TakeOverDossierTests.register("Hồ Thị Kăn", personalID: Self.number, in: world)
        #expect(try await Self.named(mother, in: world).isEmpty, "a claim opens nothing")
        try await Self.prove(mother, Self.number, in: world)
        #expect(try await Self.named(mother, in: world) == [id])
        // Seen in a list is not opened: that takes the press.
        let own = try world.act(mother, "dossier.own").permit
        #expect(try await world.database.read { try DossierStore.mine(own, limit: 9, in: $0) }.isEmpty)
        let count = try await ActingTests.act(mother, "dossier.own", in: world) {
            try TakeNamedDossiers(policy: DossierWorld.policy).run(in: $0, act: $1)
        }
        #expect(count == 1)
        #expect(try await world.database.read { try DossierStore.mine(own, limit: 9, in: $0) }.map(\.id) == [id])
        #expect(try await Self.named(mother, in: world).isEmpty)
        let entry = try await world.database.read {
            try Journal.entries(of: OwnerLedger.subjectKind, id.description, in: $0).last
        }
        #expect(entry?.kind == "dossier.taken-over" && entry?.facts["how"] == "proven")
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func `another name with the proven number is somebody's mistake at the counter`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        _ = try await ActingTests.file(by: try await ActingTests.authorise(world), in: world)
        let stranger = try await TakeOverDossierTests.register("Lê Thị Khác", personalID: Self.number, in: world)
        try await Self.prove(stranger, Self.number, in: world)
        #expect(try await Self.named(stranger, in: world).isEmpty)
        // And the one who filed it has it already.
        let daughter = try await ActingTests.caller("0900000102", in: world)
        #expect(try await Self.named(daughter, in: world).isEmpty)
    }
}
