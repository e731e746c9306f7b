import Base

/// Due dates by the million, of every kind of term and spread over a year: what a new holiday costs at the worst.
package struct DeadlineTrial: Sendable {
    private static let terms: [Term] = [
        .workingDays(1), .workingDays(5), .calendarDays(30), .workingHours(16), .sameDay, .workingDays(20), .months(2),
        .workingDays(3),
    ]

    let count: Int

    package init(count: Int) { self.count = count }

    /// The sum of the due dates' days, so that nothing is left out by a clever compiler.
    package func run(in calendar: WorkCalendar) throws(Problem) -> UInt64 {
        let start: Int64 = 1_767_225_600
        var sum: UInt64 = 0
        for index in 0..<count {
            let accepted = Instant(microseconds: (start + Int64(index) * 7919 % 25_000_000) * 1_000_000)
            let due = try Deadline.due(for: Self.terms[index & 7], acceptedAt: accepted, in: calendar)
            sum &+= UInt64(bitPattern: due.instant.microseconds / 86_400_000_000)
        }
        return sum
    }
}
