import Base
import Calendars
import Deadlines
import Storage

/// What the time limit of one dossier rests on, gathered for the deadline engine: one place for the deeds that set the
/// due date and for the pages that explain it.
enum DossierClock {
    /// How long after acceptance a dossier may be returned for a supplement so that its time begins anew (NĐ 61/2018,
    /// article 19.4). Later the clock only stands.
    static let vettingDays = 3

    static func matter(_ term: Term, acceptedAt: Instant, _ record: ClockRecord) -> DeadlineCase {
        DeadlineCase(term: term, acceptedAt: acceptedAt, stops: record.counted, extended: record.extended)
    }

    /// Nil before acceptance.
    static func matter(_ folder: DossierFolder) -> DeadlineCase? {
        guard let accepted = folder.dossier.acceptedAt, let term = folder.content.term else { return nil }
        return matter(term, acceptedAt: accepted, folder.clock)
    }

    /// The due date as its record gives it; nil before acceptance and while the clock stands.
    static func due(
        of dossier: Dossier, by record: ClockRecord, in calendar: WorkCalendar, _ tx: Transaction
    ) throws -> Instant? {
        guard let accepted = dossier.acceptedAt,
            let term = try DossierPartsStore.content(of: dossier.id, in: tx).term
        else { return nil }
        let matter = matter(term, acceptedAt: accepted, record)
        return try Deadline.due(for: matter, in: calendar.of(dossier.agency))?.instant
    }

    /// The clock goes on while another agency has the dossier: the leg's date moves by what stood in it, too.
    /// - Returns: the facts to tell; none when no leg is under way.
    static func goOnWithLeg(
        of dossier: Dossier, by record: ClockRecord, in calendar: WorkCalendar, _ tx: Transaction
    ) throws -> [String: String] {
        guard dossier.legAgency != nil, let leg = try DossierLegStore.legs(of: dossier.id, in: tx).last,
            let matter = leg.matter(record),
            let due = try Deadline.due(for: matter, in: calendar.of(leg.to))?.instant
        else { return [:] }
        try DossierLegStore.setDue(due, ofLeg: leg.number, of: dossier.id, in: tx)
        return ["leg": "\(leg.number)", "leg-due": due.iso8601]
    }

    /// What a supplement that is asked now does to the time limit: nothing before acceptance; it begins anew while the
    /// dossier is being vetted, and goes on later or when it is asked a second time.
    static func effect(of dossier: Dossier, isFirst: Bool, at now: Instant, in calendar: WorkCalendar) throws
        -> Stop.Effect?
    {
        guard let accepted = dossier.acceptedAt else { return nil }
        let days = try calendar.of(dossier.agency).workingDays(from: accepted.localDate, to: now.localDate)
        return isFirst && dossier.legAgency == nil && days <= vettingDays ? .restarts : .suspends
    }
}
