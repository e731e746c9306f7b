import Access
import Base
import Blobs
import Deadlines
import Identity
import Mandates
import Storage
import TestKit
import Testing

@testable import Dossiers

/// A daughter files for her mother; who sees the dossier, and who acts on it.
@Suite struct ActingTests {
    private static let daughter = "0900000102"
    private static let mother = Principal(name: "Hồ Thị Kăn", personalID: "045154000201",
        address: "Thôn Xa Rúc", birthDate: LocalDate(iso8601: "1954-04-10"))

    @Test(arguments: Engine.tested)
    func filerAndApplicantStayTwoPeople(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let mandate = try await Self.authorise(world)
        let id = try await Self.file(by: mandate, in: world)
        let folder = try await world.folder(id)
        #expect(folder.applicant.name == "Hồ Thị Kăn")
        #expect(folder.applicant.personalID == "045154000201")
        #expect(folder.applicant.birthDate == Self.mother.birthDate)
        #expect(folder.filer?.name == "Hồ Thị Xoan")
        #expect(folder.dossier.filerAccount == world.accounts[Self.daughter])
        #expect(folder.dossier.mandate == mandate)
        #expect(folder.acting?.kind == .representative)
        #expect(folder.acting?.paper.number == "12/2026")
        #expect(folder.history.first?.facts["acting"] == "representative")
        #expect(folder.mandate?.standing == .awaiting)
    }

