import Base

/// What the house tells other programs without being asked, as the OpenAPI document describes it (`webhooks`).
package struct APINotification: Sendable {
    let name: String
    let tag: String
    let summary: String
    let about: String
    let headers: [APIObject.Member]
    let body: APIObject

    package init(
        _ name: String, tag: String, _ summary: String, _ about: String, headers: [APIObject.Member], body: APIObject
    ) {
        self.name = name
        self.tag = tag
        self.summary = summary
        self.about = about
        self.headers = headers
        self.body = body
    }

    var node: JSONNode {
        let parameters = headers.map { header in
            JSONNode.members([
                ("name", header.name.apiNode), ("in", "header".apiNode), ("required", true.apiNode),
                ("description", header.about.apiNode), ("schema", header.schema.node),
            ])
        }
        let content = JSONNode.members([("application/json", .members([("schema", body.schema.node)]))])
        return .members([
            ("post", .members([
                ("operationId", name.apiNode), ("summary", summary.apiNode), ("description", about.apiNode),
                ("tags", [tag].apiNode), ("parameters", JSONNode(.list(parameters))),
                ("requestBody", .members([("required", true.apiNode), ("content", content)])),
                ("responses", .members([
                    ("2XX", .members([("description", "Taken.".apiNode)])),
                    ("410", .members([("description", "Never again.".apiNode)])),
                    ("default", .members([("description", "Come again later.".apiNode)])),
                ])),
            ]))
        ])
    }
}
