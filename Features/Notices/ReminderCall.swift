import Access
import Base
import Dossiers

/// Gọi nhắc việc: somebody in charge asked an official about one dossier.
package struct ReminderCall: Sendable, Equatable {
    package static let saidLengthMax = 1000

    package let id: ID<ReminderCall>
    package let dossier: ID<Dossier>
    package let agency: AgencyID
    package let caller: AccountID
    /// Names as they were then.
    package let callerName: String
    package let called: AccountID
    package let calledName: String
    package let at: Instant
    package let said: String
}
