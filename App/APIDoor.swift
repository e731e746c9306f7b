import Access
import Base
import Web
import Webhooks

/// `GET /api/v1/openapi.json`: the description of the API, made from the operations of all features.
package enum APIDoor {
    private static let permission: Permission = "api.describe"

    static func feature(over features: [Feature]) -> Feature {
        let grant = AccessPolicy.Grant.anybody(permission)
        let policy = AccessPolicy(features.flatMap(\.grants) + [grant])
        let operations = features.flatMap(\.routes).compactMap(\.api)
        let name = APIOperation.Name("getDescription", tag: "description", "This document")
        let itself = APIOperation.description(at: "/openapi.json", permission, name) { [] }
        let bytes = Array(document(of: operations + [itself], policy: policy).node.orderedText.utf8)
        let describe = APIOperation.description(at: "/openapi.json", permission, name) { bytes }
        return Feature(name: "api", grants: [grant], routes: [describe.route])
    }

    private static func document(of operations: [APIOperation], policy: AccessPolicy) -> APIDocument {
        APIDocument(
            title: "MotCua", version: Version.text,
            about: """
                What a commune's public-service centre (Trung tâm Phục vụ hành chính công) offers to other programs. \
                Lists answer `items` and `next`; `next` goes into `after`. Every POST carries an `Idempotency-Key`. \
                Refusals are problem documents of RFC 9457 that list all faults at once.
                """,
            operations: operations, notifications: [WebhooksFeature.description], policy: policy)
    }
}
