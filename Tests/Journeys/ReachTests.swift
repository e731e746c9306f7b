import Access
import App
import Dossiers
import Foundation
import Identity
import Storage
import TestKit
import Testing
import Web

/// Every door that names a record, as everybody, with ids that exist: one's own and one's neighbours' (T-11). Generated
/// from the router's own table; what is expected stands in `Reach`.
@Suite struct ReachTests {
    /// The pages' doors. Those of the API know people by tokens: `DossiersAPITests` tries the neighbours there.
    static let routes = Features.all.flatMap(\.routes).filter { !$0.parameters.isEmpty && $0.api == nil }

    @Test func `somebody has said for every named record whose it is`() {
        let unsaid = Self.routes.filter { Reach.shelf(of: $0) == nil }.map { "\($0.method.rawValue) \($0.path)" }
        #expect(unsaid.isEmpty, "Say in Reach.shelves whose these are:\n\(unsaid.joined(separator: "\n"))")
        let idle = Reach.shelves.filter { line in !Self.routes.contains { $0.path.hasPrefix(line.beginning) } }
        #expect(idle.isEmpty, "No route begins like \(idle.map(\.beginning))")
    }

    @Test(arguments: Engine.tested)
    func `a neighbour's record answers everybody like one that does not exist, and stays as it is`(
        engine: Engine
    ) async throws {
        let neighbours = try await Neighbours.make(engine)
        let before = try await neighbours.state()
        var told: [String] = []
        var tally = Tally("a neighbour's records beside records that do not exist", engine, routes: Self.routes.count)
        for persona in Persona.allCases {
            let client = try await neighbours.house.client(as: persona)
            for (turn, route) in Self.routes.enumerated() {
                for filling in try Self.foreign(route, persona, turn: turn, among: neighbours) {
                    let twin = filling.twin
                    let reply = try await neighbours.call(route, filling, as: persona, with: client)
                    let nothing = try await neighbours.call(route, twin, as: persona, with: client)
                    tally.count(2)
                    if filling.signature(reply) != twin.signature(nothing) || !Self.isRefusal(reply) {
                        told.append("\(persona) \(route.method.rawValue) \(filling.address(route)): \(reply.status), "
                            + "and \(nothing.status) for what does not exist")
                    }
                }
            }
        }
        #expect(told.isEmpty, "\(told.joined(separator: "\n"))")
        #expect(try await neighbours.state() == before)
        tally.say()
    }

    @Test(arguments: Engine.tested)
    func `one's own record is found by whoever may use the door, and tells nothing of the neighbours`(
        engine: Engine
    ) async throws {
        let neighbours = try await Neighbours.make(engine)
        let canaries = neighbours.canaries
        var differences: [String] = []
        // Drafts are thrown away last: the other doors need them.
        // No dossier here has a result yet, so its file is nowhere: `ResultPagesTests` tries who may have one.
        let routes = Self.routes.filter { !$0.path.hasSuffix("/ket-qua") }
            .sorted { !$0.path.contains("/xoa/") && $1.path.contains("/xoa/") }
        var tally = Tally("own records", engine, routes: routes.count)
        for (number, persona) in Persona.allCases.enumerated() {
            let client = try await neighbours.house.client(as: persona)
            let caller = try await neighbours.house.caller(of: persona)
            let hidden = canaries.filter { !$0.isFor(persona) }.flatMap(\.words)
            for (turn, route) in routes.enumerated() {
                let isAllowed = neighbours.house.app.site.policy.allows(route.permission, to: caller)
                for filling in try Self.own(route, persona, turn: turn + number, among: neighbours) {
                    let reply = try await neighbours.call(route, filling, as: persona, with: client)
                    tally.count()
                    let isFound = !Self.isRefusal(reply) && reply.status < 500
                        || Self.isRefusedByRule(reply, at: route)
                    if isFound != isAllowed {
                        differences.append(
                            "\(persona) \(route.method.rawValue) \(filling.address(route)): \(reply.status)")
                    }
                    let page = PageText(reply.bytes)
                    differences += hidden.filter(page.contains)
                        .map { "\(persona) reads “\($0)” at \(route.method.rawValue) \(route.path)" }
                }
            }
        }
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        tally.say()
    }

    // MARK: What to call

    /// Records that the person must not reach, and own records with a neighbour's file.
    private static func foreign(
        _ route: Route, _ persona: Persona, turn: Int, among neighbours: Neighbours
    ) throws -> [Filling] {
        let shelf = try #require(Self.shelf(of: route), "\(route.path)")
        let names = Set(route.parameters)
        var fillings: [Filling] = []
        for owner in Reach.owners(of: shelf) where !Reach.reaches(persona, shelf, of: owner) {
            let values = try neighbours.values(shelf, of: owner, turn: turn)
            fillings.append(Filling(values: values, foreign: names.intersection(["id", "account", "file"])))
            guard names.contains("file"), let own = Reach.owners(of: shelf).first(where: {
                Reach.reaches(persona, shelf, of: $0)
            }) else { continue }
            var mixed = try neighbours.values(shelf, of: own, turn: turn)
            mixed["file"] = values["file"]
            fillings.append(Filling(values: mixed, foreign: ["file"]))
        }
        return fillings
    }

    private static func own(
        _ route: Route, _ persona: Persona, turn: Int, among neighbours: Neighbours
    ) throws -> [Filling] {
        let shelf = try #require(Self.shelf(of: route), "\(route.path)")
        return try Reach.owners(of: shelf).filter { Reach.reaches(persona, shelf, of: $0) }.map {
            let values = try neighbours.values(shelf, of: $0, turn: turn)
            let isFilled = Set(route.parameters).isSubset(of: values.keys)
            try #require(isFilled, "\(route.path) names more than its shelf gives")
            return Filling(values: values)
        }
    }

    private static func shelf(of route: Route) -> Reach.Shelf? { Reach.shelf(of: route) }

    private static func isRefusal(_ reply: WebClient.Reply) -> Bool {
        [401, 403, 404].contains(reply.status) || reply.location?.hasPrefix("/dang-nhap") == true
    }

    /// The dossier was found, and a rule of the office said no with a sentence of its own: another office's, not yours.
    private static func isRefusedByRule(_ reply: WebClient.Reply, at route: Route) -> Bool {
        reply.status == 403 && PageText(reply.bytes).contains("H50.50.")
            && [.dossierOfCommune, .dossierOfFiler].contains(Reach.shelf(of: route))
    }
}

extension Neighbours {
    /// Everything that a forbidden call could have changed, as text to compare.
    func state() async throws -> [String] {
        let accounts = [house.people.accounts["0900000101"], house.people.accounts["0900000102"]].compactMap { $0 }
        let length = try await house.journalLength()
        let officials = try officials.values.sorted().map { try #require(AccountID($0)) }
        return try await house.app.site.database.read { snapshot in
            let dossiers = try DossierStore.all(after: nil, limit: 1000, in: snapshot).map { "\($0)" }
            let drafts = try accounts.flatMap { try FilingDraftStore.unsent(of: $0, in: snapshot) }.map { draft in
                "\(draft.id) \(draft.savedAt) \(draft.answers.values.sorted { $0.key < $1.key })"
            }
            let people = try officials.map { "\(String(describing: try CallerStore.caller(for: $0, in: snapshot)))" }
            return ["\(length)"] + dossiers + drafts + people
        }
    }
}
