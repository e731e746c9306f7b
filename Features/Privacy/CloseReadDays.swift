import Access
import Base
import Journal
import Storage

/// Writes the digest of each past day's readings into the journal, once a day: from then on a line that is changed,
/// added or taken away shows, for the journal's seal covers the digest. A day without readings is not mentioned.
package struct CloseReadDays: Sendable {
    package static let entry = "reading.day-closed"
    /// A look that was begun before midnight is written by then.
    private static let graceSeconds: Int64 = 3600

    let permit: Permit

    /// - Throws: `Problem` when the policy does not know of readings.
    package init(policy: AccessPolicy) throws(Problem) {
        permit = try policy.permit(.readingClose, to: .system("privacy"))
    }

    package func run(on database: any Database, at now: Instant, requestID: String = "") async throws {
        let today = now.adding(seconds: -Self.graceSeconds).localDate
        let act = Act(permit: permit, at: now, requestID: requestID)
        for day in try await database.read({ try ReadLogStore.openDays(before: today, in: $0) }) {
            try await database.write { tx in
                // Another process may have been faster.
                guard try !ReadLogStore.isClosed(day, in: tx) else { return }
                let closed = try ReadDay.count(day, at: now, in: tx)
                try ReadLogStore.insert(closed, in: tx)
                try Journal.append(
                    JournalDraft(Self.entry, of: "reading", day.iso8601, agency: nil,
                        facts: ["day": day.iso8601, "lines": "\(closed.lines)", "digest": closed.digest]),
                    by: act, in: tx)
            }
        }
    }
}

/// Holds closed days against the entries of the journal that speak of them.
package enum CheckReadDays {
    /// - Returns: the days that are not as they were closed.
    package static func run(_ days: [ReadDay], in snapshot: Snapshot) throws -> [LocalDate] {
        try days.filter { day in
            let counted = try ReadDay.count(day.day, at: day.closedAt, in: snapshot)
            let entry = try Journal.entries(of: "reading", day.day.iso8601, in: snapshot)
                .last { $0.kind == CloseReadDays.entry }
            return counted != day || entry?.facts["digest"] != counted.digest
        }.map(\.day)
    }
}
