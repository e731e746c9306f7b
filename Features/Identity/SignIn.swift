import Access
import Base
import Storage

/// Somebody says who they are. Three steps, because the slow work of passwords must not stand in a transaction: `open`
/// counts the try and finds the hash, `PasswordHasher.verify` compares, `close` writes down what came of it.
package struct SignIn: Sendable {
    package let login: LoginName
    package let network: String
    /// The browser's mark, see `WebRequest.browserDigest`: it waits for a code there.
    let browser: String
    private let address: String
    private let ticket: String?

    /// - Parameter ticket: with what the session opens, also when a code is asked for first.
    package init(login typed: String, address: String, browser: String = "", ticket: String? = nil) {
        login = LoginName(typed: typed)
        network = SignInThrottle.network(of: address)
        self.browser = browser
        self.address = address
        self.ticket = ticket
    }

    package enum Opening: Sendable {
        /// Too many tries: nothing is compared for so many seconds. The same for logins that exist and that do not.
        case wait(seconds: Int)
        case compare(Challenge)
    }

    package struct Challenge: Sendable {
        /// Nil when there is no such login: compare all the same, see `PasswordHasher.verify`.
        package let hash: PasswordHash?
        package let account: AccountID?
        let counted: [SignInThrottle.Line]
    }

    /// What has to be done before the account has its roles.
    package enum Errand: Sendable {
        case choosePassword, setUpSecondFactor
    }

    package enum Outcome: Sendable, Equatable {
        case signedIn(AccountID, Account.Kind, first: Errand?)
        /// The password was right, and the second factor is still to be shown.
        case codeNeeded
        /// The password was right, but not from here: a second factor has to be set up at the office first.
        case officeOnly
        /// The password was right once: a one-time password that waited too long.
        case passwordOver
        /// Wrong password, no such login or a disabled account: nobody is told which.
        case refused
    }

    /// Counts the try before anything is compared, so that guesses made at the same time all count.
    package func open(in tx: Transaction, act: Act) throws -> Opening {
        try act.require(.identitySignIn)
        let account = try AccountStore.account(login: login, in: tx)
        let isKnown = try account.map { try ThrottleStore.isKnown(network, to: $0.id, in: tx) } ?? false
        let lines: [SignInThrottle.Line] = isKnown ? [.pair] : SignInThrottle.Line.signingIn
        var wait = 0
        var tallies: [(SignInThrottle.Line, SignInThrottle.Tally?)] = []
        for line in lines {
            let tally = try ThrottleStore.tally(line, subject(of: line), in: tx)
            wait = max(wait, SignInThrottle.waitSeconds(tally, on: line, at: act.at))
            tallies.append((line, tally))
        }
        guard wait == 0 else { return .wait(seconds: wait) }
        for (line, tally) in tallies {
            try ThrottleStore.save(SignInThrottle.counted(tally, at: act.at), line, subject(of: line), in: tx)
        }
        try ThrottleStore.sweep(before: act.at.adding(seconds: -SignInThrottle.forgottenAfterSeconds), in: tx)
        return .compare(Challenge(hash: account?.passwordHash, account: account?.id, counted: lines))
    }

    /// - Parameter isRight: what `PasswordHasher.verify` said about `challenge.hash`.
    package func close(_ challenge: Challenge, isRight: Bool, in tx: Transaction, act: Act) throws -> Outcome {
        try act.require(.identitySignIn)
        let account = try challenge.account.flatMap { try AccountStore.account($0, in: tx) }
        let member = try account.flatMap { try StaffStore.member($0.id, in: tx) }
        let ending = SignInEnding(account: account?.id, agency: member?.agency, network: network)
        // The hash must still be the one that was compared: a password changed meanwhile is another password.
        guard isRight, let account, account.state == .active, account.passwordHash == challenge.hash else {
            try ending.failed(in: tx, act: act)
            return .refused
        }
        try settle(challenge, in: tx)
        let rule = try member.map { try SecondFactorRuleStore.rule(of: $0.agency, in: tx) } ?? .offered
        switch try hindrance(of: account, rule, at: act.at, in: tx) {
        case .passwordOver:
            try ending.failed(["password": "over"], in: tx, act: act)
            return .passwordOver
        case .code:
            try SecondFactorStore.insert(SecondStep.Waiting(account: account.id, passwordHash: account.passwordHash,
                expiresAt: act.at.adding(seconds: SecondStep.secondsMax), ticket: ticket), of: browser, in: tx)
            return .codeNeeded
        case .outside:
            try ending.failed(["factor": "outside"], in: tx, act: act)
            return .officeOnly
        case nil: break
        }
        try ending.entered(account.id, in: tx, act: act)
        let isDemanded = rule.demands(member?.roles ?? [])
        return .signedIn(account.id, account.kind,
            first: account.mustChangePassword ? .choosePassword : isDemanded ? .setUpSecondFactor : nil)
    }

    /// What stands between the right password and a session.
    private enum Hindrance { case passwordOver, code, outside }

    private func hindrance(
        of account: Account, _ rule: SecondFactorRule, at now: Instant, in snapshot: Snapshot
    ) throws -> Hindrance? {
        if let end = account.passwordEndsAt, end <= now { return .passwordOver }
        if try SecondFactorStore.factor(of: account.id, in: snapshot)?.confirmedAt != nil { return .code }
        return rule.isOutside(address) ? .outside : nil
    }

    /// How long the same sending is one press, and the second answer the first one's.
    private static let pressSeconds: Int64 = 60

    /// Whether an answer that is given once more may open a session once more: only to somebody who presses twice, and
    /// as long as the password alone still does it. A form kept from before a second factor was set up opens nothing.
    /// - Parameter since: `Answer.keptSince`.
    func opensAgain(
        _ challenge: Challenge, since: Instant, at now: Instant, in snapshot: Snapshot
    ) throws -> Bool {
        guard now.seconds(since: since) < Self.pressSeconds, let id = challenge.account,
            let account = try AccountStore.account(id, in: snapshot), account.state == .active,
            account.passwordHash == challenge.hash
        else { return false }
        let member = try StaffStore.member(id, in: snapshot)
        let rule = try member.map { try SecondFactorRuleStore.rule(of: $0.agency, in: snapshot) } ?? .offered
        return try hindrance(of: account, rule, at: now, in: snapshot) == nil
    }

    /// The lines of a try that was right.
    func settle(_ challenge: Challenge, in tx: Transaction) throws {
        for line in challenge.counted { try ThrottleStore.settle(line, subject(of: line), in: tx) }
    }

    private func subject(of line: SignInThrottle.Line) -> String {
        switch line {
        case .pair: "\(login.text) \(network)"
        case .login, .codePair, .code, .again: login.text
        case .network, .registration, .provider, .message: network
        }
    }
}
