import Access
import Base
import Storage
import TestKit
import Testing

@testable import Dossiers

@Suite struct ReasonTests {
    private func choices(
        _ kind: DossierReason.Kind, of agency: AgencyID, in world: DossierWorld
    ) async throws -> [String] {
        try await world.database.read { try ReasonStore.choices(of: agency, in: $0)[kind] ?? [] }
    }

    @Test(arguments: Engine.tested)
    func `each centre adds and switches off for itself, and nothing is deleted`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let (home, other) = (world.commune.id, world.otherCommune.id)
        let builtIn = try await choices(.refuse, of: home, in: world)
        #expect(builtIn.count > 2)
        try await world.perform("giamdoc", "dossier.reasons") {
            try AddReason(.refuse, "  Nộp sai nơi cư trú. ").run(in: $0, act: $1)
            try SwitchReason(.refuse, builtIn[0], isActive: false).run(in: $0, act: $1)
        }
        #expect(try await choices(.refuse, of: home, in: world) == builtIn.dropFirst() + ["Nộp sai nơi cư trú."])
        #expect(try await choices(.refuse, of: other, in: world) == builtIn)
        try await world.perform("giamdoc", "dossier.reasons") {
            try AddReason(.refuse, builtIn[0]).run(in: $0, act: $1)
            try SwitchReason(.refuse, "Nộp sai nơi cư trú.", isActive: false).run(in: $0, act: $1)
        }
        #expect(try await choices(.refuse, of: home, in: world) == builtIn)
        let all = try await world.database.read { try ReasonStore.reasons(of: home, in: $0) }
        #expect(all.contains { $0.text == "Nộp sai nơi cư trú." && !$0.isActive })
    }

    @Test(arguments: Engine.tested)
    func `nothing, too much or twice is refused, and so is what is on no list`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let there = try await choices(.stop, of: world.commune.id, in: world)[0]
        for text in ["  ", String(repeating: "a", count: DossierReason.lengthMax + 1), there] {
            let problem = try await refusal {
                try await world.perform("giamdoc", "dossier.reasons") {
                    try AddReason(.stop, text).run(in: $0, act: $1)
                }
            }
            #expect(problem?.fields.map(\.field) == ["text"])
        }
        let unknown = try await refusal {
            try await world.perform("giamdoc", "dossier.reasons") {
                try SwitchReason(.stop, "Không có", isActive: false).run(in: $0, act: $1)
            }
        }
        #expect(unknown?.status == 404)
    }

    @Test(arguments: Engine.tested)
    func `a citizen who withdraws chooses a sentence of the centre, or writes`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let client = try await HostileTextTests.site(on: world).client(as: try #require(world.accounts["0900000101"]))
        try await world.perform("giamdoc", "dossier.reasons") {
            try AddReason(.stop, "Chuyển nơi cư trú.").run(in: $0, act: $1)
            try SwitchReason(.stop, "Nộp nhầm thủ tục.", isActive: false).run(in: $0, act: $1)
        }
        for (choice, words, kept) in [
            ("Chuyển nơi cư trú.", "", "Chuyển nơi cư trú."),
            ("Chuyển nơi cư trú.", "Tôi về quê.", "Chuyển nơi cư trú.\nTôi về quê."), ("", "Tôi đổi ý.", "Tôi đổi ý."),
        ] {
            let id = try await world.open()
            let page = "/ho-so-cua-toi/\(id)"
            let shown = try await client.get(page).text
            #expect(shown.contains("Chuyển nơi cư trú.") && !shown.contains("Nộp nhầm thủ tục."))
            #expect(try await client.submit(page, form: ["reason": " "], to: "\(page)/rut").status == 422)
            let form = ["reason-choice": choice, "reason": words]
            #expect(try await client.submit(page, form: form, to: "\(page)/rut").status == 303)
            #expect(try await world.folder(id).history.last?.facts["reason"] == kept)
            #expect(try await world.dossier(id).state == .withdrawn)
        }
    }

    @Test(arguments: Engine.tested)
    func `an officer chooses a sentence, with or without words of their own`(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let site = try await HostileTextTests.site(on: world)
        let clerk = try await site.client(as: try #require(world.accounts["motcua1"]))
        let sentence = try await choices(.refuse, of: world.commune.id, in: world)[0]
        let (chosen, both) = (try await world.dossier(in: .submitted), try await world.dossier(in: .submitted))
        #expect(try await clerk.get("/ho-so/\(chosen)").text.contains("<option value=\"\(sentence)\">"))
        for (id, typed) in [(chosen, ""), (both, "Nộp tại xã bên.")] {
            let reply = try await clerk.submit("/ho-so/\(id)", form: ["reason-choice": sentence, "reason": typed],
                to: "/ho-so/\(id)/tu-choi")
            #expect(reply.status == 303)
        }
        #expect(try await world.folder(chosen).history.last?.facts["reason"] == sentence)
        #expect(try await world.folder(both).history.last?.facts["reason"] == "\(sentence)\nNộp tại xã bên.")
    }

    @Test func `the page adds a sentence and switches it off`() async throws {
        let world = try await DossierWorld(.sqlite)
        let site = try await HostileTextTests.site(on: world)
        let director = try await site.client(as: try #require(world.accounts["giamdoc"]))
        let path = ReasonPages.path
        let added = try await director.submit(path, form: ["kind": "extend", "text": "Mất điện cả xã."],
            to: "\(path)/them")
        #expect(added.status == 303)
        #expect(try await director.get(path).text.contains("Mất điện cả xã."))
        let again = try await director.submit(path, form: ["kind": "extend", "text": "Mất điện cả xã."],
            to: "\(path)/them")
        #expect(again.status == 422 && again.text.contains("Câu này đã có trong danh sách"))
        let off = try await director.submit(path, form: ["kind": "extend", "text": "Mất điện cả xã.", "on": "0"],
            to: "\(path)/doi")
        #expect(off.status == 303)
        #expect(try await choices(.extend, of: world.commune.id, in: world).contains("Mất điện cả xã.") == false)
        let clerk = try await site.client(as: try #require(world.accounts["motcua1"]))
        #expect(try await clerk.get(path).status == 403)
    }
}
