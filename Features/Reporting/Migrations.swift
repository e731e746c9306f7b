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
    ]
}
