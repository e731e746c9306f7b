import Access
import Base
import Storage

/// Where a session was begun.
package struct SessionOrigin: Sendable {
    let device: Device
    let address: String

    package init(agent: String?, address: String) {
        device = Device(agent: agent)
        self.address = address
    }

    static let unknown = SessionOrigin(agent: nil, address: "")
}

/// A session that lives, as its owner sees it.
package struct OpenSession: Sendable, Equatable {
    /// Tells it from the owner's others; it opens nothing.
    package let key: String
    package let device: Device
    /// From where it was begun; empty for citizens, of whom it is not kept.
    package let address: String
    package let since: Instant
    /// To the minute.
    package let lastUsed: Instant
    /// An official's who is away from it: the password opens it again.
    package let isLocked: Bool
}

extension Sessions {
    /// Those that a request with the right cookie would find, the one used last first.
    package func open(of account: AccountID, at now: Instant, in snapshot: Snapshot) throws -> [OpenSession] {
        guard let caller = try resolveCaller(account, snapshot) else { return [] }
        return try SessionStore.sessions(of: account, in: snapshot).compactMap { session in
            guard let left = secondsLeft(session, caller, at: now) else { return nil }
            return OpenSession(
                key: Self.key(of: session), device: session.device, address: session.address,
                since: session.createdAt, lastUsed: session.seenAt, isLocked: left == 0)
        }
    }

    /// - Returns: whether the account had such a one.
    package static func end(_ key: String, of account: AccountID, in tx: Transaction) throws -> Bool {
        guard let session = try SessionStore.sessions(of: account, in: tx).first(where: { Self.key(of: $0) == key })
        else { return false }
        try SessionStore.delete(session.digest, in: tx)
        return true
    }

    /// Ends what was opened with a ticket.
    /// - Returns: how many ended.
    /// - Precondition: the ticket is not empty.
    package static func end(ticket: String, of account: AccountID, in tx: Transaction) throws -> Int {
        precondition(!ticket.isEmpty, "sessions without a ticket are nobody else's to end")
        return try SessionStore.delete(ticket: ticket, of: account, in: tx)
    }

    /// With what the session of a key was opened, see `WebRequest.sessionKey`; nil for most.
    package static func ticket(of key: String, account: AccountID, in snapshot: Snapshot) throws -> String? {
        let session = try SessionStore.sessions(of: account, in: snapshot).first { Self.key(of: $0) == key }
        return session.flatMap { $0.ticket.isEmpty ? nil : $0.ticket }
    }

    /// - Returns: how many ended.
    package static func endOthers(than key: String, of account: AccountID, in tx: Transaction) throws -> Int {
        let others = try SessionStore.sessions(of: account, in: tx).filter { Self.key(of: $0) != key }
        for session in others { try SessionStore.delete(session.digest, in: tx) }
        return others.count
    }

    /// The beginning of the digest: the digest itself opens nothing, and nobody has two that begin alike.
    static func key(ofToken token: String) -> String { String(digest(token).prefix(keyLength)) }
    private static func key(of session: SessionStore.Session) -> String { String(session.digest.prefix(keyLength)) }
    private static let keyLength = 16
}
