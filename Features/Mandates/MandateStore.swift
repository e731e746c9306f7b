import Access
import Base
import Identity
import Storage

/// The table of mandates. Dossiers asks it three things: by which mandates a caller acts today, what one of the
/// caller's is, and to remember where it was used.
package enum MandateStore {
    static let sealed = SealedTable("mandate", key: ["id"], [
        .init("personal_id", index: "personal_id_index"), .init("phone"),
    ])
    static let openPerAgentMax = 100
    static let listMax = 200

    // MARK: What Dossiers and the application ask

    /// By which mandates an account acts today, and of which organisations it is a member.
    package static func grounds(
        of agent: AccountID, on day: LocalDate, in snapshot: Snapshot
    ) throws -> (mandates: Set<MandateID>, organisations: Set<OrganisationID>) {
        let counting = try snapshot.rows("""
            SELECT \(columns) FROM mandate
            WHERE agent = \(agent) AND standing IN ('awaiting', 'accepted') AND from_day <= \(day)
                AND (through_day IS NULL OR through_day >= \(day))
            """).map(mandate).filter { $0.counts(on: day) }
        return (Set(counting.map(\.id)), Set(counting.compactMap(\.organisation)))
    }

    /// The same caller with what they may do for others today: asked with each request, so that an end counts at once.
    package static func acting(_ caller: Caller, on day: LocalDate, in snapshot: Snapshot) throws -> Caller {
        guard case .citizen(var citizen) = caller else { return caller }
        (citizen.mandates, citizen.organisations) = try grounds(of: citizen.account, on: day, in: snapshot)
        return .citizen(citizen)
    }

    /// A mandate of this agent; nil for somebody else's, and for what does not exist.
    package static func mandate(
        _ id: MandateID, of agent: AccountID, in snapshot: Snapshot
    ) throws -> Mandate? {
        try snapshot.row("SELECT \(columns) FROM mandate WHERE id = \(id) AND agent = \(agent)").map(mandate)
    }

    /// All of an agent, those that were made last first.
    package static func mandates(of agent: AccountID, in snapshot: Snapshot) throws -> [Mandate] {
        try snapshot.rows("""
            SELECT \(columns) FROM mandate WHERE agent = \(agent) ORDER BY made_at DESC, id LIMIT \(listMax)
            """).map(mandate)
    }

    /// Of a dossier that the caller sees already: what the officer is shown beside it.
    package static func mandate(underDossier id: MandateID, in snapshot: Snapshot) throws -> Mandate? {
        try snapshot.row("SELECT \(columns) FROM mandate WHERE id = \(id)").map(mandate)
    }

    /// The agency has a dossier that was filed by it: its officers may look at the paper.
    package static func noteUse(of id: MandateID, at agency: AgencyID, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO mandate_use (mandate_id, agency_id) VALUES (\(id), \(agency)) ON CONFLICT DO NOTHING
            """)
    }

    // MARK: This feature's own

    static func insert(_ mandate: Mandate, in tx: Transaction) throws {
        let (person, paper, consent) = (mandate.principal, mandate.paper, mandate.consent)
        try tx.execute("""
            INSERT INTO mandate (id, kind, agent, agent_name, name, name_folded, personal_id, phone, address,
                birth_date, principal_account, organisation_id, paper_number, paper_place, paper_day, consent_way,
                consent_purpose, consent_witness, scope, from_day, through_day, agency_id, standing, made_at,
                decided_at, decided_by, reason, member_role, personal_id_index)
            VALUES (\(mandate.id), \(mandate.kind), \(mandate.agent), \(mandate.agentName), \(person.name),
                \(VietnameseText.folded(person.name)), \(sealed: person.personalID, "personal_id"),
                \(sealed: person.phone, "phone"), \(person.address),
                \(person.birthDate), \(mandate.principalAccount), \(mandate.organisation), \(paper.number),
                \(paper.place), \(paper.day), \(consent?.way.rawValue), \(consent?.purpose ?? ""),
                \(consent?.witness ?? ""), \(mandate.scope.lines), \(mandate.from), \(mandate.through),
                \(mandate.agency), \(mandate.standing), \(mandate.madeAt), \(mandate.decidedAt),
                \(mandate.decidedBy), \(mandate.reason), \(mandate.memberRole?.rawValue),
                \(blind: person.personalID, "personal_id"))
            """)
    }

    /// Saves what was decided.
    /// - Throws: `mandate-changed` (409) when somebody else has decided in between.
    static func save(_ mandate: Mandate, was standing: Mandate.Standing, in tx: Transaction) throws {
        let changed = try tx.execute("""
            UPDATE mandate SET standing = \(mandate.standing), principal_account = \(mandate.principalAccount),
                decided_at = \(mandate.decidedAt), decided_by = \(mandate.decidedBy), reason = \(mandate.reason)
            WHERE id = \(mandate.id) AND standing = \(standing)
            """)
        guard changed == 1 else { throw Problem("mandate-changed", status: 409) }
    }

    /// The mandate, when the permit's caller may see it: the agent, the person meant, an officer of the commune that
    /// checks it or that has a dossier by it. Otherwise as if it did not exist.
    package static func mandate(_ id: MandateID, for permit: Permit, in snapshot: Snapshot) throws -> Mandate {
        let row = try snapshot.row("""
            SELECT \(columns) FROM mandate WHERE id = \(id) AND \(reach(of: permit, in: snapshot))
            """)
        guard let row else { throw Problem.notFound }
        return try mandate(row)
    }

    /// Those by which somebody acts for this account, or says to.
    static func naming(_ account: AccountID, in snapshot: Snapshot) throws -> [Mandate] {
        try snapshot.rows("""
            SELECT \(columns) FROM mandate WHERE \(naming(account, in: snapshot)) ORDER BY made_at DESC, id
            LIMIT \(listMax)
            """).map(mandate)
    }

    /// What waits for the officers of a commune, the oldest first.
    static func waiting(at agency: AgencyID, in snapshot: Snapshot) throws -> [Mandate] {
        try snapshot.rows("""
            SELECT \(columns) FROM mandate WHERE standing = 'awaiting' AND \(reach(of: agency))
            ORDER BY made_at, id LIMIT \(listMax)
            """).map(mandate)
    }

    static func openCount(of agent: AccountID, in snapshot: Snapshot) throws -> Int {
        try snapshot.row("""
            SELECT COUNT(*) AS n FROM mandate WHERE agent = \(agent) AND standing IN ('awaiting', 'accepted')
            """)?["n"] ?? 0
    }

    private static func reach(of permit: Permit, in snapshot: Snapshot) throws -> SQL {
        switch permit.caller {
        case .staff(let staff): return reach(of: staff.agency)
        case .citizen(let citizen):
            return "(agent = \(citizen.account) OR \(try naming(citizen.account, in: snapshot)))"
        case .anonymous: return "1 = 0"
        case .system: return "1 = 1"
        }
    }

    private static func reach(of agency: AgencyID) -> SQL {
        """
        (agency_id = \(agency)
            OR id IN (SELECT mandate_id FROM mandate_use WHERE mandate_use.agency_id = \(agency)))
        """
    }

    /// The person's account, or one that tells the same number, name and birthday while nobody has said yes: see
    /// `Principal.isNamed`.
    private static func naming(_ account: AccountID, in snapshot: Snapshot) throws -> SQL {
        guard let profile = try CitizenStore.profile(of: account, in: snapshot), let number = profile.personalID else {
            return "principal_account = \(account)"
        }
        let sameDay: SQL = profile.birthDate.map { "(birth_date IS NULL OR birth_date = \($0))" } ?? "1 = 1"
        return """
            (principal_account = \(account) OR principal_account IS NULL
                AND personal_id_index IN (\(blinds: number.digits, "personal_id")) AND personal_id_index <> ''
                AND name_folded = \(VietnameseText.folded(profile.name)) AND \(sameDay))
            """
    }

    static let columns: SQL = """
        id, kind, agent, agent_name, name, personal_id, phone, address, birth_date, principal_account,
        organisation_id, paper_number, paper_place, paper_day, consent_way, consent_purpose, consent_witness, scope,
        from_day, through_day, agency_id, standing, made_at, decided_at, decided_by, reason,
        member_role
        """

    static func mandate(_ row: Row) throws -> Mandate {
        let way: Consent.Way? = try row["consent_way"]
        return Mandate(
            id: try row["id"], kind: try row["kind"], agent: try row["agent"], agentName: try row["agent_name"],
            principal: Principal(name: try row["name"], personalID: try row[sealed: "personal_id"],
                phone: try row[sealed: "phone"],
                address: try row["address"], birthDate: try row["birth_date"]),
            principalAccount: try row["principal_account"], organisation: try row["organisation_id"],
            paper: Mandate.Paper(
                number: try row["paper_number"], place: try row["paper_place"], day: try row["paper_day"]),
            consent: try way.map {
                Consent(way: $0, purpose: try row["consent_purpose"], witness: try row["consent_witness"])
            },
            scope: MandateScope(lines: try row["scope"]), from: try row["from_day"], through: try row["through_day"],
            agency: try row["agency_id"], standing: try row["standing"], madeAt: try row["made_at"],
            decidedAt: try row["decided_at"], decidedBy: try row["decided_by"], reason: try row["reason"],
            memberRole: try row["member_role"])
    }
}
