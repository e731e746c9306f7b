import Base

/// Everything about one dossier that its due date rests on, beside the calendar.
package struct DeadlineCase: Sendable, Equatable {
    /// More stops than a dossier ever has.
    package static let stopsMax = 200

    package var term: Term
    /// Tiếp nhận, not filing: the clock starts here.
    package var acceptedAt: Instant
    /// In any order; they may touch and overlap.
    package var stops: [Stop]
    /// Gia hạn: at most one (NĐ 61/2018, article 19.9), hence not a list.
    package var extended: Extension?

    package init(term: Term, acceptedAt: Instant, stops: [Stop] = [], extended: Extension? = nil) {
        self.term = term
        self.acceptedAt = acceptedAt
        self.stops = stops
        self.extended = extended
    }

    func check() throws(Problem) {
        try term.check()
        try extended?.check()
        guard stops.count <= DeadlineCase.stopsMax else {
            throw Problem("stops-too-many", status: 422, arguments: ["max": String(DeadlineCase.stopsMax)])
        }
        for stop in stops { try stop.check() }
    }
}

/// The clock stands: from one moment until another, on a legal ground.
package struct Stop: Sendable, Equatable {
    package enum Ground: String, Sendable, CaseIterable {
        /// Chờ bổ sung hồ sơ (national status 5).
        case supplement
        /// Chờ thực hiện nghĩa vụ tài chính (national status 6).
        case financialDuty = "financial-duty"
        /// Niêm yết công khai.
        case posting
        /// Đo đạc, kiểm tra thực địa, ký giáp ranh.
        case survey
        /// Chờ họp hội đồng.
        case council
        /// Sự cố hệ thống: the office could not work on it.
        case outage
    }

    package enum Effect: String, Sendable, CaseIterable {
        /// The clock goes on where it stood.
        case suspends
        /// The whole term begins anew at the end (NĐ 61/2018, article 19.4: returned after vetting).
        case restarts
    }

    package let from: Instant
    /// Nil while it still stands.
    package let to: Instant?
    package let ground: Ground
    package let effect: Effect
    /// The law of the field or the decision, when it is not the usual one of the ground.
    package let basis: String?

    package init(from: Instant, to: Instant?, ground: Ground, effect: Effect = .suspends, basis: String? = nil) {
        self.from = from
        self.to = to
        self.ground = ground
        self.effect = effect
        self.basis = basis
    }

    static func beganBefore(_ left: Stop, _ right: Stop) -> Bool {
        (left.from, left.to ?? left.from) < (right.from, right.to ?? right.from)
    }

    func check() throws(Problem) {
        guard let to, to < from else { return }
        throw Problem("stop-backwards", status: 422, arguments: ["from": from.iso8601, "to": to.iso8601])
    }
}

/// Xin lỗi và hẹn lại: the new date is so many days after the old one.
package struct Extension: Sendable, Equatable {
    package enum Unit: String, Sendable { case workingDays = "wd", calendarDays = "d" }

    package let days: Int
    package let unit: Unit

    package init(days: Int, unit: Unit) {
        self.days = days
        self.unit = unit
    }

    /// In the days in which the term itself counts: calendar days for days and months, working days for all else.
    package init(days: Int, of term: Term) {
        self.days = days
        switch term {
        case .sameDay, .workingHours, .workingDays: unit = .workingDays
        case .calendarDays, .months: unit = .calendarDays
        }
    }

    func check() throws(Problem) {
        guard (1...Term.unitsMax).contains(days) else {
            throw Problem("extension-out-of-range", status: 422, arguments: ["days": String(days)])
        }
    }
}
