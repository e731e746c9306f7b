import Access
import Base
import Journal
import Storage

/// Tries a notice anew that waits, was refused or was given up: when the address book or the server was mended.
package struct SendAgain: Sendable {
    package let id: ID<Notice>

    package init(_ id: ID<Notice>) { self.id = id }

    /// - Throws: `not-found`, also for one of another agency and for one that was sent.
    package func run(in tx: Transaction, act: Act) throws {
        let agency = act.permit.agency
        guard try NoticeStore.restart(id, of: agency, at: act.at, in: tx) else { throw Problem.notFound }
        try Journal.append(
            JournalDraft("notice.restarted", of: "notice", id.description, agency: agency), by: act, in: tx)
    }
}
