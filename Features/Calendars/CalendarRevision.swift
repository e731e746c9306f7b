import Access
import Base
import Journal

/// One entry of the stored calendar: what was changed, by whom, when, why and by which document. Never changed itself;
/// a wrong one is withdrawn by a further one.
package struct CalendarRevision: Sendable, Equatable {
    /// The subject of the journal's entries: there is one calendar.
    package static let subjectKind = "calendar"
    static let subject = "vn"
    static let entryKind = "calendar.revised"

    /// From 1 without gaps.
    package let number: Int64
    package let change: CalendarChange
    /// Whose days it concerns; nil for everybody's.
    package let agency: AgencyID?
    /// Shown to the people whose dates it moves.
    package let reason: String
    /// The announcement or decision that it rests on.
    package let source: String
    package let at: Instant
    package let authorName: String
    /// The digest of its journal entry: no two revisions of any installation have the same.
    let seal: String

    /// What the journal is told.
    static func facts(
        _ number: Int64, _ change: CalendarChange, reason: String, source: String
    ) -> [String: String] {
        ["number": "\(number)", "change": change.kind.rawValue, "details": change.details, "reason": reason,
            "source": source]
    }

    /// Reads an entry of the journal.
    /// - Throws: `calendar-unreadable`.
    init(_ entry: JournalEntry) throws(Problem) {
        guard let number = entry.facts["number"].flatMap({ Int64($0) }),
            let kind = entry.facts["change"].flatMap(CalendarChange.Kind.init(rawValue:))
        else { throw Problem("calendar-unreadable", status: 422, arguments: ["where": "\(entry.number)"]) }
        self.number = number
        change = try CalendarChange(kind, agency: entry.agency, details: entry.facts["details"] ?? "")
        (agency, at, authorName, seal) = (entry.agency, entry.at, entry.actorName, entry.digest)
        (reason, source) = (entry.facts["reason"] ?? "", entry.facts["source"] ?? "")
    }

    init(
        number: Int64, change: CalendarChange, agency: AgencyID?, reason: String, source: String, at: Instant,
        authorName: String, seal: String
    ) {
        self.number = number
        self.change = change
        self.agency = agency
        self.reason = reason
        self.source = source
        self.at = at
        self.authorName = authorName
        self.seal = seal
    }
}
