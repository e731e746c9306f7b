/// Finds the route of a path. Words come before `:name` parts, so `/thu-tuc/moi` and `/thu-tuc/:code` live together.
///
/// Ours rather than the framework's router because a known path with another method must answer 405 with `Allow`, and
/// because a path part is decoded only after the path was cut, so that `%2F` never makes two parts of one.
struct RouteTable: Sendable {
    enum Match: Sendable {
        case found(Route, [String: String])
        /// The path is known, but not with this method.
        case otherMethods(Set<Route.Method>)
        case nothing
    }

    private struct Node: Sendable {
        var words: [String: Node] = [:]
        /// At most one: what stands behind any one part.
        var anyPart: [Node] = []
        var routes: [Route.Method: Route] = [:]
    }

    private var root = Node()

    /// - Precondition: no two routes of one method match the same paths.
    init(_ routes: [Route]) {
        for route in routes { Self.insert(route, parts: Self.parts(of: route.path)[...], into: &root) }
    }

    /// - Parameter method: nil for one that no route has.
    func match(_ method: Route.Method?, _ path: String) -> Match {
        guard path.hasPrefix("/"), let decoded = Self.decodedParts(of: path) else { return .nothing }
        guard let node = Self.find(decoded[...], in: root) else { return .nothing }
        guard let method, let route = node.routes[method] else { return .otherMethods(Set(node.routes.keys)) }
        var parameters: [String: String] = [:]
        for (name, value) in zip(Self.parts(of: route.path), decoded) where name.hasPrefix(":") {
            parameters[String(name.dropFirst())] = value
        }
        return .found(route, parameters)
    }

    private static func insert(_ route: Route, parts: ArraySlice<String>, into node: inout Node) {
        guard let part = parts.first else {
            precondition(node.routes[route.method] == nil, "two routes for \(route.method.rawValue) \(route.path)")
            node.routes[route.method] = route
            return
        }
        if part.hasPrefix(":") {
            if node.anyPart.isEmpty { node.anyPart = [Node()] }
            insert(route, parts: parts.dropFirst(), into: &node.anyPart[0])
        } else {
            insert(route, parts: parts.dropFirst(), into: &node.words[part, default: Node()])
        }
    }

    private static func find(_ parts: ArraySlice<String>, in node: Node) -> Node? {
        guard let part = parts.first else { return node.routes.isEmpty ? nil : node }
        if let next = node.words[part], let found = find(parts.dropFirst(), in: next) { return found }
        guard let next = node.anyPart.first, !part.isEmpty else { return nil }
        return find(parts.dropFirst(), in: next)
    }

    private static func parts(of path: String) -> [String] {
        path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { String($0) }
    }

    /// Nil when a part is no UTF-8, or is one that could climb or hide: a dot name, a slash, a control character.
    private static func decodedParts(of path: String) -> [String]? {
        var out: [String] = []
        for part in parts(of: path) {
            guard let text = PercentCoding.decoded(part), text != ".", text != "..",
                !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 || $0 == "/" || $0 == "\\" })
            else { return nil }
            out.append(text)
        }
        return out
    }
}
