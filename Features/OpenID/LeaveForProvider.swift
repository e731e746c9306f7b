import Access
import Base
import Crypto
import Identity
import Storage
import Web

/// Somebody goes to a provider to sign in there. What the way back must bring along is made here: `state` for this
/// browser, `nonce` for the token, the verifier for the code (RFC 7636, S256).
struct LeaveForProvider: Sendable {
    let provider: Provider
    let browser: String
    let address: String
    let next: String
    /// Set for somebody who links the own account.
    let account: AccountID?

    let state = SecretText.random()
    let nonce = SecretText.random()
    let verifier = SecretText.random()

    /// - Returns: seconds still to wait; 0 when they may go.
    func run(in tx: Transaction, act: Act) throws -> Int {
        try act.requireSignInDoor()
        let wait = try CountVisit(address: address).run(in: tx, act: act)
        guard wait == 0 else { return wait }
        let visit = ProviderVisit(provider: provider.id, browser: browser, nonce: nonce, verifier: verifier, next: next,
            account: account, expiresAt: act.at.adding(seconds: ProviderVisit.secondsMax))
        try VisitStore.insert(visit, state: Self.digest(state), at: act.at, in: tx)
        return 0
    }

    /// Where the browser is sent.
    func address(at discovery: Discovery, redirect: String) -> String {
        var fields = [
            ("response_type", "code"), ("client_id", provider.client), ("redirect_uri", redirect),
            ("scope", provider.scopes.joined(separator: " ")), ("state", state), ("nonce", nonce),
            ("code_challenge", Base64URL.text(SHA256.hash(data: Array(verifier.utf8)))),
            ("code_challenge_method", "S256"),
        ]
        if !provider.levelsAsked.isEmpty { fields.append(("acr_values", provider.levelsAsked.joined(separator: " "))) }
        // Who links an account shows there anew who they are.
        if account != nil { fields.append(("prompt", "login")) }
        let sign = discovery.authorization.contains("?") ? "&" : "?"
        return discovery.authorization + sign + ProviderLine.form(fields)
    }

    static func digest(_ state: String) -> String { Hex.text(SHA256.hash(data: Array(state.utf8))) }
}
