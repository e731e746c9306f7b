import Access
import Base
import Storage

/// One thing that programs can ask of the house: the route and its piece of the OpenAPI document in one value.
package struct APIOperation: Sendable {
    /// Everything of this version stands below it.
    package static let root = "/api/v1"
    static let limitStandard = 50

    /// What it stands for in the document: unchanging names.
    package struct Name: Sendable {
        let id: String
        let tag: String
        let summary: String

        package init(_ id: String, tag: String, _ summary: String) {
            self.id = id
            self.tag = tag
            self.summary = summary
        }
    }

    enum Body: Sendable {
        case none
        case form(APIObject)
        /// One file, raw; its kind is known from its bytes.
        case file(bytesMax: Int, types: [String])
    }

    enum Content: Sendable {
        case json(APISchema)
        case file(types: [String])
        /// An object that another standard describes.
        case foreign
    }

    let name: Name
    let method: Route.Method
    /// With `:name` parts, as routes have it.
    let path: String
    let permission: Permission
    /// Of the parts of the path, by their names.
    let pathParameters: [APIObject.Member]
    let query: APIObject
    let body: Body
    /// What it answers when all is well.
    let status: Int
    let about: String
    let content: Content
    /// Refusals of the operation itself, by status; those of the machinery are added by the document.
    let problems: [Int: String]
    let run: @Sendable (APICall) async throws -> Answer
    /// What it shows of people; see `reads`.
    package internal(set) var reading: Reading?

    // MARK: Kinds

    /// One record.
    /// - Parameter shows: the ids of people's records in a value, for the log of readings.
    package static func get<Value>(
        _ path: String, _ permission: Permission, _ name: Name, in places: [APIObject.Member] = [],
        query: [APIObject.Member] = [], answer: APIShape<Value>,
        shows: @escaping @Sendable (Value) -> [String] = { _ in [] },
        _ run: @escaping @Sendable (APICall) async throws -> Value
    ) -> APIOperation {
        APIOperation(name: name, method: .get, path: root + path, permission: permission, pathParameters: places,
            query: APIObject("query", "", query), body: .none, status: 200, about: answer.object.about,
            content: .json(answer.schema), problems: [:]
        ) { call in
            let value = try await run(call)
            var reply = Answer.json(Array(answer.node(value).orderedText.utf8))
            reply.shown = shows(value)
            return reply
        }
    }

    /// A list that is read page by page.
    package static func list<Item>(
        _ path: String, _ permission: Permission, _ name: Name, in places: [APIObject.Member] = [],
        query: [APIObject.Member] = [], limitMax: Int = 200, item: APIShape<Item>,
        shows: @escaping @Sendable (Item) -> String? = { _ in nil },
        _ run: @escaping @Sendable (APICall) async throws -> APIPage<Item>
    ) -> APIOperation {
        let paging: [APIObject.Member] = [
            .optional("limit", .integer(1...limitMax), "How many items; \(limitStandard) when not given."),
            .optional("after", .text(min: 1, max: 500), "The cursor that the page before gave as `next`."),
        ]
        let page = APIShape<APIPage<Item>>("\(item.object.name)Page", "One page of a list.", [
            .parts("items", "In the order of the list.", item) { $0.items },
            .value("next", "Where the next page begins, for `after`; null at the end.") { $0.next },
        ])
        return get(path, permission, name, in: places, query: query + paging, answer: page,
            shows: { $0.items.compactMap(shows) }, run)
    }

    /// A file to download.
    package static func download(
        _ path: String, _ permission: Permission, _ name: Name, in places: [APIObject.Member], types: [String],
        _ run: @escaping @Sendable (APICall) async throws -> Answer
    ) -> APIOperation {
        APIOperation(name: name, method: .get, path: root + path, permission: permission, pathParameters: places,
            query: APIObject("query", "", []), body: .none, status: 200, about: "The file.",
            content: .file(types: types), problems: [:], run: run)
    }

    /// The description of the API itself.
    package static func description(
        at path: String, _ permission: Permission, _ name: Name, bytes: @escaping @Sendable () -> [UInt8]
    ) -> APIOperation {
        APIOperation(name: name, method: .get, path: root + path, permission: permission, pathParameters: [],
            query: APIObject("query", "", []), body: .none, status: 200, about: "OpenAPI 3.1.", content: .foreign,
            problems: [:]
        ) { _ in .json(bytes()) }
    }

    /// Something done once for each `Idempotency-Key`, in one transaction: the change, its journal entry, the answer.
    package static func post<Value>(
        _ path: String, _ permission: Permission, _ name: Name, in places: [APIObject.Member] = [], form: APIObject,
        creates location: (@Sendable (Value) -> String)? = nil, answer: APIShape<Value>, problems: [Int: String] = [:],
        _ run: @escaping @Sendable (APICall, Transaction) throws -> Value
    ) -> APIOperation {
        APIOperation(name: name, method: .post, path: root + path, permission: permission, pathParameters: places,
            query: APIObject("query", "", []), body: .form(form), status: location == nil ? 200 : 201,
            about: answer.object.about, content: .json(answer.schema), problems: problems
        ) { call in try await once(call, status: location == nil ? 200 : 201, location, answer, run) }
    }

    /// The same with a file in place of the form: streamed to the store before the transaction begins.
    package static func upload<Value>(
        _ path: String, _ permission: Permission, _ name: Name, in places: [APIObject.Member] = [],
        query: [APIObject.Member] = [], bytesMax: Int, types: [String],
        creates location: (@Sendable (Value) -> String)? = nil, answer: APIShape<Value>,
        problems: [Int: String] = [:], _ run: @escaping @Sendable (APICall, Transaction) throws -> Value
    ) -> APIOperation {
        let named: [APIObject.Member] = [
            .required("name", .text(min: 1, max: 150), "What the file is called, for showing only.")
        ]
        return APIOperation(name: name, method: .post, path: root + path, permission: permission,
            pathParameters: places, query: APIObject("query", "", query + named),
            body: .file(bytesMax: bytesMax, types: types), status: 201, about: answer.object.about,
            content: .json(answer.schema), problems: problems
        ) { call in try await once(call, status: 201, location, answer, run) }
    }

    private static func once<Value>(
        _ call: APICall, status: Int, _ location: (@Sendable (Value) -> String)?, _ shape: APIShape<Value>,
        _ run: @escaping @Sendable (APICall, Transaction) throws -> Value
    ) async throws -> Answer {
        try await call.request.once { tx in
            let value = try run(call, tx)
            var answer = Answer.json(Array(shape.node(value).orderedText.utf8), status: status)
            if let location { answer.headers.append(("Location", root + location(value))) }
            return answer
        }
    }

    // MARK: The route

    package var route: Route {
        let routeBody: Route.Body =
            switch body {
            case .none: .none
            case .form: .json
            case .file(let bytesMax, let types): .file(bytesMax: bytesMax, types: types)
            }
        var route = Route(
            method: method, path: path, permission: permission, body: routeBody, handler: answer, api: self)
        route.reading = reading
        return route
    }

    @Sendable private func answer(_ request: WebRequest) async throws -> Answer {
        for place in pathParameters {
            let value = JSONNode(.text(request.parameters[place.name] ?? ""))
            // What cannot be an id is not there.
            guard place.schema.faults(in: value).isEmpty else { throw Problem.notFound }
        }
        let query = try APIInput(Self.node(of: request.query, query), query)
        let call = APICall(request: request, query: query, body: try input(request), operation: name.id)
        var answer = try await run(call)
        if method == .get, request.site.policy.allows(permission, to: .anonymous) {
            // The same for everybody: it may be kept, and is asked for again with its tag.
            answer.headers.append(("Cache-Control", "no-cache"))
        }
        return answer
    }

    private func input(_ request: WebRequest) throws(Problem) -> APIInput {
        guard case .form(let form) = body else { return try APIInput(JSONNode(.object([])), APIObject("none", "", [])) }
        let node: JSONNode
        do throws(JSONReader.SyntaxFault) { node = try JSONReader.read(request.json) } catch {
            throw Problem("bad-json", status: 400, arguments: ["line": "\(error.line)"], detail: error.code)
        }
        return try APIInput(node, form)
    }

    /// The query as the object that its description speaks of: numbers and flags are read as such where they are meant.
    private static func node(of values: FormValues, _ object: APIObject) throws(Problem) -> JSONNode {
        var members: [JSONNode.Member] = []
        for (name, value) in values.pairs {
            if members.contains(where: { $0.name == name }) { throw .invalid([FieldFault(name, "api.twice")]) }
            let node: JSONNode.Value =
                switch object.member(name)?.schema {
                case .integer: Int64(value).map { .integer($0) } ?? .text(value)
                case .bool: value == "true" ? .bool(true) : value == "false" ? .bool(false) : .text(value)
                case nil, .text, .word, .id, .date, .moment, .number, .list, .object, .optional, .map: .text(value)
                }
            members.append(JSONNode.Member(name: name, node: JSONNode(node)))
        }
        return JSONNode(.object(members))
    }
}
