import Access
import Base
import Identity
import Journal
import Storage

/// A provider says that somebody has signed out there: what was opened here by that sign-in ends at once.
struct HearLogout: Sendable {
    let provider: Provider
    let token: LogoutToken

    /// - Returns: false for a token that was heard before; nothing is done then.
    func run(in tx: Transaction, act: Act) throws -> Bool {
        try act.requireSignInDoor()
        guard try StayStore.hear(token, of: provider.issuer, at: act.at, in: tx) else { return false }
        switch token.leaver {
        case .person(let subject): try leave(subject, session: nil, in: tx, act: act)
        case .both(let subject, let session): try leave(subject, session: session, in: tx, act: act)
        case .stay(let session):
            for account in try StayStore.accounts(provider.issuer, session: session, in: tx) {
                try end(account, session: session, in: tx, act: act)
            }
        }
        return true
    }

    /// Whoever is not linked has nothing open here, or has still to choose an account.
    private func leave(_ subject: String, session: String?, in tx: Transaction, act: Act) throws {
        try VisitStore.removeArrivals(provider.id, subject: subject, in: tx)
        guard let link = try LinkStore.link(provider.issuer, subject, in: tx) else { return }
        try end(link.account, session: session, in: tx, act: act)
    }

    private func end(_ account: AccountID, session: String?, in tx: Transaction, act: Act) throws {
        let tickets = try StayStore.tickets(of: account, provider.issuer, session: session, in: tx)
        try EndProvenSessions(of: account, tickets: tickets, source: provider.proofName).run(in: tx, act: act)
        for ticket in tickets { _ = try StayStore.end(ticket, of: account, in: tx) }
    }
}
