import Foundation
import TestKit
import Testing
import Web

/// Values for the names in a route's path.
struct Filling: Sendable {
    /// An id that nothing has; another for each name, so that they can be told apart in an answer.
    static func nobodys(_ name: String = "id") -> String {
        "01000000-0000-7000-8000-0000000000\(name == "file" ? "0f" : "00")"
    }

    private(set) var values: [String: String]
    /// Which of them the person must not reach.
    var foreign: Set<String> = []

    /// The same with ids that nothing has in place of those out of reach: what the answer must not differ from.
    var twin: Filling {
        Filling(values: values.merging(foreign.map { ($0, Self.nobodys($0)) }) { $1 })
    }

    func address(_ route: Route) -> String {
        "/" + route.path.split(separator: "/").map { part in
            part.hasPrefix(":") ? values[String(part.dropFirst())] ?? "" : String(part)
        }.joined(separator: "/")
    }

    /// An answer without what is new in each: ids of the request, tokens, and the names that were asked for.
    func signature(_ reply: WebClient.Reply) -> PageText {
        var page = PageText(Array("\(reply.status) \(reply.location ?? "")\n".utf8) + reply.bytes)
        // Ids only: a number of one digit stands in every page.
        for (name, value) in values where value.utf8.count >= 20 { page.replace(value, with: "{\(name)}") }
        for name in ["csrf", "once"] { page.erase(between: "name=\"\(name)\" value=\"", and: "\"") }
        page.replace(reply.header("x-request-id") ?? "", with: "{request}")
        return page
    }
}

extension Route {
    var parameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix(":") }.map { String($0.dropFirst()) }
    }
}

extension Neighbours {
    /// The names of one record; records take turns by `turn`.
    func values(_ shelf: Reach.Shelf, of owner: Owner, turn: Int) throws -> [String: String] {
        func one<Record>(_ records: [Record]?) throws -> Record {
            let records = try #require(records)
            return records[turn % records.count]
        }
        switch shelf {
        case .dossierOfCommune, .dossierOfFiler:
            let filed = try one(dossiers[owner])
            return ["id": filed.id, "file": filed.file]
        case .draft:
            let draft = try one(drafts[owner])
            return ["id": draft.id, "file": draft.file, "step": "cho-ai", "component": "\(component)"]
        case .mandateOfAgent, .mandateOfCommune:
            let mandate = try one(mandates[owner])
            return ["id": mandate.id, "file": mandate.file]
        case .organisation: return ["id": try #require(organisations[owner])]
        case .official: return ["account": try #require(officials[owner])]
        case .review: return ["review": try #require(reviews[owner])]
        case .receiver: return ["id": try #require(receivers[owner])]
        case .notice: return ["id": try #require(notices[owner])]
        case .procedure: return ["code": procedure.code]
        case .synonym: return ["id": try one(synonyms)]
        case .job: return ["id": try one(deadJobs)]
        case .layout: return ["form": "01"]
        case .provider: return ["provider": "vneid"]
        case .rightsRequest: return ["id": try #require(rightsRequests[owner])]
        case .purge: return ["id": try #require(purges[owner])]
        case .hold: return ["id": try #require(holds[owner])]
        case .incident: return ["id": try #require(incidents[owner])]
        }
    }

    /// Calls a route with a form that would do, were the record there.
    func call(_ route: Route, _ filling: Filling, as persona: Persona, with client: WebClient) async throws
        -> WebClient.Reply
    {
        let address = filling.address(route)
        let owner = persona.commune ?? persona.account ?? .home
        let form = form(owner)
        switch route.body {
        case _ where route.method == .get: return try await client.send("GET", address, chunksMax: 1)
        case .files: return try await client.post(address, form: form, files: [Self.scan(of: owner)])
        case .none, .form: return try await client.post(address, form: form)
        case .file:
            return try await client.send(
                route.method.rawValue, address, headers: ["content-type": "application/pdf"],
                body: [Array("%PDF-1.4".utf8)])
        case .json:
            return try await client.send(
                route.method.rawValue, address,
                headers: ["content-type": "application/json", "x-csrf-token": client.token], body: [Array("{}".utf8)])
        }
    }
}
