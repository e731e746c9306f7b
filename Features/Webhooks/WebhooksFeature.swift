import Access
import Storage
import Web

extension Permission {
    /// See how the receivers of the own agency stand.
    static let webhookSee: Permission = "webhook.see"
    /// Halt them, let them go on, replay.
    package static let webhookManage: Permission = "webhook.manage"
    /// Add and remove, and see a secret once: the command line only.
    package static let webhookInstall: Permission = "webhook.install"
}

/// The front door: what happens to dossiers is told to other programs.
package enum WebhooksFeature {
    package static func make() -> Feature {
        Feature(
            name: "webhooks", migrations: migrations,
            sealed: [SubscriberStore.sealed], grants: grants, routes: WebhookPages.routes,
            navigation: [
                NavigationEntry(.administrator, title: "webhook.title", path: WebhookPages.path,
                    permission: .webhookSee, order: 880, icon: .send, about: "webhook.about")
            ])
    }

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.webhookSee, [.administrator]),
        .staff(.webhookManage, [.administrator]),
        .staff(.webhookInstall, []),
    ]

    /// For the API's document.
    package static let description = APINotification(
        "dossierNews", tag: "dossiers", "What has happened to dossiers, for the receivers of `motcua webhook add`",
        """
        Sent in order. An answer 2xx confirms the batch; anything else and it comes again, with the same `webhook-id`, \
        after pauses that grow from a second to 6 hours, for 5 days. 410 ends it.
        """,
        headers: [
            .required("webhook-id", .text(), "The same when the batch comes again."),
            .required("webhook-timestamp", .text(), "Seconds since 1970 at the time of sending."),
            .required("webhook-signature", .text(),
                "`v1,` and the Base64 of HMAC-SHA256 over `webhook-id.webhook-timestamp.body` (Standard Webhooks)."),
        ], body: WebhookMessage.shape.object)
}
