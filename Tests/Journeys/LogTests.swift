import Base
import Foundation
import Identity
import Storage
import TestKit
import Testing
import Web

/// The technical log names nobody: a seeded house is walked through by everybody, searched, misused and broken, at the
/// most talkative level, and the log is read for every name, number and address that was put in.
@Suite struct LogTests {
    /// One of each sort of visitor.
    private static let walkers: [Persona] = [
        .anonymous, .citizen, .reception, .specialist, .centreDirector, .administrator,
    ]

    @Test(arguments: Engine.tested)
    func `no seeded name, number or address is in the log of a whole run`(engine: Engine) async throws {
        let log = CapturedLog()
        let neighbours = try await Neighbours.make(engine, log: log)
        for persona in Self.walkers {
            let client = try await neighbours.house.client(as: persona)
            var walk = Walk(hidden: [])
            try await walk.visit(LeakTests.entrances, with: client)
            for form in walk.searches.sorted() + LeakTests.searches {
                let questions = neighbours.questions.map { "\(form)=\(PercentCoding.encoded($0))" }
                try await walk.visit(questions, with: client, following: false)
            }
            try await misuse(neighbours, with: client)
        }
        try await breakSomething(neighbours)
        let lines = log.text
        #expect(lines.count > 1000 && lines.contains { $0.contains("request failed") }, "\(lines.count) lines")
        let people = try await seeded(neighbours)
        #expect(people.count > 30)
        let whole = PageText(lines.joined(separator: "\n"))
        let named = people.filter(whole.contains)
        let leaks = lines.flatMap { line in named.filter(PageText(line).contains).map { "“\($0)” in \(line)" } }
        #expect(leaks.isEmpty, "\(Set(leaks).sorted().prefix(40).joined(separator: "\n"))")
    }

    /// Wrong forms, wrong tokens, wrong JSON, each with people in it.
    private func misuse(_ neighbours: Neighbours, with client: WebClient) async throws {
        for owner in Owner.allCases {
            let person = neighbours.person(owner, 3).merging(neighbours.form(owner)) { $1 }
            let name = Neighbours.word(of: owner)
            let forms = [
                "/dang-nhap": ["login": Neighbours.phonePrefix(of: owner) + "00", "password": "Kín \(name)"],
                "/dang-ky": ["name": name, "phone": Neighbours.phonePrefix(of: owner) + "07", "password": "x"],
                "/tra-cuu": ["code": name, "last-four": "0000"], "/quay/\(neighbours.procedure.code)": person,
                "/\(PercentCoding.encoded(name))": person,
            ]
            for (path, form) in forms {
                _ = try await client.post(path, form: form)
                _ = try await client.post(path, form: form.merging(["csrf": name]) { $1 })
            }
            for body in ["{\"applicant\": {\"name\": \"\(name)\"", "{\"q\": \"\(name)\"}"] {
                _ = try await client.send("POST", "/api/v1/dossiers", headers: [
                    "authorization": "Bearer \(name.utf8.count)", "content-type": "application/json",
                    "idempotency-key": OnceKey.fresh(),
                ], body: [Array(body.utf8)])
            }
        }
    }

    /// A column holds what it should not: the fault is logged, the value is not.
    private func breakSomething(_ neighbours: Neighbours) async throws {
        let dossier = try #require(neighbours.dossiers[.home]?.first)
        let word = Neighbours.word(of: .home)
        try await neighbours.house.app.site.database.write {
            try $0.script("UPDATE dossier_party SET role = '\(word)' WHERE dossier_id = '\(dossier.id)'")
        }
        let client = try await neighbours.house.client(as: .reception)
        let reply = try await client.get("/ho-so/\(dossier.id)")
        #expect(reply.status == 500 && !reply.text.contains(word))
    }

    private func seeded(_ neighbours: Neighbours) async throws -> [String] {
        let accounts = neighbours.house.people.accounts
        let names = try await neighbours.house.app.site.database.read { snapshot in
            try accounts.values.compactMap { account -> [String]? in
                guard let caller = try CallerStore.caller(for: account, in: snapshot) else { return nil }
                let profile = try CitizenStore.profile(of: account, in: snapshot)
                return [caller.name, profile?.address, profile?.personalID?.digits].compactMap { $0 }
            }.flatMap { $0 }
        }
        let phones = accounts.keys.filter { $0.allSatisfy(\.isNumber) }
        let words = Owner.allCases.flatMap {
            [Neighbours.word(of: $0), Neighbours.secret(of: $0), Neighbours.phonePrefix(of: $0)]
        }
        return Set(names + phones + words).filter { $0.count > 3 }.sorted()
    }
}
