import Storage

extension IdentityFeature {
    /// A table of which a row belongs to the agencies that these columns name, and to the bodies above those: an
    /// administrator of the province looks after its communes' people.
    package static func wall(_ table: String, by columns: [String]) -> RowWall {
        RowWall(table, where: columns.map(IdentityMigrations.isWithin).joined(separator: " OR "))
    }
}

extension IdentityMigrations {
    /// The second wall (PostgreSQL only, see `RowWall`). Who works where is read by all, since a dossier on its way
    /// names the people of several agencies; written it is only by their own agency and the bodies above it. So a
    /// forgotten check cannot close, open or promote an account of another commune.
    static let walls = Migration.walls("identity/060-walls", [
        IdentityFeature.wall("office", by: ["agency_id"]).readByAll,
        IdentityFeature.wall("staff_member", by: ["agency_id"]).readByAll,
        IdentityFeature.wall("stand_in", by: ["agency_id"]).readByAll,
        IdentityFeature.wall("signing_delegation", by: ["agency_id"]).readByAll,
        IdentityFeature.wall("second_factor_demand", by: ["agency_id"]),
        IdentityFeature.wall("office_network", by: ["agency_id"]),
        IdentityFeature.wall("account_review", by: ["agency_id"]),
        RowWall("account_review_line", partOf: WalledTable("account_review"), by: "review_id"),
        RowWall("account", where: isNotOfOthers("account.id")).readByAll,
    ] + ofAccounts.map { RowWall($0, where: isNotOfOthers("\($0).account_id")).readByAll })

    private static let ofAccounts = ["account_login", "staff_role", "access_token", "second_factor", "recovery_code"]

    static func isWithin(_ agency: String) -> String {
        """
        \(RowWall.names(agency))
            OR \(agency) IN (SELECT agency.id FROM agency WHERE \(RowWall.names("agency.parent_id")))
        """
    }

    /// Not the account of somebody who works at an agency out of reach.
    private static func isNotOfOthers(_ account: String) -> String {
        """
        NOT EXISTS (SELECT 1 FROM staff_member WHERE staff_member.account_id = \(account)
            AND NOT (\(isWithin("staff_member.agency_id"))))
        """
    }
}
