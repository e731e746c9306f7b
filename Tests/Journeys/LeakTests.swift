import App
import Base
import Foundation
import Storage
import TestKit
import Testing
import Web

/// Everybody walks through every page that they are shown, asks every search for the neighbours' people, and reads
/// nothing of theirs (T-12).
@Suite struct LeakTests {
    /// So many pages a person; of a kind that differs only in the procedure, so many.
    static let pagesMax = 300
    static let alikeMax = 6

    // On one engine: the conditions are one text for both, and `ReachTests` asks both.
    @Test(arguments: [Engine.sqlite])
    func `nobody reads a word of what is a neighbour's, wherever the links and searches lead`(
        engine: Engine
    ) async throws {
        let neighbours = try await Neighbours.make(engine)
        let canaries = neighbours.canaries
        var leaks: [String] = []
        for persona in Persona.allCases {
            let client = try await neighbours.house.client(as: persona)
            var walk = Walk(hidden: canaries.filter { !$0.isFor(persona) }.flatMap(\.words))
            try await walk.visit(Self.entrances, with: client)
            for form in walk.searches.sorted() + Self.searches {
                let questions = neighbours.questions.map { "\(form)=\(PercentCoding.encoded($0))" }
                try await walk.visit(questions, with: client, following: false)
            }
            #expect(walk.pages > 40, "\(persona) saw \(walk.pages) pages only")
            leaks += walk.leaks.map { "\(persona) reads \($0)" }
        }
        #expect(leaks.isEmpty, "\(leaks.joined(separator: "\n"))")
    }

    @Test(arguments: [Engine.sqlite])
    func `each owner's words are seen by those they are for, so the walk can find a leak`(engine: Engine) async throws {
        let neighbours = try await Neighbours.make(engine)
        let seeing: [(Persona, Owner)] = [
            (.reception, .home), (.otherReception, .other), (.citizen, .citizen), (.otherCitizen, .otherCitizen),
        ]
        for (persona, owner) in seeing {
            var walk = Walk(hidden: [Neighbours.word(of: owner), Neighbours.phonePrefix(of: owner)])
            try await walk.visit(Self.entrances, with: try await neighbours.house.client(as: persona))
            for word in walk.hidden {
                #expect(walk.leaks.contains { $0.contains(word) }, "\(persona) never met “\(word)”")
            }
        }
    }

    /// Every page that needs no name.
    static let entrances = Features.all.flatMap(\.routes)
        .filter { $0.method == .get && $0.parameters.isEmpty }.map(\.path)

    static let streams = Set(Features.all.flatMap(\.routes).filter(\.isQuiet).map(\.path))

    /// Searches that no form shows: suggestions are fetched by a script.
    static let searches = entrances.filter { $0.hasSuffix("/goi-y") }.map { "\($0)?q" }
}

extension Neighbours {
    /// What somebody curious would type: names, telephone numbers, codes and ids of each owner.
    var questions: [String] {
        Owner.allCases.flatMap { owner in
            let filed = dossiers[owner]?.first
            let names = ["Hồ \(Self.word(of: owner))", Self.phonePrefix(of: owner) + "00"]
            return names + [filed?.code ?? "", filed?.id ?? ""]
        }
    }
}

/// One person's walk through the house.
struct Walk {
    /// What must not be read.
    let hidden: [String]
    /// `/path?field` of every search form met.
    private(set) var searches: Set<String> = []
    private(set) var leaks: [String] = []
    private(set) var pages = 0
    private var seen: Set<String> = []
    private var alike: [String: Int] = [:]

    init(hidden: [String]) { self.hidden = hidden }

    /// Opens the addresses and, `following`, all that they lead to.
    mutating func visit(_ addresses: [String], with client: WebClient, following: Bool = true) async throws {
        var queue = addresses.filter { isNew($0) }
        var next = 0
        let end = pages + LeakTests.pagesMax
        while next < queue.count, pages < end {
            let address = queue[next]
            next += 1
            // A stream never ends: its greeting and what it tells first.
            let isStream = LeakTests.streams.contains(String(address.prefix { $0 != "?" }))
            let reply = try await client.send("GET", address, chunksMax: isStream ? 2 : 64)
            pages += 1
            let page = try Self.page(of: reply)
            // A page may repeat what was typed into it.
            let asked = PercentCoding.decoded(Substring(address)) ?? address
            leaks += hidden.filter { !asked.contains($0) && page.contains($0) }.map { "“\($0)” at \(address)" }
            if let location = reply.location, isNew(location) { queue.append(location) }
            guard following, reply.header("content-type")?.hasPrefix("text/html") == true else { continue }
            queue += Self.links(in: page).filter { isNew($0) }
            searches.formUnion(Self.searches(in: page))
        }
    }

    private mutating func isNew(_ address: String) -> Bool {
        guard address.hasPrefix("/"), !address.hasPrefix("//"), seen.insert(address).inserted else { return false }
        // Pages of the published catalogue are alike: a few of each kind stand for all.
        let parts = address.split(separator: "/").map { $0.hasPrefix("1.") || $0.hasPrefix("2.") ? "…" : $0 }
        guard parts.contains("…") else { return true }
        let kind = parts.joined(separator: "/")
        alike[kind, default: 0] += 1
        return alike[kind] ?? 0 <= LeakTests.alikeMax
    }

    private static func links(in page: PageText) -> [String] {
        page.all(between: "href=\"", and: "\"").map { link in
            let address = link.text.replacingOccurrences(of: "&amp;", with: "&")
            return String(address.prefix { $0 != "#" })
        }.filter { !$0.hasPrefix("/tinh/") && !$0.contains("ngon-ngu=") }
    }

    private static func searches(in page: PageText) -> [String] {
        page.all(between: "<form", and: "</form>").flatMap { form -> [String] in
            guard form.first(between: "method=\"", and: "\"") == "get",
                let action = form.first(between: "action=\"", and: "\"")
            else { return [] }
            return form.all(between: " name=\"", and: "\"").map { "\(action)?\($0.text)" }
        }
    }

    private static func page(of reply: WebClient.Reply) throws -> PageText {
        guard reply.header("content-type") == "application/pdf" else { return PageText(reply.bytes) }
        let reader = try PaperReader()
        defer { reader.remove() }
        // Uploads of the tests are no real PDF: their words stand in the bytes.
        return (try? reader.text(of: reply.bytes)).map { PageText($0) } ?? PageText(reply.bytes)
    }
}
