import Access
import Base
import Dossiers
import Identity
import Storage
import TestKit
import Testing

/// Out of reach answers like not there, whatever the deed; and no role does what is not its work.
@Suite struct DossierAccessTests {
    private static let deeds = DossierAction.allCases.filter { $0 != .submit }

    /// Somebody of the other commune who holds the same permission.
    private static let twins: [Permission: String] = [
        "dossier.receive": "hp-motcua", "dossier.work": "hp-kinhte1", "dossier.assign": "hp-kinhte",
        "dossier.see": "hp-kinhte1", "dossier.ask-supplement": "hp-kinhte1", "dossier.decide": "hp-chutich",
        "dossier.publish": "hp-motcua", "dossier.duty": "hp-kinhte1", "dossier.take-leg": "hp-motcua",
        "dossier.review": "hp-kinhte", "dossier.extend": "hp-kinhte", "dossier.decline": "hp-chutich",
    ]

    @Test(arguments: Engine.tested)
    func toAnotherCommuneADossierIsNotThere(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for action in Self.deeds where action != .moveDue {
            let state = DossierState.allCases.first(where: action.from.contains)!
            let id = try await world.dossier(in: state, for: action)
            let twin = try #require(Self.twins[DossierWorld.usual(action).permission])
            let problem = try await refusal { try await world.attempt(action, on: id, by: twin) }
            #expect(problem == .notFound, "\(action) by \(twin)")
            #expect(try await world.dossier(id).state == state)
        }
    }

    @Test(arguments: Engine.tested)
    func anotherCitizenCanNeitherReadNorWithdrawNorSupply(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.dossier(in: .awaitingSupplement)
        let stranger = try world.act("0900000102", "dossier.own")
        #expect(try await refusal {
            try await world.database.read { try DossierStore.dossier(id, for: stranger.permit, in: $0) }
        } == .notFound)
        #expect(try await refusal {
            try await world.perform("0900000102", "dossier.own") { try WithdrawDossier(id, reason: "x").run(in: $0, act: $1) }
        } == .notFound)
        #expect(try await refusal {
            try await world.perform("0900000102", "dossier.own") {
                try SupplyMore(id, answer: "x", files: [], calendar: .vietnam).run(in: $0, act: $1)
            }
        } == .notFound)
        try await world.perform("0900000101", "dossier.own") {
            try WithdrawDossier(id, reason: "Tôi tự rút").run(in: $0, act: $1)
        }
        #expect(try await world.dossier(id).state == .withdrawn)
    }

    @Test(arguments: Engine.tested)
    func aDraftIsItsWritersAlone(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft(answers: DossierWorld.answers())
        let file = world.staged()
        let deeds: [@Sendable (Transaction, Act) throws -> Void] = [
            { _ = try SaveDraft(draft, values: ["request": "x"]).run(in: $0, act: $1) },
            { try AttachToDraft(draft, component: 1, files: [file]).run(in: $0, act: $1) },
            { try DetachFromDraft(draft, component: 1, file: ID(at: DossierWorld.monday)).run(in: $0, act: $1) },
            { try DiscardDraft(draft).run(in: $0, act: $1) },
            { _ = try SubmitDraft(draft).run(in: $0, act: $1) },
        ]
        for deed in deeds {
            #expect(try await refusal { try await world.perform("0900000102", "dossier.file", deed) } == .notFound)
        }
    }

    /// Which role may do what, as the office would say it.
    @Test(arguments: [
        ("dossier.receive", ["motcua1", "giamdoc", "phogiamdoc", "datdai"]),
        ("dossier.work", ["vanphong1", "vanphong", "datdai"]),
        ("dossier.assign", ["vanphong", "giamdoc", "phogiamdoc"]),
        ("dossier.decide", ["chutich", "phochutich"]),
        ("dossier.publish", ["motcua1", "vanphong", "giamdoc", "phogiamdoc", "datdai"]),
        ("dossier.ask-supplement", ["motcua1", "vanphong1", "vanphong", "giamdoc", "phogiamdoc", "datdai"]),
        ("dossier.duty", ["motcua1", "vanphong1", "vanphong", "giamdoc", "phogiamdoc", "datdai"]),
        ("dossier.take-leg", ["motcua1", "vanphong1", "vanphong", "giamdoc", "phogiamdoc", "datdai"]),
        ("dossier.review", ["vanphong"]),
        ("dossier.extend", ["chutich", "phochutich", "vanphong", "giamdoc", "phogiamdoc"]),
        ("dossier.decline", ["chutich", "phochutich", "giamdoc", "phogiamdoc"]),
        ("dossier.file", ["0900000101"]), ("dossier.own", ["0900000101"]),
    ])
    func rolesWithoutTheWorkGetNoPermit(name: String, allowed: [String]) async throws {
        let world = try await DossierWorld(.sqlite)
        let everybody = ["chutich", "phochutich", "giamdoc", "phogiamdoc", "motcua1", "datdai", "vanphong", "vanphong1",
            "quantri", "tinh-theodoi", "0900000101"]
        for login in everybody {
            let caller = try #require(world.callers[login])
            #expect(DossierWorld.policy.allows(Permission(name), to: caller) == allowed.contains(login), "\(login) \(name)")
        }
        #expect(!DossierWorld.policy.allows(Permission(name), to: .anonymous))
    }

    @Test func withoutAPermissionThereIsNoAct() async throws {
        let world = try await DossierWorld(.sqlite)
        #expect(try await refusal { try world.act("quantri", "dossier.receive") } == .forbidden)
        #expect(try await refusal { try world.act("tinh-theodoi", "dossier.see") } == .forbidden)
    }
}
