import Base
import Identity
import Testing

@Suite struct PasswordTests {
    @Test func aHashMatchesOnlyItsPassword() throws {
        let hash = try PasswordHash(of: "Mật khẩu dài", cost: .trivial)
        #expect(try hash.matches("Mật khẩu dài"))
        #expect(try hash.matches("Mật khẩu dài".decomposedStringWithCanonicalMapping))
        #expect(try !hash.matches("Mật khẩu dàI"))
        #expect(try !hash.matches(""))
    }

    @Test func theTextComesBackAndTwoHashesDiffer() throws {
        let hash = try PasswordHash(of: "x", cost: .trivial)
        #expect(PasswordHash(hash.text) == hash)
        #expect(hash.text.hasPrefix("scrypt$2,1,1$"))
        #expect(try PasswordHash(of: "x", cost: .trivial) != hash)
    }

    @Test(arguments: [
        "", "x", "scrypt$15,8,1$00$00",
        "bcrypt$15,8,1$\(String(repeating: "0", count: 32))$\(String(repeating: "0", count: 64))",
        "scrypt$60,8,1$\(String(repeating: "0", count: 32))$\(String(repeating: "0", count: 64))",
        "scrypt$15,8$\(String(repeating: "0", count: 32))$\(String(repeating: "0", count: 64))",
        "scrypt$15,8,1$\(String(repeating: "g", count: 32))$\(String(repeating: "0", count: 64))",
    ])
    func otherTextIsNoHash(text: String) { #expect(PasswordHash(text) == nil) }

    @Test func theStandardCostStaysWhatItIs() {
        #expect(ScryptCost.standard == ScryptCost(logRounds: 15, blockSize: 8, parallelism: 1))
    }

    @Test func whoFindsTheLineFullIsToldToComeAgain() async throws {
        let hasher = PasswordHasher(cost: .trivial, threads: 1, waitingMax: 0)
        await #expect(throws: Problem("sign-in-busy", status: 503, retryAfterSeconds: 5)) { try await hasher.hash("x") }
    }

    @Test(arguments: [
        ("", "identity.password-missing"), ("ngan", "identity.password-too-short"),
        ("12345678", "identity.password-common"),
        ("MatKhau@123", "identity.password-common"), ("MotCua@2026", "identity.password-common"),
        ("sunshine1", "identity.password-common"), ("UBND xã 12", "identity.password-common"),
        ("aaaaaaaa", "identity.password-common"),
        ("0912345678", "identity.password-is-login"),
        (String(repeating: "a1", count: 65), "identity.password-too-long"),
    ])
    func citizensAreToldWhatIsWrong(password: String, code: String) {
        #expect(PasswordRule.fault(in: password, for: .citizen, logins: ["0912345678"]) == code)
    }

    @Test(arguments: [
        ("LuaChin@2026", true), ("motcua2026", false), ("MotCua@2026", false),
        ("con trâu đi cày", true), ("Abc1@", false),
    ])
    func officialsNeedLengthOrAllKinds(password: String, isTaken: Bool) {
        #expect((PasswordRule.fault(in: password, for: .staff, logins: ["motcua1"]) == nil) == isTaken)
    }

    @Test func thousandsOfUsualPasswordsAreKnown() {
        #expect(CommonPasswords.count > 8000)
        #expect(PasswordRule.fault(in: "motcua-lua-chin-vang", for: .citizen, logins: []) == nil)
    }

    @Test func oneTimePasswordsDifferAndAreTaken() {
        let made = Set((0..<100).map { OneTimePassword.make(from: "\($0)") })
        #expect(made.count == 100)
        #expect(OneTimePassword.make(from: "7") == OneTimePassword.make(from: "7"))
        for password in made { #expect(PasswordRule.fault(in: password, for: .staff, logins: []) == nil) }
    }
}

@Suite struct SignInThrottleTests {
    let now = Instant(microseconds: 1_763_000_000_000_000)

    @Test(arguments: [
        (SignInThrottle.Line.pair, 4, 0), (.pair, 5, 30), (.pair, 6, 60), (.pair, 7, 120), (.pair, 10, 900),
        (.pair, 99, 900),
        (.login, 9, 0), (.login, 10, 30), (.network, 29, 0), (.network, 30, 30), (.network, 1000, 900),
    ])
    func waitsGrowAndNeverPassAQuarterOfAnHour(line: SignInThrottle.Line, failures: Int, wait: Int) {
        let tally = SignInThrottle.Tally(failures: failures, lastAt: now)
        #expect(SignInThrottle.waitSeconds(tally, on: line, at: now) == wait)
        #expect(SignInThrottle.waitSeconds(tally, on: line, at: now.adding(seconds: 901)) == 0)
    }

    @Test func anHourOfQuietIsForgiven() {
        let tally = SignInThrottle.Tally(failures: 50, lastAt: now)
        #expect(SignInThrottle.counted(tally, at: now.adding(seconds: 3601)).failures == 1)
        #expect(SignInThrottle.counted(tally, at: now.adding(seconds: 3600)).failures == 51)
        #expect(SignInThrottle.counted(nil, at: now).failures == 1)
    }

    @Test(arguments: [
        ("203.113.1.2", "203.113.1.2"), ("2001:ee0:1:2:3:4:5:6", "20010ee000010002/64"),
        ("2001:ee0:1:2::1", "20010ee000010002/64"), ("fe80::1%eth0", "fe80000000000000/64"), ("::x", "::x"),
        ("::ffff:203.113.1.2", "203.113.1.2"), ("::FFFF:cb71:102", "203.113.1.2"),
    ])
    func aNetworkIsAnAddressOrAPrefix(address: String, network: String) {
        #expect(SignInThrottle.network(of: address) == network)
    }
}
