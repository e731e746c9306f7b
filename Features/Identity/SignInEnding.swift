import Access
import Base
import Journal
import Storage

/// How a try to sign in ended: written down in the same way whichever door it came by.
struct SignInEnding: Sendable {
    /// Nil when there is no such login.
    let account: AccountID?
    let agency: AgencyID?
    let network: String

    /// - Parameter facts: beside the network; what was wrong is said to nobody else.
    func failed(_ facts: [String: String] = [:], in tx: Transaction, act: Act) throws {
        try say("account.sign-in-failed", account?.description ?? "unknown", facts, in: tx, act: act)
    }

    /// The account is in: from this network it is known from now on.
    func entered(_ account: AccountID, _ facts: [String: String] = [:], in tx: Transaction, act: Act) throws {
        try ThrottleStore.remember(network, of: account, at: act.at, in: tx)
        try AccountStore.signedIn(account, at: act.at, in: tx)
        try say("account.signed-in", account.description, facts, in: tx, act: act)
    }

    /// A session that was locked goes on.
    func unlocked(_ account: AccountID, in tx: Transaction, act: Act) throws {
        try say("account.unlocked", account.description, [:], in: tx, act: act)
    }

    private func say(
        _ kind: String, _ subject: String, _ facts: [String: String], in tx: Transaction, act: Act
    ) throws {
        try Journal.append(JournalDraft(kind, of: "account", subject, agency: agency,
            facts: facts.merging(["network": network]) { $1 }), by: act, in: tx)
    }
}
