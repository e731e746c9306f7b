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
        if let end = account.passwordEndsAt, end <= act.at {
            try ending.failed(["password": "over"], in: tx, act: act)
            return .passwordOver
        }
        if try SecondFactorStore.factor(of: account.id, in: tx)?.confirmedAt != nil {
            try SecondFactorStore.insert(SecondStep.Waiting(account: account.id, passwordHash: account.passwordHash,
                expiresAt: act.at.adding(seconds: SecondStep.secondsMax), ticket: ticket), of: browser, in: tx)
            return .codeNeeded
        }
        let rule = try member.map { try SecondFactorRuleStore.rule(of: $0.agency, in: tx) } ?? .offered
        guard !rule.isOutside(address) else {
            try ending.failed(["factor": "outside"], in: tx, act: act)
            return .officeOnly
        }
        try ending.entered(account.id, in: tx, act: act)
        let isDemanded = rule.demands(member?.roles ?? [])
        return .signedIn(account.id, account.kind,
            first: account.mustChangePassword ? .choosePassword : isDemanded ? .setUpSecondFactor : nil)
    }

    /// The lines of a try that was right.
    func settle(_ challenge: Challenge, in tx: Transaction) throws {
        for line in challenge.counted { try ThrottleStore.settle(line, subject(of: line), in: tx) }
    }

    private func subject(of line: SignInThrottle.Line) -> String {
        switch line {
        case .pair: "\(login.text) \(network)"
        case .login, .codePair, .code: login.text
        case .network, .registration, .provider, .message: network
        }
    }
}
