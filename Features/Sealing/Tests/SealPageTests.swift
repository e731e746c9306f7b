import Access
import Base
import Dossiers
import Foundation
import Journal
import Storage
import TestKit
import Testing

@testable import Sealing

@Suite struct SealPageTests {
    @Test(arguments: Engine.tested)
    func `the director seals, checks and prints; others see or are refused`(engine: Engine) async throws {
        let world = try await SealWorld(engine)
        try await world.receive()
        let site = try await world.site()
        let director = try await site.client(as: world.account("giamdoc"))
        #expect(try await director.get(SealPages.path).text.contains("Chưa có lần niêm phong nào"))
        let reply = try await director.post("\(SealPages.path)/dong")
        let place = try #require(reply.location)
        let open = try await director.get(place)
        #expect(open.header("refresh") != nil)
        try await world.work()
        let done = try await director.get(place)
        #expect(done.header("refresh") == nil)
        #expect(done.text.contains("Nhật ký còn nguyên vẹn"))
        #expect(done.text.contains(try #require(try await world.seals().first?.key.fingerprint)))
        let page = try await director.get("\(SealPages.path)/in?so=1")
        #expect(page.status == 200)
        #expect(page.text.contains("qr-code"))
        #expect(try await director.get("\(SealPages.path)/in?so=2").status == 404)
        let pdf = try await director.get("\(SealPages.path)/pdf?so=1")
        let reader = try PaperReader()
        defer { reader.remove() }
        let seal = try #require(try await world.seals().first)
        // Line by line the code says the signed seal, whole.
        let read = try reader.codes(on: pdf.bytes)
        let lines = seal.note.note.split(separator: "\n").map(String.init)
        #expect(Set(lines.dropFirst()).union(["QR-Code:\(seal.head.origin)"]).isSubset(of: read))
        let leader = try await site.client(as: world.account("chutich"))
        #expect(try await leader.get(SealPages.path).status == 200)
        #expect(try await leader.post("\(SealPages.path)/dong").status == 403)
        let clerk = try await site.client(as: world.account("motcua1"))
        #expect(try await clerk.get(SealPages.path).status == 403)
    }

    @Test(arguments: Engine.tested)
    func `the page names the entry that was hit`(engine: Engine) async throws {
        let world = try await SealWorld(engine)
        let dossier = try await world.receive()
        try await world.close()
        let number = try await world.receipt(of: dossier).entry.number
        try await world.tamper("UPDATE journal_entry SET actor_name = 'Khác' WHERE number = \(number)")
        let site = try await world.site()
        let admin = try await site.client(as: world.account("quantri"))
        let place = try #require(try await admin.post("\(SealPages.path)/doi-chieu").location)
        try await world.work()
        let page = try await admin.get(place).text
        #expect(page.contains("Nhật ký đã bị thay đổi"))
        #expect(page.contains("Mục số \(number) đã bị sửa"))
        #expect(page.contains("/quan-tri/nhat-ky?truoc=\(number + 1)"))
    }

    @Test(arguments: Engine.tested)
    func `who knows code and digits takes the receipt and is told what it proves`(engine: Engine) async throws {
        let world = try await SealWorld(engine)
        let dossier = try await world.receive("0912345678")
        let site = try await world.site()
        let client = site.client
        let form = ["code": dossier.code.text, "digits": "5678"]
        #expect(try await client.post("/tra-cuu", form: form).text.contains("Biên nhận có bằng chứng"))
        let early = try await client.post("/tra-cuu/bien-nhan", form: form)
        #expect(early.header("content-disposition")?.contains("bien-nhan-\(dossier.code.text).json") == true)
        #expect(try await client.post("/kiem-chung", form: ["receipt": early.text]).text.contains("Chưa niêm phong"))
        try await world.close()
        let file = try await client.post("/tra-cuu/bien-nhan", form: form)
        let verdict = try await client.post("/kiem-chung", form: ["receipt": file.text]).text
        #expect(verdict.contains("Đã chứng minh: hồ sơ \(dossier.code.text)"))
        #expect(!verdict.contains("đã khác"))
        #expect(try await client.post("/tra-cuu/bien-nhan", form: ["code": dossier.code.text, "digits": "0000"])
            .status == 422)
        let changed = file.text.replacing("\"actorName\":\"", with: "\"actorName\":\"X")
        #expect(try await client.post("/kiem-chung", form: ["receipt": changed]).text.contains("Không đúng"))
        #expect(try await client.post("/kiem-chung", form: ["receipt": "xin chào"]).status == 422)
        #expect(try await client.post("/kiem-chung").status == 422)
        try await world.rewrite(try await world.receipt(of: dossier).entry.number)
        let after = try await client.post("/kiem-chung", form: ["receipt": file.text]).text
        #expect(after.contains("Nhật ký hiện nay đã khác"))
    }

    @Test func `the key and the seals are for everybody`() async throws {
        let world = try await SealWorld(.sqlite)
        let site = try await world.site()
        let client = site.client
        #expect(try await client.get("/kiem-chung/khoa.pem").status == 404)
        let seal = try await world.close()
        #expect(try await client.get("/kiem-chung/khoa.pem").text == seal.key.pem)
        #expect(try await client.get("/kiem-chung/niem-phong.jsonl").text == seal.line + "\n")
        #expect(try await client.get("/kiem-chung").text.contains(seal.key.fingerprint))
        #expect(try Seal.read(lines: Array(seal.line.utf8)) == [seal])
    }

    @Test func `officers and the person take the receipt from the dossier's page`() async throws {
        let world = try await SealWorld(.sqlite)
        let dossier = try await world.receive()
        try await world.close()
        let site = try await world.site()
        let clerk = try await site.client(as: world.account("motcua1"))
        #expect(try await clerk.get("/ho-so/\(dossier.id)").text.contains("/ho-so/\(dossier.id)/bien-nhan"))
        let file = try await clerk.get("/ho-so/\(dossier.id)/bien-nhan")
        let receipt = try #require(Receipt(reading: file.bytes))
        #expect(VerifyReceipt(receipt, seals: try await world.seals()).verdict == .proven)
    }
}
