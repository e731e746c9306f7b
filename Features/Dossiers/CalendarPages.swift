import Access
import Base
import Calendars
import Deadlines
import Storage
import Web

/// Lịch làm việc for whoever runs the centre: each year as a picture with what it rests on, a warning months before one
/// is missing, and what one more day off would move. `/quan-tri/lich`.
struct CalendarPages: Sendable {
    static let path = "/quan-tri/lich"
    /// A commune's open dossiers are far fewer.
    static let clocksMax = 5000
    static let movesShown = 100

    let live: LiveCalendar

    private var calendar: WorkCalendar { live.current }

    var routes: [Route] { [.get(Self.path, "dossier.calendar", show)] }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let today = request.now.localDate
        let asked = Int(request.query["nam"]) ?? today.year
        let years = calendar.years.map(\.number)
        let year = years.contains(asked) ? asked : years.last { $0 <= today.year } ?? years.first
        guard let year else { throw Problem.notFound }
        let question = CalendarQuestion(request.query, in: calendar)
        var preview: DayOffPreview?
        if let dayOff = question.dayOff, let agency = request.permit.agency {
            let clocks = try await request.site.database.read {
                try OpenClockStore.clocks(of: agency, dueFrom: min(dayOff.date, today), limit: Self.clocksMax, in: $0)
            }
            preview = DayOffPreview(clocks, with: calendar.adding(dayOff))
        }
        return .page(CalendarViews(calendar: calendar, year: year, question: question, preview: preview,
            request: request).page, status: question.faults.isEmpty ? 200 : 422)
    }
}

/// The day off that an address asks about.
struct CalendarQuestion: Sendable {
    /// Nil when nothing was asked, or not rightly.
    let dayOff: WorkCalendar.DayOff?
    let faults: [FieldFault]

    init(_ query: FormValues, in calendar: WorkCalendar) {
        let typed = query.date("nghi")
        guard typed != .none else {
            (dayOff, faults) = (nil, [])
            return
        }
        guard case .date(let date) = typed, let isWorked = try? calendar.isWorking(date), isWorked else {
            (dayOff, faults) = (nil, [FieldFault("nghi", "dossier.calendar-day")])
            return
        }
        (dayOff, faults) = (WorkCalendar.DayOff(date: date, kind: .closure, name: query["ten"]), [])
    }
}
