import Storage

extension Jobs {
    /// The table `job`.
    package static let migrations = [
        Migration(
            "jobs/001-queue",
            """
            CREATE TABLE job (
                id TEXT NOT NULL PRIMARY KEY,
                kind TEXT NOT NULL,
                facts TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead')),
                due_at BIGINT NOT NULL,
                attempt BIGINT NOT NULL,
                locked_until BIGINT,
                locked_by TEXT,
                progress BIGINT NOT NULL CHECK (progress BETWEEN 0 AND 100),
                last_error TEXT,
                created_at BIGINT NOT NULL,
                finished_at BIGINT,
                CHECK ((state = 'running') = (locked_until IS NOT NULL)),
                CHECK ((state = 'running') = (locked_by IS NOT NULL)),
                CHECK ((state IN ('done', 'dead')) = (finished_at IS NOT NULL))
            );
            CREATE INDEX job_due ON job (state, due_at, id);
            """)
    ]
}
