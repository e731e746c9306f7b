import Base
import Synchronization

/// How a code reaches a telephone. Identity knows no channel: the application says how, once its settings are read.
/// Until then nobody is reached, and numbers stay claims.
package final class CodeLine: Sendable {
    /// - Returns: whether the other side has taken it.
    package typealias Send = @Sendable (_ to: PhoneNumber, _ text: String, _ at: Instant) async -> Bool

    private let chosen: Mutex<Send?>

    package init(_ send: Send? = nil) { chosen = Mutex(send) }

    package func choose(_ send: Send?) { chosen.withLock { $0 = send } }

    var isOpen: Bool { chosen.withLock { $0 != nil } }

    /// At once and past every outbox: nobody but the number's owner is to read it.
    func tell(_ number: PhoneNumber, _ text: String, at now: Instant) async -> Bool {
        guard let send = chosen.withLock({ $0 }) else { return false }
        return await send(number, text, now)
    }
}
