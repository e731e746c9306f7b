import Access
import Base
import Foundation
import Storage
import TestKit
import Testing

@testable import Dossiers

/// Two officers, a leader and the citizen press at the same moment, again and again: every press that is taken has
/// exactly one effect, and the row and the journal agree after each round.
@Suite struct InterleavingTests {
    /// One press: what, by whom.
    private struct Press: Sendable {
        let action: DossierAction
        let login: String
    }

    private static let counter: [DossierAction] = [
        .accept, .accept, .forward, .supply, .settleFee, .settleDuty, .askSupplement, .publish, .handOver, .note,
    ]
    private static let desk: [DossierAction] = [
        .claim, .claim, .askSupplement, .askDuty, .suspend, .resume, .askOpinion, .giveOpinion, .sendOn, .receiveBack,
        .propose, .propose, .reviewDraft, .visit,
    ]
    private static let head: [DossierAction] = [.approve, .approve, .sendBack, .passDraft, .extend]
    private static let citizen: [DossierAction] = [.supply, .supply, .stop, .withdraw]

    /// Ten thousand rounds by hand (`MOTCUA_LONG=1`); a few hundred in every run.
    private static let rounds = ProcessInfo.processInfo.environment["MOTCUA_LONG"] == nil ? 400 : 10_000

    @Test(arguments: Engine.tested) func everyPressThatIsTakenHasOneEffect(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var random = SeededRandom(seed: 20_261_121)
        var id = try await world.open()
        var (taken, refused, ended) = (0, 0, 0)
        for round in 1...Self.rounds {
            let before = try await world.folder(id)
            if !before.dossier.state.isOpen {
                ended += 1
                id = try await world.open()
                continue
            }
            let presses = Self.presses(&random)
            let dossier = id
            let effects = try await withThrowingTaskGroup(of: Bool.self) { group in
                for press in presses {
                    group.addTask { try await Self.isTaken(press, on: dossier, in: world) }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            let after = try await world.folder(id)
            taken += effects
            refused += presses.count - effects
            #expect(after.history.count == before.history.count + effects, "round \(round): \(presses)")
            #expect(after.dossier.revision == after.history.count, "round \(round)")
            #expect(try DossierHistory.state(of: after.history) == after.dossier.state, "round \(round)")
        }
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
        // The rounds went all over the way, and people were in each other's way.
        #expect(taken > Self.rounds / 3 && refused > Self.rounds / 3 && ended > Self.rounds / 100)
    }

    private static func presses(_ random: inout SeededRandom) -> [Press] {
        var presses = [
            Press(action: counter.randomElement(using: &random) ?? .note, login: "motcua1"),
            Press(action: desk.randomElement(using: &random) ?? .note, login: "vanphong1"),
        ]
        if Int.random(in: 0..<3, using: &random) == 0 {
            presses.append(Press(action: head.randomElement(using: &random) ?? .approve, login: ""))
        }
        if Int.random(in: 0..<8, using: &random) == 0 {
            presses.append(Press(action: citizen.randomElement(using: &random) ?? .supply, login: "0900000101"))
        }
        // The same button twice, by the same person.
        if Int.random(in: 0..<4, using: &random) == 0, let again = presses.randomElement(using: &random) {
            presses.append(again)
        }
        return presses
    }

    /// Whether it was taken; a refusal is a `Problem`, and anything else fails the test.
    private static func isTaken(_ press: Press, on id: ID<Dossier>, in world: DossierWorld) async throws -> Bool {
        do {
            // Who has claimed it already may press again, and nothing happens.
            if press.action == .claim {
                return try await world.perform(press.login, "dossier.work") { tx, act in
                    let before = try DossierStore.dossier(id, in: tx)?.revision
                    try ClaimDossier(id).run(in: tx, act: act)
                    return try DossierStore.dossier(id, in: tx)?.revision != before
                }
            }
            if press.login == "0900000101" {
                try await world.perform(press.login, "dossier.own") { tx, act in
                    switch press.action {
                    case .stop: try StopDossier(id, reason: "Thôi").run(in: tx, act: act)
                    case .withdraw: try WithdrawDossier(id, reason: "Thôi").run(in: tx, act: act)
                    default: try SupplyMore(id, answer: "Đã gửi", files: [], calendar: .vietnam).run(in: tx, act: act)
                    }
                }
            } else {
                try await world.attempt(press.action, on: id, by: press.login.isEmpty ? nil : press.login)
            }
            return true
        } catch let problem as Problem {
            #expect([403, 404, 409, 422].contains(problem.status), "\(press): \(problem)")
            return false
        }
    }
}
