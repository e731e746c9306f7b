/// Where a locked session is opened, and where an open page asks how long its session has left.
package enum SessionDoor {
    /// The page that asks for the password again.
    package static let unlockPath = "/mo-khoa"
    /// Answers `{"left": seconds}`: until the lock, 0 when the session is locked or over. Asking does not count as
    /// being there; with the query `o-day` it does, for somebody who types for long without sending.
    package static let path = "/phien"
    static let presence = "o-day"
}
