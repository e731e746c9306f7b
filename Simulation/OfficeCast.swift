import Access
import Base
import Identity
import Storage

/// The people of one agency who act in a season.
struct OfficeCast: Sendable {
    let agency: Agency
    let place: InventedPerson.Place
    let offices: [Office]
    let reception: [Caller]
    let leaders: [Caller]
    private let workers: [OfficeID: [Caller]]

    /// - Precondition: the agency has been set up with people at the counter, at the desks and one who signs.
    init(_ season: SeasonAgency, on day: LocalDate, in snapshot: Snapshot) throws {
        guard let agency = try AgencyStore.agency(statisticsCode: season.code, in: snapshot) else {
            throw Problem("commune-unknown", status: 422, arguments: ["code": season.code])
        }
        // By account, and those are in the order in which they were made: names of two people may be the same.
        let members = try StaffStore.members(of: agency.id, on: day, in: snapshot).sorted { $0.account < $1.account }
        func callers(_ fits: (StaffMember) -> Bool) throws -> [Caller] {
            try members.filter(fits).compactMap { try CallerStore.caller(for: $0.account, in: snapshot) }
        }
        self.agency = agency
        place = season.place
        offices = try AgencyStore.offices(of: agency.id, in: snapshot)
        reception = try callers { $0.roles.contains(.reception) && !$0.roles.contains(.specialist) }
        leaders = try callers { $0.roles.contains(.leader) }
        var workers: [OfficeID: [Caller]] = [:]
        for office in offices {
            let staff = try callers { $0.office == office.id && !$0.roles.isDisjoint(with: [.specialist, .officeHead]) }
            if !staff.isEmpty { workers[office.id] = staff }
        }
        self.workers = workers
        precondition(!reception.isEmpty && !leaders.isEmpty && !workers.isEmpty, "\(agency.name) has nobody to work")
    }

    func clerk(_ turn: Int) -> Caller { reception[turn % reception.count] }

    func leader(_ turn: Int) -> Caller { leaders[turn % leaders.count] }

    /// - Precondition: the office has people; `office(_:)` gives only such.
    func worker(of office: OfficeID, _ turn: Int) -> Caller {
        guard let staff = workers[office] else { preconditionFailure("an office without people has no dossiers") }
        return staff[turn % staff.count]
    }

    /// The chosen office, or the first that has somebody when nobody works there.
    func staffed(_ office: Office) -> OfficeID {
        workers[office.id] != nil ? office.id : offices.first { workers[$0.id] != nil }?.id ?? office.id
    }
}
