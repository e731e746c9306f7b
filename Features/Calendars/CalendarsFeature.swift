import Access
import Storage
import Web

extension Permission {
    /// See the working calendar and what moves by it.
    package static let seeCalendar: Permission = "calendar.see"
    /// Enter days off, swaps, years, closures and hours.
    package static let editCalendar: Permission = "calendar.edit"
}

/// Lịch làm việc, as this installation keeps it. The front door: tables, rights, and who keeps the live one fresh; the
/// pages stand in Dossiers, because what a change moves are dossiers.
package enum CalendarsFeature {
    package static func make(_ live: LiveCalendar) -> Feature {
        Feature(
            name: "calendars", migrations: CalendarMigrations.all, grants: grants,
            followers: [
                Follower("calendars.live") { database in
                    try await live.refresh(from: database)
                    return false
                }
            ])
    }

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.seeCalendar, [.administrator, .centreDirector, .centreDeputy, .procedureController, .inspector]),
        .staff(.editCalendar, [.administrator]),
    ]

    package static let migrations = CalendarMigrations.all
}
