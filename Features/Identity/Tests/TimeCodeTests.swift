import Base
import Testing

@testable import Identity

@Suite struct TimeCodeTests {
    private let code = TimeCode(secret: Array("12345678901234567890".utf8))

    /// RFC 6238, appendix B, the last six digits of eight.
    @Test(arguments: [
        (59, "287082"), (1_111_111_109, "081804"), (1_111_111_111, "050471"), (1_234_567_890, "005924"),
        (2_000_000_000, "279037"), (20_000_000_000, "353130"),
    ])
    func `a code is what the standard says`(seconds: Int64, expected: String) {
        #expect(code.code(of: TimeCode.step(at: Instant(microseconds: seconds * 1_000_000))) == expected)
    }

    /// RFC 4648, section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `base 32 goes there and back`(plain: String, text: String) {
        #expect(Base32.text(Array(plain.utf8)) == text)
        #expect(Base32.bytes(text.lowercased()) == Array(plain.utf8))
    }

    @Test func `base 32 of any bytes goes there and back`() {
        var random = SystemRandomNumberGenerator()
        for count in 0..<64 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base32.bytes(Base32.text(bytes)) == bytes)
        }
        #expect(Base32.bytes("MZ1Q") == nil)
    }

    @Test func `the half minute before and after count, and none beyond`() {
        let now = Instant(microseconds: 1_234_567_890_000_000)
        let here = TimeCode.step(at: now)
        for around in Int64(-3)...3 {
            let step = code.step(ofTyped: code.code(of: here + around), at: now, after: nil)
            #expect(step == (abs(around) <= 1 ? here + around : nil))
        }
    }

    @Test func `a code is taken once, and none before it afterwards`() {
        let now = Instant(microseconds: 1_234_567_890_000_000)
        let here = TimeCode.step(at: now)
        #expect(code.step(ofTyped: code.code(of: here), at: now, after: here) == nil)
        #expect(code.step(ofTyped: code.code(of: here - 1), at: now, after: here) == nil)
        #expect(code.step(ofTyped: code.code(of: here + 1), at: now, after: here) == here + 1)
    }

    @Test(arguments: ["", "12345", "1234567", "abcdef", "００５９２４", "005 92"])
    func `what is no code is refused`(typed: String) {
        #expect(code.step(ofTyped: typed, at: Instant(microseconds: 1_234_567_890_000_000), after: nil) == nil)
    }

    @Test func `spaces between the digits do not matter`() {
        let now = Instant(microseconds: 1_234_567_890_000_000)
        #expect(code.step(ofTyped: " 005 924 ", at: now, after: nil) == TimeCode.step(at: now))
    }

    @Test func `the address names the place, the person and the secret`() {
        #expect(code.address(account: "chutich", issuer: "Xã Hướng Hiệp").hasPrefix("otpauth://totp/X%C3%A3"))
        #expect(code.address(account: "chutich", issuer: "MotCua").contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
    }
}
