import Base
import TestKit
import Testing
import Web

@Suite struct WeaknessChannelTests {
    @Test func `the text has what RFC 9116 wants`() throws {
        let channel = WeaknessChannel(contacts: ["mailto:baomat@xa.gov.vn", "tel:+84-233-000000"], days: 90)
        #expect(channel.text(publicURL: "https://motcua.test", at: TestSite.morning) == """
            Contact: mailto:baomat@xa.gov.vn
            Contact: tel:+84-233-000000
            Expires: 2027-02-22T00:00:00+07:00
            Preferred-Languages: vi, en
            Canonical: https://motcua.test/.well-known/security.txt
            Policy: https://motcua.test/bao-loi-bao-mat

            """)
    }

    @Test func `whenever it is asked for, its end lies ahead, and less than a year`() throws {
        for days in [WeaknessChannel.daysAllowed.lowerBound, WeaknessChannel.daysAllowed.upperBound] {
            let channel = WeaknessChannel(contacts: ["https://xa.gov.vn/bao-mat"], days: days)
            for hour in 0..<(24 * 400) {
                let now = TestSite.morning.adding(seconds: Int64(hour) * 3600 + 1799)
                let text = try #require(channel.text(publicURL: "https://motcua.test", at: now))
                let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("Expires: ") })
                let end = try #require(Instant(iso8601: String(line.dropFirst("Expires: ".count))))
                #expect((86_400..<(366 * 86_400)).contains(end.seconds(since: now)))
            }
        }
    }

    @Test func `without a contact the page is named, and without https nobody is`() {
        let channel = WeaknessChannel()
        #expect(channel.text(publicURL: "https://motcua.test", at: TestSite.morning)?
            .hasPrefix("Contact: https://motcua.test/bao-loi-bao-mat\n") == true)
        #expect(channel.text(publicURL: "http://10.0.0.5:8080", at: TestSite.morning) == nil)
        let phone = WeaknessChannel(contacts: ["tel:1800"])
        #expect(phone.text(publicURL: "http://10.0.0.5:8080", at: TestSite.morning)?.contains("10.0.0.5") == false)
    }

    @Test(arguments: [
        "", "mailto:", "javascript:alert(1)", "http://xa.gov.vn/", "baomat@xa.gov.vn", "https://a b",
        "tel:1\nContact: x", "mailto:a@b,mailto:c@d",
    ])
    func `what is no contact is none`(text: String) { #expect(!WeaknessChannel.isContact(text)) }
}
