import Access
import Base
import Dossiers
import Identity
import Journal
import Storage

/// Adds a receiver for the official with this login; it is told what happens from now on.
package struct AddSubscriber: Sendable {
    package let login: String
    package let url: String
    /// Of `DossierEvents.kinds`; none: all of them.
    package let kinds: [String]
    package let policy: AccessPolicy

    package init(login: String, url: String, kinds: [String], policy: AccessPolicy) {
        self.login = login
        self.url = url
        self.kinds = kinds
        self.policy = policy
    }

    /// - Throws: `webhook-account` when the account may not know, `webhook-url`, `webhook-kinds`, `webhook-too-many`.
    package func run(in tx: Transaction, act: Act) throws -> Subscriber {
        guard let account = try CallerStore.account(ofLogin: login, in: tx),
            case .staff(let staff)? = try CallerStore.caller(for: account, on: act.at.localDate, in: tx),
            policy.allows(DossierEvents.permission, to: .staff(staff))
        else { throw Problem("webhook-account", arguments: ["login": login]) }
        guard let address = ReceiverAddress(url) else { throw Problem("webhook-url", arguments: ["url": url]) }
        guard kinds.allSatisfy(DossierEvents.kinds.contains) else {
            throw Problem("webhook-kinds", arguments: ["kinds": DossierEvents.kinds.joined(separator: ", ")])
        }
        guard try SubscriberStore.all(of: staff.agency, in: tx).count < Subscriber.perAgencyMax else {
            throw Problem("webhook-too-many", status: 409, arguments: ["max": "\(Subscriber.perAgencyMax)"])
        }
        let added = Subscriber(id: ID(at: act.at), account: account, agency: staff.agency, url: url,
            secret: Subscriber.freshSecret(), kinds: kinds, createdAt: act.at,
            reached: try Journal.head(in: tx).number, failures: 0, nextAt: act.at, lastError: "")
        try SubscriberStore.insert(added, in: tx)
        try SubscriberLedger.tell("webhook.added", added, ["host": address.host, "login": login], by: act, in: tx)
        return added
    }
}

/// What is done with receivers stands in the journal; never their secrets.
enum SubscriberLedger {
    static func tell(
        _ kind: String, _ one: Subscriber, _ facts: [String: String] = [:], by act: Act, in tx: Transaction
    ) throws {
        try Journal.append(
            JournalDraft(kind, of: "webhook", one.id.description, agency: one.agency, facts: facts), by: act, in: tx)
    }
}
