import Base

/// The one judgement of time that pages, lists, reports and the index share. Compared by date, never by hour, at the
/// moment of «đã xử lý xong», so that a citizen who collects late makes no dossier late (handbook 1.5). The time of a
/// supplement is out of it already, because stops of the clock have moved the due date.
package enum Punctuality: String, Sendable, CaseIterable {
    /// Trước hạn
    case early
    /// Đúng hạn
    case onTime = "on-time"
    /// Quá hạn
    case late
    /// Đang giải quyết, trong hạn
    case openInTime = "open-in-time"
    /// Đang giải quyết, quá hạn
    case openLate = "open-late"

    /// - Parameters:
    ///   - due: nil when there is none or the clock stands: nothing can be late then.
    ///   - finished: nil while it is being resolved.
    ///   - today: by which an open dossier is judged.
    package init(due: LocalDate?, finished: LocalDate?, today: LocalDate) {
        switch (due, finished) {
        case (let due?, let finished?): self = finished < due ? .early : finished == due ? .onTime : .late
        case (let due?, nil): self = today > due ? .openLate : .openInTime
        case (nil, .some): self = .onTime
        case (nil, nil): self = .openInTime
        }
    }

    /// The same by moments.
    package init(due: Instant?, finished: Instant?, now: Instant) {
        self.init(due: due?.localDate, finished: finished?.localDate, today: now.localDate)
    }

    package var isLate: Bool { self == .late || self == .openLate }
}
