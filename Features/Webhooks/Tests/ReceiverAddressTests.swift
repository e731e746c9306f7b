import Base
import Testing

@testable import Webhooks

@Suite struct ReceiverAddressTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "255.255.255.255", "::",
        "::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "64:ff9b::a00:1",
        "2002:a00:1::", "2001:db8::1", "2001::1", "3fff::1",
    ])
    func `an address inside is no address for webhooks`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic == false)
    }

    @Test(arguments: [
        "1.1.1.1", "172.32.0.1", "100.128.0.1", "192.167.1.1", "8.8.8.8", "2606:4700::1111", "2a00:1450::1",
    ])
    func `an address of the world is one`(text: String) throws {
        #expect(try #require(NetworkAddress(text)).isPublic)
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://localhost:1/", "https://[::1]/", "https://2130706433/", "https://0x7f.1/",
        "https://127.1/", "https://[::ffff:127.0.0.1]/",
    ])
    func `however loopback is written, it is refused`(url: String) async throws {
        let address = try #require(ReceiverAddress(url))
        await #expect(throws: ReceiverAddress.Refusal.self) { try await address.checked(allowing: []) }
    }

    @Test(arguments: [
        "", "ftp://a.vn/", "https://", "https:///a", "https://u:p@a.vn/", "https://u@a.vn/", "https://a.vn/#x", "/path",
        "https://127%2E0.0.1/", "https://a.vn\\@b.vn/", "https://máy.vn/", "https://a.vn/ b", "gopher://a.vn/",
        "https://a.vn:99999/", "https://a%00.vn/",
    ])
    func `what is no address of a receiver is refused`(url: String) { #expect(ReceiverAddress(url) == nil) }

    @Test func `only a network that was named is led to, and only there without https`() async throws {
        let allowed = [try #require(NetworkRange("127.0.0.0/8"))]
        let address = try #require(ReceiverAddress("http://127.0.0.1:1/"))
        #expect(try await address.checked(allowing: allowed) == "127.0.0.1")
        await #expect(throws: ReceiverAddress.Refusal.inside("::1")) {
            try await #require(ReceiverAddress("http://[::1]:1/")).checked(allowing: allowed)
        }
        await #expect(throws: ReceiverAddress.Refusal.notSecure) {
            try await #require(ReceiverAddress("http://1.1.1.1/")).checked(allowing: allowed)
        }
    }

    @Test(arguments: [
        ("10.20.0.0/16", "10.20.255.1", true), ("10.20.0.0/16", "10.21.0.1", false), ("10.0.0.1", "10.0.0.1", true),
        ("10.0.0.1", "10.0.0.2", false), ("0.0.0.0/0", "8.8.8.8", true), ("0.0.0.0/0", "::1", false),
        ("fd00::/8", "fd12::1", true), ("192.168.4.0/22", "192.168.7.255", true),
        ("192.168.4.0/22", "192.168.8.0", false),
    ])
    func `a network holds the addresses with its prefix`(range: String, address: String, isInside: Bool) throws {
        #expect(try #require(NetworkRange(range)).contains(#require(NetworkAddress(address))) == isInside)
    }

    @Test(arguments: ["", "a", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0", "::/129"])
    func `what is no network is none`(text: String) { #expect(NetworkRange(text) == nil) }
}

@Suite struct SignatureTests {
    @Test func `a signature is that of the example of Standard Webhooks`() {
        let header = Signature.header(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8),
            secret: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(header == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `pauses double up to six hours`() {
        #expect((1...4).map(Patience.pauseSeconds(afterFailures:)) == [1, 2, 4, 8])
        #expect(Patience.pauseSeconds(afterFailures: 15) == 16_384)
        #expect(Patience.pauseSeconds(afterFailures: 16) == 21_600)
        #expect(Patience.pauseSeconds(afterFailures: .max) == 21_600)
    }
}
