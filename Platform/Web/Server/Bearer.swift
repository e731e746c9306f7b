import Access
import Base
import Hummingbird
import Storage

/// Whose token this is now; nil when it is unknown, expired or revoked.
package typealias TokenResolver = @Sendable (_ token: String, Instant, Snapshot) throws -> AccountID?

/// Callers of the API: `Authorization: Bearer …` (RFC 6750), and nothing else.
struct Bearer: Sendable {
    /// Longer than any token of ours.
    private static let tokenBytesMax = 200

    let resolveToken: TokenResolver
    let resolveCaller: CallerResolver

    /// - Throws: `token-wrong` (401). Without a token the caller is nobody.
    func visitor(_ exchange: Exchange, in database: any Database) async throws -> Visitor {
        guard let header = exchange.request.headers[.authorization] else { return .unknown }
        let wrong = Problem("token-wrong", status: 401)
        let words = header.split(separator: " ", omittingEmptySubsequences: true)
        guard words.count == 2, words[0].lowercased() == "bearer", words[1].utf8.count <= Self.tokenBytesMax else {
            throw wrong
        }
        let token = String(words[1])
        let caller = try await database.read { [self, now = exchange.now] snapshot in
            try resolveToken(token, now, snapshot).flatMap { try resolveCaller($0, snapshot) }
        }
        guard let caller else { throw wrong }
        // The token takes the place of the browser's secret: one-time keys are bound to it.
        var visitor = Visitor(caller: caller, sessionToken: nil, browserToken: token)
        visitor.isProgram = true
        return visitor
    }

    static func challenge(_ problem: Problem) -> String {
        problem.code == "token-wrong" ? "Bearer realm=\"motcua\", error=\"invalid_token\"" : "Bearer realm=\"motcua\""
    }
}
