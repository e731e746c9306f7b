import Access
import Base
import Journal
import Storage
import Web

/// Somebody ends sessions of their own account on other devices: one that was forgotten somewhere, or all of them.
package struct EndSessions: Sendable {
    package enum Which: Sendable, Equatable {
        case one(String)
        case others
    }

    package let which: Which
    /// The session in which it is asked: see `WebRequest.sessionKey`. It ends by signing out.
    package let own: String

    package init(_ which: Which, own: String) {
        self.which = which
        self.own = own
    }

    /// One that is over already is no fault: what was wanted is so. Nothing is said in the journal then.
    /// - Throws: `not-found` for the own session: its page offers to sign out instead.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        let account = try act.requireAccount()
        let count = switch which {
        case .one(let key) where key == own: throw Problem.notFound
        case .one(let key): try Sessions.end(key, of: account, in: tx) ? 1 : 0
        case .others: try Sessions.endOthers(than: own, of: account, in: tx)
        }
        guard count > 0 else { return }
        try Journal.append(JournalDraft("account.sessions-ended", of: "account", account.description,
            agency: act.permit.agency, facts: ["count": "\(count)"]), by: act, in: tx)
    }
}
