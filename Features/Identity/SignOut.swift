import Access
import Journal
import Storage

/// Somebody leaves. The session itself is ended by the answer that carries the sign-out.
package struct SignOut: Sendable {
    package init() {}

    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        let account = try act.requireAccount()
        try Journal.append(JournalDraft("account.signed-out", of: "account", account.description,
            agency: act.permit.agency), by: act, in: tx)
    }
}
