import Access
import Base
import Dossiers
import Storage

/// Why an official is reminded of a dossier.
package enum ReminderKind: String, Sendable, CaseIterable, SQLConvertible {
    /// Đã dùng quá một phần thời hạn: the set share of the time is over.
    case share
    /// Còn một ngày làm việc
    case dayBefore = "day-before"
    /// Đến giờ hẹn
    case due
    /// Quá hạn: on every working day anew.
    case late
}

/// What a reminder is about: the dossier's date, or that of the step or the leg in which it is.
package enum ReminderSubject: String, Sendable, CaseIterable, SQLConvertible {
    /// Hẹn trả
    case dossier
    /// Hạn bước
    case step
    /// Hạn phần việc liên thông
    case leg
}

/// Nhắc việc: one person is reminded of one dossier for one reason.
package struct Reminder: Sendable, Equatable {
    package let id: ID<Reminder>
    package let dossier: ID<Dossier>
    package let kind: ReminderKind
    /// The due date that it is about, so that a moved date is reminded of anew; of what is late, the day itself.
    package let day: LocalDate
    package let account: AccountID
    package let agency: AgencyID
    package let createdAt: Instant
    package var readAt: Instant?
    package var about = ReminderSubject.dossier
    /// The date of the step or the leg as it was then; nil when there was none.
    package var stepDueAt: Instant?

    /// With the kind and the day what makes a reminder unique.
    struct Key: Hashable, Sendable {
        let dossier: ID<Dossier>
        let kind: ReminderKind
        let day: LocalDate
        let account: AccountID
    }

    var key: Key { Key(dossier: dossier, kind: kind, day: day, account: account) }
}
