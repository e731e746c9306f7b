import Access
import Foundation
import Hummingbird
import Storage
import Synchronization
import Web

/// A browser inside the process: it calls the dispatcher without a socket, keeps cookies, and knows the tokens of forms.
package final class WebClient: Sendable {
    private let dispatcher: Dispatcher
    private let peerAddress: String
    private let jar = Mutex<[String: String]>([:])
    private let seen = Mutex(0)

    package init(_ dispatcher: Dispatcher, peerAddress: String = "192.0.2.10") {
        self.dispatcher = dispatcher
        self.peerAddress = peerAddress
    }

    /// What came back.
    package struct Reply: Sendable {
        package let status: Int
        /// Names in lower case, in the order sent.
        package let headers: [(name: String, value: String)]
        package let bytes: [UInt8]

        package var text: String { String(decoding: bytes, as: UTF8.self) }
        package var location: String? { header("location") }
        package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
        package func allHeaders(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }
    }

    /// One file of a multipart form.
    package struct Upload: Sendable {
        let field: String
        let name: String
        let type: String
        let bytes: [UInt8]

        package init(_ field: String, name: String, type: String = "application/pdf", bytes: [UInt8]) {
            self.field = field
            self.name = name
            self.type = type
            self.bytes = bytes
        }
    }

    // MARK: What a person does

    package func get(_ path: String, headers: [String: String] = [:]) async throws -> Reply {
        try await send("GET", path, headers: headers)
    }

    /// Sends a form with this browser's token and a one-time key: a fresh one unless `once` is given.
    package func post(
        _ path: String, form: [String: String] = [:], once: String? = nil, headers: [String: String] = [:]
    ) async throws -> Reply {
        var fields = form
        fields["csrf"] = form["csrf"] ?? token
        fields["once"] = form["once"] ?? once ?? OnceKey.fresh()
        var headers = headers
        headers["content-type"] = "application/x-www-form-urlencoded"
        return try await send("POST", path, headers: headers, body: [Self.urlEncoded(fields)])
    }

    /// Sends a form with files, the hidden fields first.
    package func post(
        _ path: String, form: [String: String] = [:], files: [Upload], once: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> Reply {
        let hidden = [("csrf", form["csrf"] ?? token), ("once", form["once"] ?? once ?? OnceKey.fresh())]
        let fields = hidden + form.filter { $0.key != "csrf" && $0.key != "once" }.sorted { $0.key < $1.key }
        var headers = headers
        headers["content-type"] = "multipart/form-data; boundary=\(Self.boundary)"
        return try await send("POST", path, headers: headers, body: [Self.multipart(fields, files)])
    }

    /// Opens a page, takes the token and the one-time key out of its first form to `action`, and sends the form.
    package func submit(_ page: String, form: [String: String], to action: String? = nil) async throws -> Reply {
        let reply = try await get(page)
        let action = action ?? page
        let start = reply.text.range(of: "action=\"\(action)\"")?.upperBound ?? reply.text.startIndex
        let rest = String(reply.text[start...])
        var fields = form
        fields["csrf"] = Self.hidden("csrf", in: rest)
        return try await post(action, form: fields, once: Self.hidden("once", in: rest))
    }

    /// Signs in without a page: makes the session and keeps its cookie.
    package func signIn(as account: AccountID) async throws {
        let cookie = try await dispatcher.beginSession(for: account)
        jar.withLock { $0[cookie.name] = cookie.value }
    }

    package func clearCookies() { jar.withLock { $0 = [:] } }
    package var cookies: [String: String] { jar.withLock { $0 } }
    package func setCookie(_ name: String, _ value: String?) { jar.withLock { $0[name] = value } }

    /// A token that forms of this browser may carry. A browser without a cookie gets one.
    package var token: String {
        jar.withLock { jar in
            let names = dispatcher.cookieNames
            if let secret = jar[names.session] ?? jar[names.browser] { return dispatcher.formToken(for: secret) }
            let secret = SecretText.random()
            jar[names.browser] = secret
            return dispatcher.formToken(for: secret)
        }
    }

    // MARK: The line

    /// How many chunks of answers have come so far, also of those that have not ended.
    package var chunksSeen: Int { seen.withLock { $0 } }

    /// Sends anything, as it is. `chunksMax` ends the reading of an endless answer after so many chunks.
    package func send(
        _ method: String, _ path: String, headers: [String: String] = [:], body: [[UInt8]] = [],
        chunksMax: Int = .max
    ) async throws -> Reply {
        let (requestBody, source) = RequestBody.makeStream()
        for chunk in body { await source.yield(ByteBuffer(bytes: chunk)) }
        source.finish()
        return try await send(method, path, headers: headers, streaming: requestBody, chunksMax: chunksMax)
    }

    /// The same with a body that arrives while it is read.
    package func send(
        _ method: String, _ path: String, headers: [String: String] = [:], streaming body: RequestBody,
        chunksMax: Int = .max
    ) async throws -> Reply {
        guard let requestMethod = HTTPRequest.Method(method) else { throw BadRequest() }
        var head = HTTPRequest(method: requestMethod, scheme: "http", authority: "motcua.test", path: path)
        let cookies = jar.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
        if !cookies.isEmpty { head.headerFields[.cookie] = cookies }
        for (name, value) in headers {
            guard let name = HTTPFields.Element.Name(name) else { throw BadRequest() }
            head.headerFields[name] = value
        }
        let response = try await dispatcher.respond(
            to: Request(head: head, body: body), context: WebContext(peerAddress: peerAddress))
        let collector = Collector(chunksMax: chunksMax) { [self] in seen.withLock { $0 += 1 } }
        do { try await response.body.write(collector) } catch is Collector.Enough {}
        let fields = response.headers.map { (name: $0.name.canonicalName, value: $0.value) }
        keepCookies(fields.filter { $0.name == "set-cookie" }.map(\.value))
        return Reply(status: response.status.code, headers: fields, bytes: collector.bytes)
    }

    struct BadRequest: Error {}

    private func keepCookies(_ lines: [String]) {
        jar.withLock { jar in
            for line in lines {
                let parts = line.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
                guard let pair = parts.first, let cut = pair.firstIndex(of: "=") else { continue }
                let isGone = parts.contains("Max-Age=0")
                jar[String(pair[..<cut])] = isGone ? nil : String(pair[pair.index(after: cut)...])
            }
        }
    }

    private static let boundary = "------motcua-test-boundary"

    package static func urlEncoded(_ fields: [String: String]) -> [UInt8] {
        let pairs = fields.sorted { $0.key < $1.key }.map {
            "\(PercentCoding.encoded($0.key))=\(PercentCoding.encoded($0.value))"
        }
        return Array(pairs.joined(separator: "&").utf8)
    }

    package static func multipart(_ fields: [(String, String)], _ files: [Upload]) -> [UInt8] {
        var out: [UInt8] = []
        for (name, value) in fields {
            out += "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        for file in files {
            out += """
                --\(boundary)\r\nContent-Disposition: form-data; name="\(file.field)"; filename="\(file.name)"\r\n\
                Content-Type: \(file.type)\r\n\r\n
                """.utf8
            out += file.bytes
            out += "\r\n".utf8
        }
        return out + "--\(boundary)--\r\n".utf8
    }

    private static func hidden(_ name: String, in text: String) -> String? {
        guard let start = text.range(of: "name=\"\(name)\" value=\"")?.upperBound,
            let end = text[start...].firstIndex(of: "\"")
        else { return nil }
        return String(text[start..<end])
    }
}

/// Takes in what an answer writes.
private final class Collector: ResponseBodyWriter, Sendable {
    struct Enough: Error {}

    private let taken = Mutex<(bytes: [UInt8], chunks: Int)>(([], 0))
    private let chunksMax: Int
    private let onChunk: @Sendable () -> Void

    init(chunksMax: Int, onChunk: @escaping @Sendable () -> Void) {
        self.chunksMax = chunksMax
        self.onChunk = onChunk
    }

    var bytes: [UInt8] { taken.withLock { $0.bytes } }

    func write(_ buffer: ByteBuffer) async throws {
        let isEnough = taken.withLock { taken in
            taken.bytes += buffer.readableBytesView
            taken.chunks += 1
            return taken.chunks >= chunksMax
        }
        onChunk()
        if isEnough { throw Enough() }
    }

    func finish(_: HTTPFields?) async throws {}
}
