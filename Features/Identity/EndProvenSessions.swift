import Access
import Base
import Journal
import Storage
import Web

/// Another system says that somebody has left it: the sessions that were opened by it end here too, and a sign-in by it
/// that still waits for its code does not go on.
package struct EndProvenSessions: Sendable {
    let account: AccountID
    let tickets: [String]
    let source: String

    /// - Parameters:
    ///   - tickets: what the sessions were opened with: see `SignInProven`.
    ///   - source: as the system stands in the journal.
    package init(of account: AccountID, tickets: [String], source: String) {
        self.account = account
        self.tickets = tickets
        self.source = source
    }

    /// Where nothing is open any more nothing is said in the journal.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        var count = 0
        for ticket in tickets {
            count += try Sessions.end(ticket: ticket, of: account, in: tx)
            count += try SecondFactorStore.removeSteps(ticket: ticket, of: account, in: tx)
        }
        guard count > 0 else { return }
        try Journal.append(JournalDraft("account.sessions-ended", of: "account", account.description, agency: nil,
            facts: ["count": "\(count)", "provider": source]), by: act, in: tx)
    }
}
