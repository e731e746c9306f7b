import Base
import Foundation
import TestKit
import Testing

@testable import Notices

@Suite struct MailTests {
    private func notice(to address: String = "a@example.vn", subject: String, body: String = "Xin chào") -> Notice {
        Notice(id: ID(at: TestSite.morning), cause: "entry-1", dossier: nil, about: "accepted",
            agency: ID(at: TestSite.morning), recipient: .filer, channel: .mail, address: address, subject: subject,
            body: body, createdAt: TestSite.morning, notBefore: TestSite.morning)
    }

    private func message(_ notice: Notice) -> MailMessage {
        MailMessage(notice, from: "tt@example.vn", host: "motcua.example", at: TestSite.morning)
    }

    /// What a mail program shows of an encoded header.
    private func decoded(_ header: String) -> String {
        header.replacing("\r\n ", with: " ").split(separator: " ").map { word -> String in
            guard word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?="),
                let data = Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
            else { return String(word) }
            return String(decoding: data, as: UTF8.self)
        }.joined()
    }

    @Test func `a Vietnamese subject of any length is encoded words of 75 signs, cut between characters`() {
        let subject = String(repeating: "Hồ sơ đã được tiếp nhận 🏡 ", count: 12)
        let encoded = MailMessage.encoded(subject)
        #expect(encoded.split(separator: "\r\n ").allSatisfy { $0.utf8.count <= 75 && $0.allSatisfy(\.isASCII) })
        #expect(decoded(encoded) == subject)
    }

    @Test(arguments: [
        "a\r\nBcc: all@example.vn", "a\nBcc: x@y.vn", "a\u{0}b", "=?UTF-8?B?eA==?=", "a\u{2028}b", "\r\n\r\nbody",
    ])
    func `no subject can begin a header of its own`(subject: String) throws {
        let text = message(notice(subject: subject)).text
        let head = try #require(text.split(separator: "\r\n\r\n").first)
        let names = head.split(separator: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(names == ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
            "Content-Transfer-Encoding", "Auto-Submitted"])
        #expect(text.utf8.allSatisfy { $0 < 0x80 && $0 != 0 })
        #expect(!text.replacing("\r\n", with: "").contains { $0 == "\n" || $0 == "\r" })
    }

    @Test func `the body is what was written, in lines of 76`() throws {
        let body = String(repeating: "Kính gửi ông/bà,\n.\n\nDòng ", count: 40)
        let parts = message(notice(subject: "x", body: body)).text.split(separator: "\r\n\r\n", maxSplits: 1)
        let lines = parts[1].split(separator: "\r\n")
        #expect(lines.allSatisfy { $0.count <= 76 })
        let data = try #require(Data(base64Encoded: lines.joined()))
        #expect(String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n") == body)
    }

    @Test func `a repetition has the same Message-ID, and the date is the day of the week it was`() {
        let one = notice(subject: "x")
        let first = message(one)
        let again = MailMessage(one, from: "tt@example.vn", host: "motcua.example",
            at: TestSite.morning.adding(seconds: 3600))
        #expect(first.messageID == again.messageID && first.messageID == "<\(one.id)@motcua.example>")
        #expect(first.text.hasPrefix("Date: Mon, 23 Nov 2026 09:00:00 +0700\r\n"))
    }

    @Test(arguments: ["a@b", "a.b+c@example.vn", "A_1@x-y.example.vn"])
    func `usual addresses are taken`(address: String) { #expect(MailMessage.isAddress(address)) }

    @Test(arguments: [
        "", "a", "@b", "a@", "a b@c.vn", "a@b.vn>", "<a@b.vn", "a@b.vn\r\nRCPT TO:<x@y>", "ă@b.vn", "a@b..vn",
        "\"a\"@b.vn",
    ])
    func `an address that could say more than an address is refused`(address: String) {
        #expect(!MailMessage.isAddress(address))
    }

    @Test(arguments: [
        (55, 550, NoticeOutcome.refused("no (550)")), (55, 552, .refused("no (552)")), (55, 450, .later("no (450)")),
        (8, 421, .later("no (421)")), (67, 535, .lineDown("no (535)")), (55, 530, .lineDown("no (530)")),
        (7, 0, .lineDown("no")), (28, 0, .lineDown("no")), (60, 0, .lineDown("no")), (64, 0, .lineDown("no")),
    ])
    func `the server's no is final, its later is not, and a line that is down is nobody's fault`(
        code: Int, status: Int, expected: NoticeOutcome
    ) {
        #expect(MailLine.judged(code: code, status: status, words: "no") == expected)
    }

    @Test(arguments: [
        "smtp://mail.example.vn", "smtps://mail.example.vn:465", "smtp://[::1]:25", "smtp://127.0.0.1:2525",
    ])
    func `a mail server has a scheme, a host and perhaps a port`(url: String) { #expect(MailServer.isURL(url)) }

    @Test(arguments: ["", "mail.example.vn", "http://x", "smtp://", "smtp://a/b", "smtp://u:p@host", "smtp://a b"])
    func `anything else is none`(url: String) { #expect(!MailServer.isURL(url)) }

    @Test func `a gateway's names are read, and what is no name is refused`() throws {
        let fields = try #require(GatewayFields("to=phone,answer=data.id,+sender=UBND xa"))
        #expect(fields.to == "phone" && fields.text == "text" && fields.answer == ["data", "id"])
        #expect(fields.constants == [.init(name: "sender", value: "UBND xa")])
        #expect(GatewayFields("phone") == nil && GatewayFields("who=x") == nil)
    }

    @Test func `an address is shown masked`() {
        #expect(Notice.masked("nguyenvan@example.vn") == "ng***@example.vn")
        #expect(Notice.masked("+84912345678") == "+84****678")
    }
}
