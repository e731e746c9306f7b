import Access
import Base
import Storage

/// Questions that return many dossiers. All of them go through an index over open dossiers that has the order of the
/// lists: a million finished ones cost nothing, and neither do the thousands of a list behind the page that is shown.
/// So one plan serves whoever asks, and is kept (`Snapshot.keepPlans`).
package enum WorklistStore {
    package static let pageSize = 50

    /// - Parameter total: how many the list holds, when the caller has counted already.
    package static func page(
        _ list: Worklist, number: Int, total: Int? = nil, for permit: Permit, horizon: WorklistHorizon,
        in snapshot: Snapshot
    ) throws -> WorklistPage {
        guard let staff = permit.caller.staff else { return WorklistPage(dossiers: [], total: 0) }
        let further = signable(by: permit)
        let dossiers = try dossiers(list, staff: staff, horizon: horizon, further: further ?? "", limit: pageSize,
            offset: max(0, number - 1) * pageSize, in: snapshot)
        if let further {
            let total = try branches(list, staff: staff, horizon: horizon).reduce(0) { sum, branch in
                let row = try snapshot.row("""
                    SELECT COUNT(*) AS n FROM dossier WHERE is_open = 1 AND \(branch) \(further)
                    """)
                return try sum + (row?["n"] ?? 0)
            }
            return WorklistPage(dossiers: dossiers, total: total)
        }
        return WorklistPage(dossiers: dossiers,
            total: try total ?? counts(for: permit, horizon: horizon, in: snapshot)[list] ?? 0)
    }

    /// Some dossiers of a list in its order: by the due time or, before there is one, the time of filing; legs and late
    /// steps by their own.
    /// - Parameter further: a condition beside those of the list.
    static func dossiers(
        _ list: Worklist, staff: StaffCaller, horizon: WorklistHorizon, further: SQL = "", limit: Int, offset: Int = 0,
        in snapshot: Snapshot
    ) throws -> [Dossier] {
        try snapshot.keepPlans()
        let ids = ids(list, staff: staff, horizon: horizon, further: further, limit: limit, offset: offset)
        return try snapshot.rows("""
            SELECT \(DossierStore.columns)
            FROM (SELECT id AS listed_id, sort_at AS place FROM (\(ids)) AS walked) AS listed
            JOIN dossier ON dossier.id = listed_id ORDER BY place, listed_id
            """).map(DossierStore.dossier)
    }

    /// What a delegation to sign leaves of a list: its fields, and nothing of the signer's own. Nil where it leaves
    /// all.
    private static func signable(by permit: Permit) -> SQL? {
        guard !permit.signingUnder.isEmpty, let account = permit.caller.account else { return nil }
        let others: SQL = "AND (assignee IS NULL OR assignee <> \(account))"
        guard permit.signingUnder.allSatisfy({ !$0.fields.isEmpty }) else { return others }
        let fields = Set(permit.signingUnder.flatMap(\.fields)).sorted()
        return "AND field IN (\(SQL.list(fields))) \(others)"
    }

    /// What comes behind a place in the order of the lists.
    static func behind(_ place: Int64, _ id: ID<Dossier>) -> SQL { "AND (sort_at, id) > (\(place), \(id))" }

    /// The dossier that comes after `dossier` in the order of a list, or its first one; nil when there is no other.
    package static func next(
        after dossier: Dossier?, in list: Worklist, for permit: Permit, horizon: WorklistHorizon, _ snapshot: Snapshot
    ) throws -> ID<Dossier>? {
        guard let staff = permit.caller.staff else { return nil }
        try snapshot.keepPlans()
        func first(_ further: SQL) throws -> ID<Dossier>? {
            try snapshot.row(ids(list, staff: staff, horizon: horizon, further: further, limit: 1))
                .map { try $0["id"] }
        }
        guard let dossier else { return try first("") }
        return try first(behind(place(of: dossier, in: list, snapshot), dossier.id)) ?? first("AND id <> \(dossier.id)")
    }

    /// Which dossiers a list holds, in its order.
    package static func ids(
        _ list: Worklist, limit: Int, for permit: Permit, horizon: WorklistHorizon, in snapshot: Snapshot
    ) throws -> [ID<Dossier>] {
        guard let staff = permit.caller.staff else { return [] }
        try snapshot.keepPlans()
        return try snapshot.rows(ids(list, staff: staff, horizon: horizon, limit: limit)).map { try $0["id"] }
    }

    /// A list of some states reads at most a page of each.
    private static func ids(
        _ list: Worklist, staff: StaffCaller, horizon: WorklistHorizon, further: SQL = "", limit: Int, offset: Int = 0
    ) -> SQL {
        let walks = walks(list, staff: staff, horizon: horizon, further: further, limit: limit + offset)
        let pages = walks.enumerated().map { index, walk -> SQL in
            "SELECT id, sort_at FROM (\(walk)) AS walk\(SQL(stringLiteral: "\(index)"))"
        }
        return "\(SQL.joined(pages, by: " UNION ALL ")) ORDER BY sort_at, id LIMIT \(limit) OFFSET \(offset)"
    }

    /// The beginnings of the parts of a list, each read along an index in its order: a test looks at the plans.
    static func walks(
        _ list: Worklist, staff: StaffCaller, horizon: WorklistHorizon, further: SQL = "", limit: Int
    ) -> [SQL] {
        if let own = ownWalk(list, staff: staff, horizon: horizon, further: further, limit: limit) { return [own] }
        return branches(list, staff: staff, horizon: horizon).map { branch in
            """
            SELECT id, sort_at FROM dossier WHERE is_open = 1 AND \(branch) \(further)
            ORDER BY sort_at, id LIMIT \(limit)
            """
        }
    }

    // MARK: How many

    package static func counts(
        for permit: Permit, horizon: WorklistHorizon, in snapshot: Snapshot
    ) throws -> [Worklist: Int] {
        guard let staff = permit.caller.staff else { return [:] }
        try snapshot.keepPlans()
        let seesOneOffice = offices(of: staff) != nil
        var counts = Dictionary(uniqueKeysWithValues: Worklist.allCases.map { ($0, 0) })
        for row in try snapshot.rows(states(of: staff, horizon: horizon)) {
            let state: DossierState = try row["state"]
            let all: Int = try row["n"]
            switch state {
            case .submitted: counts[.toAccept] = all
            case .awaitingSupplement, .awaitingDuty: counts[.awaitingCitizen, default: 0] += all
            case .inReview: counts[.toReview] = all
            case .atAgency: counts[.elsewhere, default: 0] += all
            case .proposed: counts[.toDecide] = all
            case .approved: counts[.toPublish] = all
            case .forwarded: counts[.unclaimed, default: 0] += seesOneOffice ? try row["own"] : all
            case .accepted: counts[.unclaimed, default: 0] += seesOneOffice ? 0 : all
            case .inProgress, .suspended, .resultReady, .returned, .refused, .withdrawn, .stopped, .declined: break
            }
            guard resolving.contains(state) else { continue }
            counts[.overdue, default: 0] += try row["overdue"]
            counts[.dueToday, default: 0] += try row["today"]
            counts[.dueSoon, default: 0] += try row["soon"]
        }
        for list in [Worklist.mine, .stepOverdue, .legs, .toReturn] {
            for branch in branches(list, staff: staff, horizon: horizon) {
                let row = try snapshot.row("SELECT COUNT(*) AS n FROM dossier WHERE is_open = 1 AND \(branch)")
                counts[list, default: 0] += try row?["n"] ?? 0
            }
        }
        return counts
    }

    /// One walk along the index instead of one for each list.
    private static func states(of staff: StaffCaller, horizon: WorklistHorizon) -> SQL {
        let own: SQL = offices(of: staff).map {
            "SUM(CASE WHEN office_id IN (\(SQL.list($0))) THEN 1 ELSE 0 END)"
        } ?? "0"
        func between(_ start: Instant?, _ end: Instant) -> SQL {
            let after: SQL = start.map { "sort_at >= \($0) AND " } ?? ""
            return "SUM(CASE WHEN \(after)sort_at < \(end) THEN 1 ELSE 0 END)"
        }
        return """
            SELECT state, COUNT(*) AS n, \(own) AS own, \(between(nil, horizon.startOfToday)) AS overdue,
                \(between(horizon.startOfToday, horizon.startOfTomorrow)) AS today,
                \(between(horizon.startOfTomorrow, horizon.endOfSoon)) AS soon
            FROM dossier WHERE is_open = 1 AND agency_id = \(staff.agency) GROUP BY state
            """
    }

    // MARK: Which

    /// Where time runs against a due date; there always is one (see the table's rules).
    private static let resolving: [DossierState] = [
        .accepted, .forwarded, .inProgress, .atAgency, .inReview, .proposed, .approved,
    ]

    /// The offices whose dossiers alone somebody takes, the own and those of whom they stand in for; nil for those who
    /// see to the whole agency's.
    private static func offices(of staff: StaffCaller) -> [OfficeID]? {
        let stood = staff.standsInFor.filter { !$0.roles.isEmpty }
        let roles = stood.reduce(staff.roles) { $0.union($1.roles) }
        guard roles.isDisjoint(with: [.centreDirector, .centreDeputy, .reception]), let own = staff.office else {
            return nil
        }
        return [own] + Set(stood.compactMap(\.office)).subtracting([own]).sorted()
    }

    /// The conditions of a list: parts that do not overlap, each in order along one index.
    private static func branches(_ list: Worklist, staff: StaffCaller, horizon: WorklistHorizon) -> [SQL] {
        func within(_ states: [DossierState], _ further: SQL = "") -> [SQL] {
            states.map { "agency_id = \(staff.agency) AND state = \($0)\(further)" }
        }
        switch list {
        case .toAccept: return within([.submitted])
        case .mine:
            let states: [DossierState] = [
                .inProgress, .awaitingSupplement, .awaitingDuty, .suspended, .atAgency, .inReview, .proposed, .approved,
            ]
            // A part for each person: one index walk has one assignee.
            return ([staff.account] + staff.standsInFor.map(\.account)).map { account in
                "assignee = \(account) AND state IN (\(SQL.list(states)))"
            }
        case .unclaimed:
            if let offices = offices(of: staff) {
                return within([.forwarded], " AND office_id IN (\(SQL.list(offices)))")
            }
            return within([.accepted, .forwarded])
        case .dueToday:
            return within(resolving,
                " AND sort_at >= \(horizon.startOfToday) AND sort_at < \(horizon.startOfTomorrow)")
        case .dueSoon:
            return within(resolving,
                " AND sort_at >= \(horizon.startOfTomorrow) AND sort_at < \(horizon.endOfSoon)")
        case .overdue: return within(resolving, " AND sort_at < \(horizon.startOfToday)")
        case .stepOverdue:
            return ["""
                agency_id = \(staff.agency) AND due_at >= \(horizon.startOfToday) AND finished_at IS NULL
                AND id IN (SELECT dossier_id FROM dossier_step
                    WHERE agency_id = \(staff.agency) AND due_at < \(horizon.startOfToday))
                """]
        case .awaitingCitizen: return within([.awaitingSupplement, .awaitingDuty])
        case .toReview: return within([.inReview])
        case .elsewhere: return within([.atAgency])
        case .legs: return ["leg_agency_id = \(staff.agency)"]
        case .toDecide: return within([.proposed])
        case .toPublish: return within([.approved])
        case .toReturn:
            // In words, as `dossier_returning` says it: a kept plan knows no values.
            let ready = SQL(stringLiteral: "'\(DossierState.resultReady.rawValue)'")
            return ["returning_agency_id = \(staff.agency) AND state = \(ready)"]
        }
    }
}
