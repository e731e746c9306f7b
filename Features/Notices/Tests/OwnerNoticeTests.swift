import Access
import Base
import Dossiers
import Storage
import TestKit
import Testing

@testable import Notices

@Suite struct OwnerNoticeTests {
    @Test(arguments: Engine.tested)
    func `what still waits for a filer who is to see no more is taken back`(engine: Engine) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        try await runner.tell()
        let id = try await world.receive(
            applicant: Party(name: "Nguyễn Văn Tùng", personalID: "045078000103", email: "tung@example.vn"),
            filer: Party(name: "Hồ Văn Lâm", email: "lam@example.vn"))
        try await runner.tell()
        #expect(Set(try await world.notices().map(\.address)) == ["tung@example.vn", "lam@example.vn"])
        try await world.perform("0900000103", "dossier.own") { tx, act in
            let dossier = try DossierStore.all(after: nil, limit: 9, in: tx).first { $0.id == id }
            _ = try TakeOverDossier(try #require(dossier?.code), proof: "045078000103").run(in: tx, act: act)
            try ShowToFiler(id, false).run(in: tx, act: act)
        }
        try await runner.tell()
        try await runner.send()
        #expect(world.lines.given.map(\.address) == ["tung@example.vn"])
    }

    @Test(arguments: Engine.tested)
    func `who has taken a dossier over is told in their own language, and a filer who sees it no more of nothing`(
        engine: Engine
    ) async throws {
        let world = try await NoticesWorld(engine)
        let runner = try world.runner()
        let owner = try await world.account("0900000103")
        let id = try await world.receive(
            applicant: Party(name: "Nguyễn Văn Tùng", personalID: "045078000103", email: "tung@example.vn"),
            filer: Party(name: "Hồ Văn Lâm", email: "lam@example.vn"))
        try await runner.tell()
        try await world.perform("0900000103", "dossier.own") { tx, act in
            try NoticeWishStore.keep(NoticeWish(takesMail: true, takesTexts: true, language: "en"), of: owner, in: tx)
            let dossier = try DossierStore.all(after: nil, limit: 9, in: tx).first { $0.id == id }
            let code = try #require(dossier?.code)
            #expect(try TakeOverDossier(code, proof: "045078000103").run(in: tx, act: act) == id)
            try ShowToFiler(id, false).run(in: tx, act: act)
        }
        try await world.perform("motcua1", "dossier.receive") {
            try WithdrawDossier(id, reason: "Theo yêu cầu").run(in: $0, act: $1)
        }
        try await runner.tell()
        let told = try await world.notices().filter { $0.about == "withdrawn" }
        #expect(told.map(\.address) == ["tung@example.vn"])
        #expect(told.first?.account == owner)
        #expect(told.first?.body.hasPrefix("Dear Sir or Madam") == true)
    }
}
