import Access
import Base
import Identity
import Journal
import Storage
import Web

/// Somebody whom a provider has recognised comes back to sign in. Who is linked is signed in; everybody else chooses.
struct ArriveFromProvider: Sendable {
    /// What may pass between coming back and the session: a code of a second factor is typed.
    private static let entranceSeconds: Int64 = 600

    let provider: Provider
    let recognised: ProviderLine.Recognised
    let visit: ProviderVisit
    let address: String
    /// `Sessions.secondsMax`
    let sessionSeconds: Int64

    enum Outcome: Sendable, Equatable {
        case entered(SignIn.Outcome, ticket: String)
        /// No account is linked: with which one to go on?
        case choose
        /// The own account is to be linked: really?
        case confirm
    }

    var person: ProvenPerson { provider.claims.person(recognised.claims, source: provider.proofName) }

    /// - Throws: `openid-linked-elsewhere` (409) when the own account is to be linked and another one is.
    func run(in tx: Transaction, act: Act) throws -> Outcome {
        try act.requireSignInDoor()
        let link = try LinkStore.link(provider.issuer, recognised.subject, in: tx)
        if let account = visit.account {
            guard link.map({ $0.account == account }) ?? true else {
                throw Problem("openid-linked-elsewhere", status: 409, arguments: ["provider": provider.proofName])
            }
            try wait(in: tx, at: act.at)
            return .confirm
        }
        if let link { return try enter(link, in: tx, act: act) }
        if let account = try provenAccount(in: tx) {
            let link = try LinkProvider(provider, recognised.subject, account, means: "level").run(in: tx, act: act)
            return try enter(link, in: tx, act: act)
        }
        try wait(in: tx, at: act.at)
        return .choose
    }

    private func enter(_ link: ProviderLink, in tx: Transaction, act: Act) throws -> Outcome {
        try LinkStore.used(link, at: act.at, in: tx)
        let ticket = SecretText.random()
        try StayStore.insert(ticket, of: link.account, provider.issuer, idToken: recognised.idToken,
            until: Self.end(from: act.at, sessionSeconds), in: tx)
        let deed = SignInProven(link.account, person, address: address, browser: visit.browser, ticket: ticket)
        return .entered(try deed.run(in: tx, act: act), ticket: ticket)
    }

    /// Until when a stay is known: no session that it opens lasts longer.
    static func end(from now: Instant, _ sessionSeconds: Int64) -> Instant {
        now.adding(seconds: sessionSeconds + entranceSeconds)
    }

    private func wait(in tx: Transaction, at now: Instant) throws {
        try VisitStore.keep(ProviderArrival(provider: provider.id, browser: visit.browser,
            subject: recognised.subject, claims: recognised.claims.orderedText, idToken: recognised.idToken,
            next: visit.next, account: visit.account, expiresAt: now.adding(seconds: ProviderArrival.secondsMax)),
            in: tx)
    }

    /// The account for which another provider has proven the same personal id, where that is enough. A claim never is:
    /// whoever wrote down somebody's number first would otherwise share an account with its owner.
    private func provenAccount(in tx: Transaction) throws -> AccountID? {
        switch provider.linking {
        case .password: return nil
        case .level:
            guard provider.levelMin > 0, person.level >= provider.levelMin, let personalID = person.personalID,
                let holder = try AcceptProof.holder(of: personalID, in: tx), holder.isProven,
                try !LinkStore.links(of: holder.account, in: tx).contains(where: { $0.issuer == provider.issuer })
            else { return nil }
            return holder.account
        }
    }
}
