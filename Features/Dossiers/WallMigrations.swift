import Books
import Files
import Mandates
import Storage

extension DossiersFeature {
    /// Who reaches a dossier reaches what belongs to it, in this feature and in those above.
    package static let whole = WalledTable("dossier")

    /// The second wall (PostgreSQL only, see `RowWall`). An agency reaches what it resolves, received, returns, and
    /// what it has or had a leg of: the list of its finished legs names those dossiers, and the row must be within
    /// reach when the deed that gives a leg back has written it.
    static let walls = Migration.walls("dossiers/060-walls", first: legAgencies, [
        RowWall("dossier",
            openTo: ["agency_id", "receiving_agency_id", "returning_agency_id", "leg_agency_id"],
            orAnyOf: "leg_agency_ids"),
        RowWall("dossier_word", partOf: whole, by: "dossier_id", openTo: ["agency_id"]),
        RowWall("dossier_step", partOf: whole, by: "dossier_id", openTo: ["agency_id"]),
        RowWall("dossier_reason", openTo: ["agency_id"]).readByAll,
        RowWall("filing_draft", openTo: ["agency_id"]),
        FilesFeature.wall(of: "dossier", in: whole),
        MandatesFeature.opening(toThoseWhoSee: whole, by: "mandate_id"),
    ] + parts.map { RowWall($0, partOf: whole, by: "dossier_id") })

    /// The books are brought along by this feature, so it walls them, too.
    static let slipWalls = Migration.walls("dossiers/061-slips", Books.walls(of: whole))

    private static let parts = [
        "dossier_party", "dossier_paper", "dossier_content", "dossier_note", "dossier_supplement", "dossier_result",
        "dossier_acting", "dossier_extension", "dossier_leg", "dossier_opinion", "dossier_stop", "dossier_visit",
    ]

    /// The agencies of all its legs on the row itself: a policy of `dossier` that looked into `dossier_leg`, whose own
    /// looks into `dossier`, would never come to an end. And the indexes of the worklists carry what the wall asks
    /// for, so that a page and its counts are still read from the index alone.
    private static let legAgencies = """
        ALTER TABLE dossier ADD COLUMN leg_agency_ids TEXT[] NOT NULL DEFAULT '{}';
        UPDATE dossier SET leg_agency_ids = legs.agencies
            FROM (SELECT dossier_id, array_agg(DISTINCT to_agency_id) AS agencies FROM dossier_leg
                GROUP BY dossier_id) AS legs
            WHERE legs.dossier_id = dossier.id;
        CREATE FUNCTION dossier_leg_agencies() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            UPDATE dossier SET leg_agency_ids = leg_agency_ids || NEW.to_agency_id
                WHERE id = NEW.dossier_id AND NOT NEW.to_agency_id = ANY (leg_agency_ids);
            RETURN NULL;
        END
        $$;
        CREATE TRIGGER dossier_leg_agencies AFTER INSERT ON dossier_leg
            FOR EACH ROW EXECUTE FUNCTION dossier_leg_agencies();
        DROP INDEX dossier_open;
        CREATE INDEX dossier_open ON dossier (agency_id, state, sort_at, id, office_id)
            INCLUDE (receiving_agency_id, returning_agency_id, leg_agency_id, leg_agency_ids) WHERE is_open = 1;
        DROP INDEX dossier_mine;
        CREATE INDEX dossier_mine ON dossier (assignee, sort_at, id, state)
            INCLUDE (agency_id, receiving_agency_id, returning_agency_id, leg_agency_id, leg_agency_ids)
            WHERE is_open = 1;

        """
}
