import Base
import Testing

@testable import OpenID

@Suite struct Base64URLTests {
    @Test func `bytes come back, and one text stands for them`() {
        var random = SeededRandom(seed: 7)
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            let text = Base64URL.text(bytes)
            #expect(Base64URL.bytes(text) == bytes)
            #expect(!text.contains("="))
        }
    }

    @Test(arguments: ["A", "AB=", "A A", "AB+/", "Ab", "AAB", "á", "AA\n"])
    func `another writing of the same bytes is refused`(text: String) {
        #expect(Base64URL.bytes(text) == nil)
    }
}
