import Access
import Base
import Storage

/// Somebody comes back from another system that has recognised them: the one door for features that sign people in by
/// other ways than the password. Officials do not come this way.
package struct SignInProven: Sendable {
    let account: AccountID
    let person: ProvenPerson
    let network: String
    private let browser: String
    private let ticket: String?

    /// - Parameters:
    ///   - browser: `WebRequest.browserDigest`: a code of the second factor is waited for there.
    ///   - ticket: with what the session opens, also when a code is asked for first; for `EndProvenSessions`.
    package init(
        _ account: AccountID, _ person: ProvenPerson, address: String, browser: String, ticket: String? = nil
    ) {
        self.account = account
        self.person = person
        network = SignInThrottle.network(of: address)
        self.browser = browser
        self.ticket = ticket
    }

    /// The profile takes what is newly proven; where that contradicts what was proven before, it stays as it is.
    package func run(in tx: Transaction, act: Act) throws -> SignIn.Outcome {
        try act.require(.identitySignIn)
        let ending = SignInEnding(account: account, agency: nil, network: network)
        guard let found = try AccountStore.account(account, in: tx), found.state == .active, found.kind == .citizen
        else {
            try ending.failed(["provider": person.source], in: tx, act: act)
            return .refused
        }
        do { try AcceptProof(person, for: account).run(in: tx, act: act) } catch let problem as Problem
            where problem.status == 409 {}
        try ThrottleStore.uncount(.provider, network, in: tx)
        if try SecondFactorStore.factor(of: account, in: tx)?.confirmedAt != nil {
            try SecondFactorStore.insert(SecondStep.Waiting(account: account, passwordHash: found.passwordHash,
                expiresAt: act.at.adding(seconds: SecondStep.secondsMax), ticket: ticket), of: browser, in: tx)
            return .codeNeeded
        }
        try ending.entered(
            account, ["provider": person.source, "level": "\(person.level)"], in: tx, act: act)
        return .signedIn(account, .citizen, first: nil)
    }
}

/// Somebody leaves for another system to sign in there. Counted by network, and taken back when they come back.
package struct CountVisit: Sendable {
    private let network: String

    package init(address: String) { network = SignInThrottle.network(of: address) }

    /// - Returns: seconds still to wait; 0 when the way is free.
    package func run(in tx: Transaction, act: Act) throws -> Int {
        try act.require(.identitySignIn)
        let tally = try ThrottleStore.tally(.provider, network, in: tx)
        let wait = SignInThrottle.waitSeconds(tally, on: .provider, at: act.at)
        guard wait == 0 else { return wait }
        try ThrottleStore.save(SignInThrottle.counted(tally, at: act.at), .provider, network, in: tx)
        return 0
    }
}

/// What a feature that signs people in by other ways needs to know of an account.
package enum AccountStanding {
    package static func hasPassword(_ account: AccountID, in snapshot: Snapshot) throws -> Bool {
        try AccountStore.hasPassword(account, in: snapshot)
    }

    /// The hash to compare a typed password with; nil when there is no such account.
    package static func passwordHash(_ account: AccountID, in snapshot: Snapshot) throws -> PasswordHash? {
        try AccountStore.account(account, in: snapshot)?.passwordHash
    }

    package static func isCitizen(_ account: AccountID, in snapshot: Snapshot) throws -> Bool {
        try AccountStore.account(account, in: snapshot)?.kind == .citizen
    }
}
