import Access
import Base
import Storage

/// Organisations and the invitations to them; their people are mandates.
enum OrganisationStore {
    static let sealed = SealedTable("organisation", key: ["id"], [.init("phone")])
    static let migration = Migration("mandates/002-organisation", """
        CREATE TABLE organisation (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            tax_code TEXT NOT NULL,
            phone TEXT NOT NULL,
            address TEXT NOT NULL,
            made_at BIGINT NOT NULL
        );
        ALTER TABLE mandate ADD COLUMN member_role TEXT;
        CREATE TABLE organisation_invitation (
            code TEXT PRIMARY KEY,
            organisation_id TEXT NOT NULL REFERENCES organisation (id),
            role TEXT NOT NULL,
            made_by TEXT NOT NULL,
            through_day TEXT NOT NULL
        );
        CREATE INDEX organisation_invitation_of ON organisation_invitation (organisation_id);
        """)

    static func insert(_ one: Organisation, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO organisation (id, name, tax_code, phone, address, made_at)
            VALUES (\(one.id), \(one.name), \(one.taxCode), \(sealed: one.phone, "phone"), \(one.address),
                \(one.madeAt))
            """)
    }

    static func organisation(_ id: OrganisationID, in snapshot: Snapshot) throws -> Organisation? {
        try snapshot.row("""
            SELECT id, name, tax_code, phone, address, made_at FROM organisation WHERE id = \(id)
            """).map {
            try Organisation(id: $0["id"], name: $0["name"], taxCode: $0["tax_code"], phone: $0[sealed: "phone"],
                address: $0["address"], madeAt: $0["made_at"])
        }
    }

    /// Its people of today, those who came first before the others.
    static func members(of id: OrganisationID, in snapshot: Snapshot) throws -> [Mandate] {
        try snapshot.rows("""
            SELECT \(MandateStore.columns) FROM mandate
            WHERE organisation_id = \(id) AND standing IN ('awaiting', 'accepted') ORDER BY made_at, id
            """).map(MandateStore.mandate)
    }

    static func setRole(_ role: Organisation.Role, of member: MandateID, in tx: Transaction) throws {
        try tx.execute("UPDATE mandate SET member_role = \(role) WHERE id = \(member)")
    }

    // MARK: Invitations

    static func insert(_ invitation: OrganisationInvitation, in tx: Transaction) throws {
        try tx.execute("""
            INSERT INTO organisation_invitation (code, organisation_id, role, made_by, through_day)
            VALUES (\(invitation.code), \(invitation.organisation), \(invitation.role), \(invitation.madeBy),
                \(invitation.through))
            """)
    }

    static func invitations(
        to id: OrganisationID, on day: LocalDate, in snapshot: Snapshot
    ) throws -> [OrganisationInvitation] {
        try snapshot.rows("""
            SELECT code, organisation_id, role, made_by, through_day FROM organisation_invitation
            WHERE organisation_id = \(id) AND through_day >= \(day) ORDER BY through_day, code
            """).map(invitation)
    }

    /// Takes the invitation out, so that it serves once; nil when there is none, or its days are over.
    static func take(_ code: String, on day: LocalDate, in tx: Transaction) throws -> OrganisationInvitation? {
        try tx.row("""
            DELETE FROM organisation_invitation WHERE code = \(code) AND through_day >= \(day)
            RETURNING code, organisation_id, role, made_by, through_day
            """).map(invitation)
    }

    /// Somebody who is no owner any more has invited nobody.
    static func drop(madeBy account: AccountID, to id: OrganisationID, in tx: Transaction) throws {
        try tx.execute("""
            DELETE FROM organisation_invitation WHERE organisation_id = \(id) AND made_by = \(account)
            """)
    }

    static func dropAll(to id: OrganisationID, in tx: Transaction) throws {
        try tx.execute("DELETE FROM organisation_invitation WHERE organisation_id = \(id)")
    }

    private static func invitation(_ row: Row) throws -> OrganisationInvitation {
        try OrganisationInvitation(code: row["code"], organisation: row["organisation_id"], role: row["role"],
            madeBy: row["made_by"], through: row["through_day"])
    }
}
