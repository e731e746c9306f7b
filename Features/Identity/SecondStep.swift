import Access
import Base
import Storage

/// The second step of signing in, after the right password: a code of the device, or one of those on paper. Like the
/// first it is counted before it is compared, and closes only if nothing has changed since.
struct SecondStep: Sendable {
    /// How long somebody may look for the device.
    static let secondsMax: Int64 = 300
    /// Then the password is asked for again.
    static let triesMax = 5

    /// Somebody whose password was right, and who is nobody yet.
    struct Waiting: Sendable {
        let account: AccountID
        /// A password changed meanwhile is another password.
        let passwordHash: PasswordHash
        var tries = 0
        let expiresAt: Instant
        /// With what the session opens that this leads to, see `Answer.SessionChange.signIn`.
        var ticket: String?

        func isOver(at now: Instant) -> Bool { now >= expiresAt || tries >= SecondStep.triesMax }
    }

    enum Opening: Sendable {
        /// Five minutes are over, or five tries: from the beginning.
        case over
        case wait(seconds: Int)
        case compare(Challenge)
    }

    struct Challenge: Sendable {
        let factor: SecondFactor
        let waiting: Waiting
        let isOnPaper: Bool
        let counted: [SignInThrottle.Line]
    }

    /// What was right about the code that was typed.
    enum Proof: Sendable, Equatable {
        case step(Int64)
        case paper(String)
    }

    /// The browser's mark: see `WebRequest.browserDigest`.
    let browser: String
    let typed: String
    let network: String

    init(browser: String, typed: String, address: String) {
        self.browser = browser
        self.typed = typed
        network = SignInThrottle.network(of: address)
    }

    func open(in tx: Transaction, act: Act) throws -> Opening {
        try act.require(.identitySignIn)
        guard let waiting = try SecondFactorStore.step(of: browser, in: tx), !waiting.isOver(at: act.at),
            let factor = try SecondFactorStore.factor(of: waiting.account, in: tx), factor.confirmedAt != nil
        else { return .over }
        // Whoever knows the password cannot close the door to its owner, who has signed in from the office before.
        let isKnown = try ThrottleStore.isKnown(network, to: waiting.account, in: tx)
        let lines: [SignInThrottle.Line] = isKnown ? [.codePair] : [.codePair, .code]
        for line in lines {
            let tally = try ThrottleStore.tally(line, subject(of: line, waiting.account), in: tx)
            let wait = SignInThrottle.waitSeconds(tally, on: line, at: act.at)
            guard wait == 0 else { return .wait(seconds: wait) }
            try ThrottleStore.save(SignInThrottle.counted(tally, at: act.at), line, subject(of: line, waiting.account),
                in: tx)
        }
        try SecondFactorStore.countTry(of: browser, in: tx)
        let digest = RecoveryCode.digest(typed: typed)
        let isOnPaper = try digest.map { try SecondFactorStore.hasCode($0, of: waiting.account, in: tx) } ?? false
        return .compare(Challenge(factor: factor, waiting: waiting, isOnPaper: isOnPaper, counted: lines))
    }

    /// Nil when the code is wrong.
    func proof(_ challenge: Challenge, at now: Instant) -> Proof? {
        if challenge.isOnPaper, let digest = RecoveryCode.digest(typed: typed) { return .paper(digest) }
        let factor = challenge.factor
        return factor.code.step(ofTyped: typed, at: now, after: factor.lastStep).map(Proof.step)
    }

    func close(_ challenge: Challenge, _ proof: Proof?, in tx: Transaction, act: Act) throws -> SignIn.Outcome {
        try act.require(.identitySignIn)
        let id = challenge.waiting.account
        let ending = SignInEnding(account: id, agency: try StaffStore.member(id, in: tx)?.agency, network: network)
        guard let proof, let account = try AccountStore.account(id, in: tx), account.state == .active,
            account.passwordHash == challenge.waiting.passwordHash, try take(proof, of: id, in: tx, at: act.at)
        else {
            try ending.failed(["factor": "code"], in: tx, act: act)
            return .refused
        }
        for line in challenge.counted { try ThrottleStore.settle(line, subject(of: line, id), in: tx) }
        try SecondFactorStore.removeStep(of: browser, in: tx)
        try ending.entered(id, ["factor": proof.word], in: tx, act: act)
        return .signedIn(id, account.kind, first: account.mustChangePassword ? .choosePassword : nil)
    }

    private func take(_ proof: Proof, of account: AccountID, in tx: Transaction, at now: Instant) throws -> Bool {
        switch proof {
        case .step(let step): try SecondFactorStore.take(step: step, of: account, in: tx)
        case .paper(let digest): try SecondFactorStore.take(code: digest, of: account, at: now, in: tx)
        }
    }

    private func subject(of line: SignInThrottle.Line, _ account: AccountID) -> String {
        switch line {
        case .codePair: "\(account) \(network)"
        case .code, .pair, .login, .network, .registration, .provider, .message, .again: "\(account)"
        }
    }
}

extension SecondStep.Proof {
    /// In the journal.
    var word: String {
        switch self {
        case .step: "code"
        case .paper: "recovery-code"
        }
    }
}
