import Access
import Base

/// The OpenAPI 3.1 document of a set of operations: made from the very values that answer.
package struct APIDocument: Sendable {
    let title: String
    let version: String
    let about: String
    let operations: [APIOperation]
    let notifications: [APINotification]
    let policy: AccessPolicy

    package init(
        title: String, version: String, about: String, operations: [APIOperation],
        notifications: [APINotification] = [], policy: AccessPolicy
    ) {
        self.title = title
        self.version = version
        self.about = about
        self.operations = operations
        self.notifications = notifications
        self.policy = policy
    }

    package var node: JSONNode {
        .members([
            ("openapi", "3.1.0".apiNode),
            ("info", .members([
                ("title", title.apiNode), ("version", version.apiNode), ("description", about.apiNode),
                ("license", .members([("name", "Apache-2.0".apiNode), ("identifier", "Apache-2.0".apiNode)])),
            ])),
            ("servers", JSONNode(.list([.members([("url", "/".apiNode)])]))),
            ("tags", JSONNode(.list(tags.map { .members([("name", $0.apiNode)]) }))),
            ("paths", paths),
            ("webhooks", .members(notifications.map { ($0.name, $0.node) })),
            ("components", .members([
                ("securitySchemes", .members([
                    ("bearer", .members([
                        ("type", "http".apiNode), ("scheme", "bearer".apiNode),
                        ("description", "`motcua token create --account NAME` prints one.".apiNode),
                    ]))
                ])),
                ("schemas", schemas),
            ])),
        ])
    }

    private var tags: [String] {
        operations.map(\.name.tag).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private var paths: JSONNode {
        var order: [String] = []
        var byPath: [String: [(String, JSONNode)]] = [:]
        for operation in operations {
            let parts = operation.path.split(separator: "/")
            let address = parts.map { $0.hasPrefix(":") ? "/{\($0.dropFirst())}" : "/\($0)" }.joined()
            if byPath[address] == nil { order.append(address) }
            byPath[address, default: []].append((operation.method.rawValue.lowercased(), node(of: operation)))
        }
        return .members(order.map { ($0, .members(byPath[$0] ?? [])) })
    }

    /// Every object by its name. - Precondition: one name, one object.
    private var schemas: JSONNode {
        var found: [(name: String, node: JSONNode)] = []
        func gather(_ schema: APISchema) {
            switch schema {
            case .optional(let inner), .list(let inner, _), .map(let inner): gather(inner)
            case .object(let object):
                let node = object.documentNode
                if let known = found.first(where: { $0.name == object.name }) {
                    precondition(known.node == node, "two objects are called \(object.name)")
                    return
                }
                found.append((object.name, node))
                object.members.forEach { gather($0.schema) }
            case .text, .word, .id, .date, .moment, .integer, .number, .bool: break
            }
        }
        gather(Self.problem.schema)
        for notification in notifications { gather(.object(notification.body)) }
        for operation in operations {
            if case .form(let form) = operation.body { gather(.object(form)) }
            if case .json(let schema) = operation.content { gather(schema) }
        }
        return .members(found.sorted { $0.name < $1.name }.map { ($0.name, $0.node) })
    }

    // MARK: One operation

    private func node(of operation: APIOperation) -> JSONNode {
        let bearer = JSONNode.members([("bearer", JSONNode(.list([])))])
        let isPublic = policy.allows(operation.permission, to: .anonymous)
        var members: [(String, JSONNode)] = [
            ("operationId", operation.name.id.apiNode), ("summary", operation.name.summary.apiNode),
            ("tags", [operation.name.tag].apiNode),
            ("security", JSONNode(.list(isPublic ? [.members([]), bearer] : [bearer]))),
            ("parameters", JSONNode(.list(parameters(of: operation)))),
        ]
        switch operation.body {
        case .none: break
        case .form(let form):
            let content = JSONNode.members([("application/json", .members([("schema", APISchema.object(form).node)]))])
            members.append(("requestBody", .members([("required", true.apiNode), ("content", content)])))
        case .file(_, let types):
            members.append(("requestBody", .members([("required", true.apiNode), ("content", Self.files(types))])))
        }
        members.append(("responses", responses(of: operation, isPublic: isPublic)))
        return .members(members)
    }

    private func parameters(of operation: APIOperation) -> [JSONNode] {
        func parameter(_ member: APIObject.Member, in place: String) -> JSONNode {
            .members([
                ("name", member.name.apiNode), ("in", place.apiNode),
                ("required", (place == "path" || member.isRequired).apiNode), ("description", member.about.apiNode),
                ("schema", member.schema.node),
            ])
        }
        var found = operation.pathParameters.map { parameter($0, in: "path") }
        found += operation.query.members.map { parameter($0, in: "query") }
        if operation.method == .post {
            found.append(.members([
                ("name", "Idempotency-Key".apiNode), ("in", "header".apiNode), ("required", true.apiNode),
                ("description", """
                    16 to 64 letters, digits, `-`, `_`: a UUID. Sent again with the same request it gives the same \
                    answer and nothing is done twice; kept for 7 days.
                    """.apiNode),
                ("schema", .members([("type", "string".apiNode), ("pattern", "^[A-Za-z0-9_-]{16,64}$".apiNode)])),
            ]))
        }
        return found
    }

    private func responses(of operation: APIOperation, isPublic: Bool) -> JSONNode {
        var success: [(String, JSONNode)] = [("description", operation.about.apiNode)]
        switch operation.content {
        case .json(let schema):
            success.append(("content", .members([("application/json", .members([("schema", schema.node)]))])))
        case .file(let types): success.append(("content", Self.files(types)))
        case .foreign:
            let schema = JSONNode.members([("schema", .members([("type", "object".apiNode)]))])
            success.append(("content", .members([("application/json", schema)])))
        }
        var headers: [(String, JSONNode)] = []
        if operation.status == 201 { headers.append(("Location", Self.header("Path of what was made."))) }
        if isPublic { headers.append(("ETag", Self.header("For If-None-Match."))) }
        if !headers.isEmpty { success.append(("headers", .members(headers))) }
        var all = [(operation.status, JSONNode.members(success))]
        if isPublic { all.append((304, .members([("description", "Nothing has changed since that ETag.".apiNode)]))) }
        all += Self.problems(of: operation, isPublic: isPublic).map { ($0.key, Self.refusal($0.key, $0.value)) }
        return .members(all.sorted { $0.0 < $1.0 }.map { (String($0.0), $0.1) })
    }

    /// What the machinery itself may refuse, and what the operation adds.
    static func problems(of operation: APIOperation, isPublic: Bool) -> [Int: String] {
        var problems = [
            400: "The request cannot be read.", 401: "No token, or one that is wrong, expired or revoked.",
            414: "The query is too long.", 422: "Something is wrong with the values; `fields` lists all of it.",
            500: "A fault of the program; the log knows it by `instance`.",
            503: "Busy or away; try again after `Retry-After` seconds with the same key.",
        ]
        problems[429] = "Asked too fast; try again after `Retry-After` seconds with the same key."
        if !isPublic { problems[403] = "The account may not do this." }
        if !operation.pathParameters.isEmpty { problems[404] = "Not there, or out of the account's reach." }
        switch operation.body {
        case .none: break
        case .form, .file:
            problems[408] = "The body came too slowly."
            problems[413] = "The body is too large."
            problems[415] = "The body is of a kind that is not taken."
        }
        if operation.method != .get { problems[507] = "The disk is full; nothing was recorded." }
        return problems.merging(operation.problems) { _, own in own }
    }

    private static func refusal(_ status: Int, _ about: String) -> JSONNode {
        var members: [(String, JSONNode)] = [("description", about.apiNode)]
        if status == 401 { members.append(("headers", .members([("WWW-Authenticate", header("Bearer."))]))) }
        if [429, 503].contains(status) { members.append(("headers", .members([("Retry-After", header("Seconds."))]))) }
        let schema = JSONNode.members([("schema", problem.schema.node)])
        members.append(("content", .members([("application/problem+json", schema)])))
        return .members(members)
    }

    private static func header(_ about: String) -> JSONNode {
        .members([("description", about.apiNode), ("schema", .members([("type", "string".apiNode)]))])
    }

    private static func files(_ types: [String]) -> JSONNode {
        .members(types.map { ($0, .members([])) })
    }

    /// RFC 9457, as `ErrorAnswers.document` writes it.
    static let problem = APIObject("Problem", "Why a request was refused (RFC 9457).", [
        .required("type", .text(), "A stable name of the kind of problem, as a URN."),
        .required("title", .text(), "A sentence for a person, in the language asked for by Accept-Language."),
        .required("status", .integer(400...599), "The HTTP status."),
        .required("code", .text(), "The last part of `type`, for programs."),
        .required("instance", .text(), "The number under which the log knows this request."),
        .optional("fields", .list(.object(APIObject("FieldFault", "One value that must be mended.", [
            .required("field", .text(), "Path of the value: `applicant.name`, `papers[0].component`."),
            .required("code", .text(), "A stable name of the fault."),
            .required("message", .text(), "A sentence for a person."),
        ]))), "All that is wrong, at once."),
    ])
}

extension APIObject { var schema: APISchema { .object(self) } }

extension JSONNode {
    package static func members(_ pairs: [(String, JSONNode)]) -> JSONNode {
        JSONNode(.object(pairs.map { Member(name: $0.0, node: $0.1) }))
    }
}

extension APISchema {
    /// As JSON Schema 2020-12; objects by reference.
    var node: JSONNode {
        var members: [(String, JSONNode)] = [("type", typeWord.apiNode)]
        switch self {
        case .text(let min, let max):
            if min > 0 { members.append(("minLength", min.apiNode)) }
            if let max { members.append(("maxLength", max.apiNode)) }
        case .word(let words): members.append(("enum", words.apiNode))
        case .id: members.append(("format", "uuid".apiNode))
        case .date: members.append(("format", "date".apiNode))
        case .moment: members.append(("format", "date-time".apiNode))
        case .integer(let range):
            members += [("minimum", range.lowerBound.apiNode), ("maximum", range.upperBound.apiNode)]
        case .number, .bool: break
        case .list(let item, let max):
            members.append(("items", item.node))
            if let max { members.append(("maxItems", max.apiNode)) }
        case .object(let object): return .members([("$ref", "#/components/schemas/\(object.name)".apiNode)])
        case .map(let item): members.append(("additionalProperties", item.node))
        case .optional(let inner):
            return .members([("anyOf", JSONNode(.list([inner.node, .members([("type", "null".apiNode)])])))])
        }
        return .members(members)
    }
}

extension APIObject {
    /// Closed: what is not described is neither taken nor answered.
    fileprivate var documentNode: JSONNode {
        let properties = members.map { member -> (String, JSONNode) in
            let node = member.schema.node
            guard case .object(var keywords) = node.value else { return (member.name, node) }
            if !member.about.isEmpty {
                keywords.append(JSONNode.Member(name: "description", node: member.about.apiNode))
            }
            return (member.name, JSONNode(.object(keywords)))
        }
        return .members([
            ("type", "object".apiNode), ("description", about.apiNode), ("properties", .members(properties)),
            ("required", members.filter(\.isRequired).map(\.name).apiNode), ("additionalProperties", false.apiNode),
        ])
    }
}
