import Access
import Base
import Storage
import TestKit
import Testing

@testable import Dossiers

/// A dossier of one commune, taken in at the counter of another: who of which agency may do what with it.
@Suite struct DossierReachTests {
    /// Somebody of the receiving commune with the permission that the action needs.
    private static func receiver(_ action: DossierAction) -> String {
        switch action {
        case .submit, .accept, .refuse, .forward, .note, .supply, .handOver, .withdraw, .addPaper, .settleFee,
            .takeBack, .publish, .stop, .receiveBack, .takeOn, .moveDue: "hp-motcua"
        case .claim, .propose, .askSupplement, .askDuty, .settleDuty, .suspend, .resume, .askOpinion, .giveOpinion,
            .visit, .sendOn, .passOn, .giveBack, .reviewDraft: "hp-kinhte1"
        case .assign, .moveVersion, .passDraft, .returnDraft, .extend, .apologise: "hp-kinhte"
        case .approve, .sendBack, .askAgain, .decline: "hp-chutich"
        }
    }

    @Test(arguments: Engine.tested)
    func theReceivingAgencyTakesInAndHandsOverAndDecidesNothing(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for action in DossierAction.allCases where ![.submit, .takeBack, .moveDue, .moveVersion].contains(action) {
            for state in DossierState.allCases where action.from.contains(state) {
                let id = try await world.received(by: "hp-motcua", in: state, for: action)
                let problem = try await refusal { try await world.attempt(action, on: id, by: Self.receiver(action)) }
                let isOpen = action.doneBy(from: state).contains(.receiving)
                #expect(problem?.code == (isOpen ? nil : "dossier-other-agency"), "\(action) from \(state)")
                if !isOpen { #expect(problem?.status == 403) }
            }
        }
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func theResolvingAgencyMayDoEverything(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        for action in DossierAction.allCases where ![.submit, .takeBack, .moveDue, .moveVersion].contains(action) {
            let state = try #require(DossierState.allCases.first(where: action.from.contains))
            let id = try await world.received(by: "hp-motcua", in: state, for: action)
            #expect(try await refusal { try await world.attempt(action, on: id) } == nil, "\(action)")
        }
    }

    @Test(arguments: Engine.tested)
    func bothAgenciesFindItByTheNameAndSeeTheSame(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await world.received(by: "hp-motcua", in: .inProgress)
        for login in ["motcua1", "hp-motcua"] {
            let permit = try world.act(login, "dossier.see").permit
            let found = try await world.database.read {
                try DossierSearchStore.dossiers(DossierQuery("xuong"), for: permit, in: $0)
            }
            #expect(found.map(\.id) == [id], "\(login)")
        }
    }

    @Test(arguments: Engine.tested)
    func theFilerSuppliesAndWithdrawsAndNothingElse(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let caller = try #require(world.callers["0900000101"])
        for state in DossierState.allCases {
            let dossier = try await world.dossier(try await world.dossier(in: state))
            let open = Set(DossierAction.allCases.filter { dossier.isOpen(to: $0, by: caller) })
            #expect(open == Set([.supply, .withdraw, .stop].filter { $0.from.contains(state) }), "\(state)")
        }
        let id = try await world.dossier(in: .submitted)
        let problem = try await refusal {
            try await world.perform("0900000101", "dossier.own") {
                _ = try AcceptDossier(id, office: nil, calendar: .vietnam).run(in: $0, act: $1)
            }
        }
        #expect(problem?.code == "dossier-other-agency")
    }
}

extension DossierWorld {
    /// A dossier of the demonstration's commune that somebody of another one took in, brought to `state`.
    func received(
        by login: String, in state: DossierState, for action: DossierAction = .note
    ) async throws -> ID<Dossier> {
        let filing = filing()
        let id = try await perform(login, "dossier.receive") { tx, act in
            try OpenDossier(filing: filing, filesOf: nil).run(in: tx, act: act).id
        }
        for step in Self.way(to: state, for: action) { try await attempt(step, on: id) }
        if action == .apologise { clock.move(to: clock.clock.now.adding(seconds: 7 * 86_400)) }
        return id
    }
}
