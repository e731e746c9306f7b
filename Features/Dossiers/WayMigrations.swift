import Storage

/// What the whole lawful way needs beside the first one: stops, supplements in rounds, extensions, opinions, visits,
/// legs of other agencies, and the agency that returns the result.
extension DossiersFeature {
    /// What the rules of the table said, and what they shall say.
    private static let states = (before: "'refused', 'withdrawn')", after: """
        'refused', 'withdrawn', 'awaiting-duty', 'suspended', 'at-agency', 'in-review', 'stopped', 'declined')
        """)
    private static let undated = (before: "'withdrawn', 'awaiting-supplement')", after: """
        'withdrawn', 'stopped', 'awaiting-supplement', 'awaiting-duty', 'suspended')
        """)

    /// SQLite has no other way to widen a rule of a table that others refer to; its manual describes this one.
    static let statesSQLite = """
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(replace(sql, \(quoted(states.before)), \(quoted(states.after))),
            \(quoted(undated.before)), \(quoted(undated.after)))
            WHERE type = 'table' AND name = 'dossier';
        PRAGMA writable_schema = RESET;
        """

    static let statesPostgreSQL = """
        ALTER TABLE dossier DROP CONSTRAINT dossier_state_check;
        ALTER TABLE dossier DROP CONSTRAINT dossier_check;
        ALTER TABLE dossier ADD CONSTRAINT dossier_state_check CHECK (state IN ('submitted', 'accepted', 'forwarded',
            'in-progress', 'awaiting-supplement', 'proposed', 'approved', 'result-ready', 'returned', \(states.after));
        ALTER TABLE dossier ADD CONSTRAINT dossier_check CHECK (
            state IN ('submitted', 'refused', \(undated.after) OR due_at IS NOT NULL);
        """

    private static func quoted(_ text: String) -> String {
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        return "'\(parts.joined(separator: "''"))'"
    }

    static let wholeWay = """
        INSERT INTO dossier_move (from_state, to_state) VALUES
            ('at-agency', 'awaiting-duty'), ('at-agency', 'awaiting-supplement'), ('at-agency', 'in-progress'),
            ('at-agency', 'stopped'), ('at-agency', 'suspended'), ('in-progress', 'at-agency'),
            ('in-progress', 'awaiting-duty'), ('in-progress', 'suspended'), ('in-progress', 'in-review'),
            ('in-progress', 'declined'), ('in-progress', 'stopped'), ('awaiting-duty', 'in-progress'),
            ('awaiting-duty', 'at-agency'), ('awaiting-duty', 'stopped'), ('suspended', 'in-progress'),
            ('suspended', 'at-agency'), ('suspended', 'stopped'), ('in-review', 'proposed'),
            ('in-review', 'in-progress'), ('in-review', 'declined'), ('in-review', 'stopped'),
            ('proposed', 'declined'), ('proposed', 'stopped'), ('accepted', 'stopped'), ('forwarded', 'stopped'),
            ('awaiting-supplement', 'stopped'), ('awaiting-supplement', 'at-agency');

        ALTER TABLE dossier ADD COLUMN returning_agency_id TEXT NOT NULL DEFAULT '';
        UPDATE dossier SET returning_agency_id = receiving_agency_id;
        ALTER TABLE dossier ADD COLUMN leg_agency_id TEXT;
        ALTER TABLE dossier ADD COLUMN is_asked_again BIGINT NOT NULL DEFAULT 0;
        CREATE INDEX dossier_leg_of ON dossier (leg_agency_id, sort_at, id) WHERE leg_agency_id IS NOT NULL;
        CREATE INDEX dossier_returning ON dossier (returning_agency_id, sort_at, id) WHERE state = 'result-ready';

        ALTER TABLE dossier_supplement RENAME TO dossier_supplement_before;
        CREATE TABLE dossier_supplement (
            dossier_id TEXT NOT NULL REFERENCES dossier (id),
            round BIGINT NOT NULL,
            asked_at BIGINT NOT NULL,
            asked_from TEXT NOT NULL,
            effect TEXT NOT NULL,
            points TEXT NOT NULL,
            reason TEXT NOT NULL,
            answered_at BIGINT,
            answer TEXT NOT NULL,
            PRIMARY KEY (dossier_id, round)
        );
        INSERT INTO dossier_supplement (dossier_id, round, asked_at, asked_from, effect, points, reason, answered_at,
            answer)
        SELECT dossier_id, 1, asked_at, asked_from, CASE WHEN asked_from = 'submitted' THEN '' ELSE 'restarts' END,
            points, '', answered_at, answer
        FROM dossier_supplement_before;
        DROP TABLE dossier_supplement_before;

        CREATE TABLE dossier_stop (
            dossier_id TEXT NOT NULL REFERENCES dossier (id),
            number BIGINT NOT NULL,
            ground TEXT NOT NULL,
            basis TEXT NOT NULL,
            began_at BIGINT NOT NULL,
            ended_at BIGINT,
            back_to TEXT NOT NULL,
            proof TEXT NOT NULL,
            PRIMARY KEY (dossier_id, number)
        );
        CREATE TABLE dossier_extension (
            dossier_id TEXT PRIMARY KEY REFERENCES dossier (id),
            days BIGINT NOT NULL,
            unit TEXT NOT NULL
        );
        CREATE TABLE dossier_opinion (
            id TEXT PRIMARY KEY,
            dossier_id TEXT NOT NULL REFERENCES dossier (id),
            body TEXT NOT NULL,
            content TEXT NOT NULL,
            asked_at BIGINT NOT NULL,
            asked_by TEXT NOT NULL,
            answer_by TEXT NOT NULL,
            answered_at BIGINT,
            answer TEXT NOT NULL
        );
        CREATE INDEX dossier_opinion_dossier ON dossier_opinion (dossier_id);
        CREATE TABLE dossier_visit (
            id TEXT PRIMARY KEY,
            dossier_id TEXT NOT NULL REFERENCES dossier (id),
            visited_on TEXT NOT NULL,
            people TEXT NOT NULL,
            minutes TEXT NOT NULL,
            author TEXT NOT NULL,
            at BIGINT NOT NULL
        );
        CREATE INDEX dossier_visit_dossier ON dossier_visit (dossier_id);
        CREATE TABLE dossier_leg (
            dossier_id TEXT NOT NULL REFERENCES dossier (id),
            number BIGINT NOT NULL,
            from_agency_id TEXT NOT NULL,
            to_agency_id TEXT NOT NULL,
            task TEXT NOT NULL,
            term TEXT NOT NULL,
            sent_at BIGINT NOT NULL,
            sent_by TEXT NOT NULL,
            taken_at BIGINT,
            taken_by TEXT NOT NULL,
            due_at BIGINT,
            given_back_at BIGINT,
            given_back_by TEXT NOT NULL,
            outcome TEXT NOT NULL,
            received_at BIGINT,
            received_by TEXT NOT NULL,
            PRIMARY KEY (dossier_id, number)
        );
        CREATE INDEX dossier_leg_to ON dossier_leg (to_agency_id, given_back_at);
        """
}
