import Base
import Dossiers
import Identity
import Storage
import TestKit
import Testing
import Web

@testable import Notices

/// What was sent stands in the story of the dossier, where it happened.
@Suite struct StoryTests {
    /// The story's moments as a person reads them, the newest first.
    private func story(_ page: WebClient.Reply) throws -> [String] {
        #expect(page.status == 200)
        let list = try #require(page.text.split(separator: #"<ol class="timeline">"#).dropFirst().first)
        return list.split(separator: "</ol>")[0].split(separator: "</li>").map { item in
            item.replacing(/<[^>]*>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
    }

    @Test(arguments: Engine.tested)
    func `notices stand between the steps by their time, and say whether they arrived`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        let id = try await world.file(by: "0900000101")
        try await world.perform("motcua1", "dossier.receive") {
            _ = try AcceptDossier(id, office: nil, calendar: .vietnam).run(in: $0, act: $1)
        }
        try await runner.tell()
        let site = try await world.site()
        let waiting = try await story(site.client(as: world.account("motcua1")).get("/ho-so/\(id)"))
        #expect(waiting.first?.hasPrefix("Thông báo: Hồ sơ đã được tiếp nhận") == true)
        #expect(waiting.first?.contains("Chờ gửi") == true)
        world.clock.advance(seconds: 3600)
        try await runner.send()
        world.clock.advance(seconds: 3600)
        let office = try await world.database.read { snapshot in
            try AgencyStore.offices(of: DossierStore.dossier(id, for: runner.telling.permit, in: snapshot).agency,
                in: snapshot).first { $0.kind == .secretariat }?.id
        }
        try await world.perform("motcua1", "dossier.receive") {
            _ = try ForwardDossier(id, to: #require(office)).run(in: $0, act: $1)
        }
        // Two hours of rest have ended the officer's session.
        for (login, path) in [("motcua1", "/ho-so/\(id)"), ("0900000101", "/ho-so-cua-toi/\(id)")] {
            let page = try await site.client(as: world.account(login)).get(path)
            let told = try story(page)
            #expect(told.count == 4 && told[1].hasPrefix("Thông báo: Hồ sơ đã được tiếp nhận"), "\(told)")
            #expect(told[1].contains("pa***@example.vn") && told[1].contains("Đã gửi") && told[1].contains("10:00"))
            #expect(!page.text.contains("pa@example.vn") || login == "motcua1")
            // Where the dossier stands is a step of it, never a message.
            #expect(page.text.firstMatch(of: /<li class="now"><p class="what">(?!Thông báo)/) != nil)
        }
    }
}