    /// The mandate says who the applicant is: another name that somebody sends counts for nothing.
    @Test(arguments: Engine.tested)
    func nobodyFilesForAnotherThanTheMandateSays(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let mandate = try await Self.authorise(world)
        let draft = try await world.draft(by: Self.daughter, answers: Self.answers(mandate))
        try await world.perform(Self.daughter, "dossier.file") {
            _ = try SaveDraft(draft, values: ["applicant-name": "Người Khác", "applicant-personal-id": "045154000999"])
                .run(in: $0, act: $1)
        }
        let id = try await world.perform(Self.daughter, "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
        #expect(try await world.folder(id).applicant.name == "Hồ Thị Kăn")
        #expect(try await world.folder(id).applicant.personalID == "045154000201")
    }

    @Test(arguments: Engine.tested)
    func nobodyFilesByWhatIsNotTheirsOrNotForThis(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let theirs = try await Self.authorise(world)
        let stolen = try await world.draft(by: "0900000103", answers: Self.answers(theirs))
        #expect(try await refusal {
            try await world.perform("0900000103", "dossier.file") { try SubmitDraft(stolen).run(in: $0, act: $1) }
        }?.fields.contains { $0.field == "who" } == true)
        let land = try await Self.authorise(world, scope: "Đất đai")
        #expect(try await refusal { try await Self.file(by: land, in: world) }?.fields.map(\.code)
            == ["dossier.mandate-scope"])
        let short = try await Self.authorise(world, through: "2026-11-23")
        let draft = try await world.draft(by: Self.daughter, answers: Self.answers(short))
        world.clock.move(to: DossierWorld.at("2026-11-25", 9))
        #expect(try await refusal {
            try await world.perform(Self.daughter, "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
        }?.fields.map(\.code) == ["dossier.mandate-over"])
    }

    @Test(arguments: Engine.tested)
    func afterTheEndTheFilerStillSeesAndNoLongerActs(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let mandate = try await Self.authorise(world)
        let id = try await Self.file(by: mandate, in: world)
        try await world.perform("motcua1", "dossier.ask-supplement") {
            try AskForSupplement(id, points: "Giấy chứng sinh", calendar: .vietnam).run(in: $0, act: $1)
        }
        let daughter = try await Self.caller(Self.daughter, in: world)
        #expect(try await world.dossier(id).isOpen(to: .supply, by: daughter))
        try await Self.act(daughter, "mandate.own", in: world) {
            try EndMandate(mandate, reason: "").run(in: $0, act: $1)
        }
        let after = try await Self.caller(Self.daughter, in: world)
        let permit = try world.act(after, "dossier.own").permit
        #expect(try await world.database.read { try DossierStore.dossier(id, for: permit, in: $0) }.id == id)
        #expect(!(try await world.dossier(id).isOpen(to: .supply, by: after)))
        for deed in [
            { try SupplyMore(id, answer: "Đây", files: [], calendar: .vietnam).run(in: $0, act: $1) },
            { try WithdrawDossier(id, reason: "Thôi").run(in: $0, act: $1) },
        ] as [@Sendable (Transaction, Act) throws -> Void] {
            #expect(try await refusal { try await Self.act(after, "dossier.own", in: world, deed) }?.code
                == "dossier-acting-ended")
        }
        // The counter goes on with the person themselves.
        try await world.perform("motcua1", "dossier.receive") {
            try SupplyMore(id, answer: "Đã mang đến", files: [], calendar: .vietnam).run(in: $0, act: $1)
        }
    }

    /// Everybody who may stand beside a dossier, as a table.
    @Test func whoActsFollowsFromMandateOwnerAndOrganisation() throws {
        let now = DossierWorld.monday
        let (filer, owner, other) = (AccountID(at: now), AccountID(at: now), AccountID(at: now))
        let (mandate, organisation) = (MandateID(at: now), OrganisationID(at: now))
        struct Case {
            let account: AccountID
            var holds: Set<MandateID> = []
            var belongs: Set<OrganisationID> = []
            var mandate: MandateID?
            var organisation: OrganisationID?
            var owner: AccountID?
            let acts: Bool
        }
        let cases = [
            Case(account: filer, acts: true), Case(account: other, acts: false),
            Case(account: filer, owner: owner, acts: false), Case(account: owner, owner: owner, acts: true),
            Case(account: filer, mandate: mandate, acts: false),
            Case(account: filer, holds: [mandate], mandate: mandate, acts: true),
            Case(account: filer, holds: [mandate], mandate: mandate, owner: owner, acts: true),
            Case(account: other, holds: [mandate], mandate: mandate, acts: false),
            Case(account: other, belongs: [organisation], organisation: organisation, acts: true),
            Case(account: filer, mandate: mandate, organisation: organisation, acts: false),
        ]
        for one in cases {
            var dossier = try Self.sample(filer: filer, at: now)
            (dossier.mandate, dossier.organisation, dossier.ownerAccount) = (one.mandate, one.organisation, one.owner)
            let citizen = CitizenCaller(
                account: one.account, name: "", mandates: one.holds, organisations: one.belongs)
            #expect(dossier.isActedOn(by: citizen) == one.acts, "\(one)")
        }
    }

    // MARK: Steps

    private static func sample(filer: AccountID, at now: Instant) throws -> Dossier {
        Dossier(id: ID(at: now), code: try #require(DossierCode("H50.50.05-261123-0001")), state: .submitted,
            revision: 1, procedure: ID(at: now), procedureCode: DossierWorld.birth, field: "Hộ tịch", channel: .online,
            agency: ID(at: now), receivingAgency: ID(at: now), returningAgency: ID(at: now), office: nil, assignee: nil,
            filerAccount: filer, applicantName: "A", submittedAt: now, acceptedAt: nil, dueAt: nil, finishedAt: nil,
            returnedAt: nil, returnMethod: .counter, isDigitised: false)
    }

    static func caller(_ login: String, in world: DossierWorld) async throws -> Caller {
        let (account, today) = (world.accounts[login]!, world.clock.clock.now.localDate)
        return try await world.database.read {
            try MandateStore.acting(CallerStore.caller(for: account, on: today, in: $0)!, on: today, in: $0)
        }
    }

    @discardableResult
    static func act<Value: Sendable>(
        _ caller: Caller, _ permission: Permission, in world: DossierWorld,
        _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let act = try world.act(caller, permission)
        return try await world.database.write { try deed($0, act) }
    }

    static func authorise(
        _ world: DossierWorld, through: String = "2027-01-31", scope: String = ""
    ) async throws -> MandateID {
        var deed = AddMandate(.representative, agency: world.commune.id, principal: mother)
        deed.paper = Mandate.Paper(number: "12/2026", place: "UBND xã Hướng Hiệp", day: nil)
        deed.through = LocalDate(iso8601: through)
        deed.scope = MandateScope(scope.isEmpty ? [] : [scope])
        deed.files = [world.staged("giay-uy-quyen.pdf")]
        let adding = deed
        return try await world.perform(daughter, "mandate.own") { try adding.run(in: $0, act: $1).id }
    }

    static func answers(_ mandate: MandateID) -> [String: String] {
        ["who": mandate.description, "request": "Trợ cấp", "promise-1": "1", "promise-2": "1",
            "return-method": "counter"]
    }

    static func file(by mandate: MandateID, in world: DossierWorld) async throws -> ID<Dossier> {
        let draft = try await world.draft(by: daughter, answers: answers(mandate))
        return try await world.perform(daughter, "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
    }
}
