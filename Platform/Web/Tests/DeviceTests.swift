import Testing

@testable import Web

@Suite struct DeviceTests {
    /// What follows "Mozilla/5.0 " in the header, and what is made of it.
    private static let agents: [(String, Device.Program, Device.System)] = [
        ("(Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", .chrome, .windows),
        ("(Windows NT 10.0) coc_coc_browser/130.0.0 Chrome/130.0.0.0 Safari/537.36", .cocCoc, .windows),
        ("(Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", .edge, .windows),
        ("(Linux; Android 10; K) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", .samsung, .androidPhone),
        ("(Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", .chrome, .androidTablet),
        ("(iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/26.0 Mobile/15E148 Safari/604.1", .safari, .iphone),
        ("(iPhone; CPU iPhone OS 18_6 like Mac OS X) Mobile/15E148 Zalo iOS/638", .zalo, .iphone),
        ("(Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0", .firefox, .mac),
        ("(X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36", .chrome, .chromebook),
        ("", .other, .other),
    ]

    @Test(arguments: agents)
    func `what a browser says of itself is told in plain words`(
        agent: String, program: Device.Program, system: Device.System
    ) {
        let device = Device(agent: "Mozilla/5.0 \(agent)")
        #expect(device == Device(program: program, system: system))
        #expect(Device(word: device.word) == device)
    }

    @Test func `who says nothing is an unknown device`() {
        #expect(Device(agent: nil) == .unknown && Device(agent: "curl/8.5.0") == .unknown)
    }

    @Test func `a word that nobody wrote is an unknown device`() {
        #expect(Device(word: "") == .unknown && Device(word: "x y z") == .unknown)
    }
}
