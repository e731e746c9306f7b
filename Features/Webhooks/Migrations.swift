import Storage

extension WebhooksFeature {
    package static let migrations = [
        Migration("webhooks/001-subscriber", """
            CREATE TABLE webhook_subscriber (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL,
                agency_id TEXT NOT NULL,
                url TEXT NOT NULL,
                secret TEXT NOT NULL,
                kinds TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                reached BIGINT NOT NULL,
                batch_end BIGINT,
                failures BIGINT NOT NULL,
                failing_since BIGINT,
                next_at BIGINT NOT NULL,
                delivered_at BIGINT,
                last_error TEXT NOT NULL,
                halt TEXT,
                halted_at BIGINT
            );
            CREATE INDEX webhook_subscriber_due ON webhook_subscriber (next_at) WHERE halt IS NULL;
            """),
        .walls("webhooks/060-walls", [RowWall("webhook_subscriber", openTo: ["agency_id"])]),
    ]
}
