import Storage

extension ReportingFeature {
    /// Sums by edition: a rebuilding fills the next edition beside the current one, and one row says which is read.
    package static let migrations = [
        Migration("reporting/001-figures", """
            CREATE TABLE figure_edition (
                one BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
                current BIGINT NOT NULL,
                next BIGINT NOT NULL
            );
            INSERT INTO figure_edition (one, current, next) VALUES (1, 1, 2);
            CREATE TABLE figure_dossier (
                edition BIGINT NOT NULL,
                dossier_id TEXT NOT NULL,
                agency_id TEXT NOT NULL,
                office_id TEXT,
                field TEXT NOT NULL,
                channel TEXT NOT NULL,
                is_digitised BIGINT NOT NULL,
                is_electronic BIGINT NOT NULL,
                outcome TEXT,
                accepted_at BIGINT,
                due_at BIGINT,
                finished_at BIGINT,
                stood_since BIGINT,
                stood BIGINT NOT NULL,
                PRIMARY KEY (edition, dossier_id)
            );
            CREATE TABLE figure_count (
                edition BIGINT NOT NULL,
                agency_id TEXT NOT NULL,
                grain TEXT NOT NULL,
                span TEXT NOT NULL,
                office_id TEXT NOT NULL,
                field TEXT NOT NULL,
                channel TEXT NOT NULL,
                received BIGINT NOT NULL,
                digitised BIGINT NOT NULL,
                early BIGINT NOT NULL,
                on_time BIGINT NOT NULL,
                late BIGINT NOT NULL,
                published BIGINT NOT NULL,
                electronic BIGINT NOT NULL,
                late_begun BIGINT NOT NULL,
                late_ended BIGINT NOT NULL,
                PRIMARY KEY (edition, agency_id, grain, span, office_id, field, channel)
            );
            CREATE TABLE figure_handling (
                edition BIGINT NOT NULL,
                agency_id TEXT NOT NULL,
                grain TEXT NOT NULL,
                span TEXT NOT NULL,
                office_id TEXT NOT NULL,
                field TEXT NOT NULL,
                channel TEXT NOT NULL,
                hours BIGINT NOT NULL,
                dossiers BIGINT NOT NULL,
                PRIMARY KEY (edition, agency_id, grain, span, office_id, field, channel, hours)
            );
            """),
        // Sums of before know nothing of these measures: what has been counted is counted again, from the first entry.
        Migration("reporting/002-workload-and-index", """
            ALTER TABLE figure_count ADD COLUMN asked_again BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE figure_count ADD COLUMN late_by_index BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE figure_count ADD COLUMN taken_for_others BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE figure_dossier ADD COLUMN is_asked_again BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE figure_dossier ADD COLUMN receiving_agency_id TEXT;
            UPDATE figure_edition SET current = next, next = next + 1 WHERE EXISTS (SELECT 1 FROM figure_dossier);
            DELETE FROM figure_handling;
            DELETE FROM figure_count;
            DELETE FROM figure_dossier;
            """),
    ]
}
