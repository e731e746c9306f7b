import Base
import Crypto

/// A digest of the schema as it stands: tables, columns, rules, indexes, triggers, functions and walls, not the rows.
struct SchemaDigest: Equatable, CustomStringConvertible {
    /// Which wording of the catalogue was digested: PostgreSQL's may change with its major version.
    private let wording: String
    private let digest: String

    var description: String { "\(wording) \(digest)" }

    init?(_ description: String) {
        let parts = description.split(separator: " ")
        guard parts.count == 2 else { return nil }
        wording = String(parts[0])
        digest = String(parts[1])
    }

    init(of snapshot: Snapshot) throws {
        let lines: [Row]
        switch snapshot.engine {
        case .sqlite:
            wording = "sqlite"
            lines = try snapshot.rows(Self.sqlite)
        case .postgresql:
            let version: String = try snapshot.row("SHOW server_version_num")?["server_version_num"] ?? ""
            wording = "postgresql-\(version.dropLast(4))-walls"
            lines = try snapshot.rows(Self.postgresql)
        }
        var hash = SHA256()
        for line in lines {
            hash.update(data: Array((try line["line"] as String).utf8))
            hash.update(data: [10])
        }
        digest = Hex.text(hash.finalize())
    }

    /// Digests of two wordings say nothing about each other: then there is nothing to object to.
    func agrees(with recorded: SchemaDigest) -> Bool { wording != recorded.wording || digest == recorded.digest }

    private static let sqlite: SQL = """
        SELECT type || ' ' || name || ' ' || tbl_name || ' ' || COALESCE(sql, '') AS line
        FROM sqlite_master
        WHERE name NOT LIKE 'sqlite%' AND tbl_name NOT IN ('motcua_migration', 'motcua_lane', 'motcua_retry_lane')
        ORDER BY line
        """

    private static let postgresql: SQL = """
        WITH mine AS (
            SELECT oid, relname, relkind FROM pg_class
            WHERE relnamespace = current_schema()::regnamespace
                AND relname NOT IN ('motcua_migration', 'motcua_lane', 'motcua_retry_lane')
        )
        SELECT concat_ws(' ', 'column', relname, relkind, attname, format_type(atttypid, atttypmod), attnotnull,
            pg_get_expr(adbin, adrelid)) COLLATE "C" AS line
        FROM mine JOIN pg_attribute ON attrelid = mine.oid AND attnum > 0 AND NOT attisdropped
            LEFT JOIN pg_attrdef ON adrelid = mine.oid AND adnum = attnum
        WHERE relkind IN ('r', 'p', 'v', 'm')
        UNION ALL
        SELECT concat_ws(' ', 'rule', relname, conname, pg_get_constraintdef(c.oid))
        FROM mine JOIN pg_constraint c ON conrelid = mine.oid WHERE contype IN ('c', 'f', 'p', 'u', 'x')
        UNION ALL
        SELECT concat_ws(' ', 'index', relname, pg_get_indexdef(indexrelid), indisvalid)
        FROM mine JOIN pg_index ON indrelid = mine.oid
        UNION ALL
        SELECT concat_ws(' ', 'trigger', relname, pg_get_triggerdef(t.oid), tgenabled)
        FROM mine JOIN pg_trigger t ON tgrelid = mine.oid WHERE NOT tgisinternal
        UNION ALL
        SELECT concat_ws(' ', 'wall', relname, c.relrowsecurity, c.relforcerowsecurity)
        FROM mine JOIN pg_class c USING (oid, relname) WHERE c.relrowsecurity
        UNION ALL
        SELECT concat_ws(' ', 'policy', relname, polname, polcmd, polpermissive, pg_get_expr(polqual, polrelid),
            pg_get_expr(polwithcheck, polrelid))
        FROM mine JOIN pg_policy ON polrelid = mine.oid
        UNION ALL
        SELECT concat_ws(' ', 'view', relname, pg_get_viewdef(oid)) FROM mine WHERE relkind IN ('v', 'm')
        UNION ALL
        SELECT concat_ws(' ', 'function', proname, pg_get_function_identity_arguments(p.oid), prosrc)
        FROM pg_proc p WHERE pronamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
        ORDER BY line
        """
}
