import Access
import Base
import Crypto
import Foundation
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Turns an answer into what goes over the line: layout, cookies, caching, compression, security headers.
struct AnswerWriter: Sendable {
    let site: Site
    let settings: WebSettings
    let navigation: [NavigationEntry]
    let localisation: Localisation
    let shelf: AssetShelf
    let cookies: CookieName
    let formTokens: FormTokens

    func response(_ answer: Answer, _ exchange: Exchange, _ visitor: Visitor) throws -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers {
            // The framework would make blanks of line ends; a value that holds some is an attack or a mistake.
            guard let name = HeaderName(name), !value.unicodeScalars.contains(where: { $0.value < 32 }),
                name != .location || (answer.leadsAway ? Answer.isAway(value) : LocalPath.isSafe(value))
            else { throw Problem("internal", status: 500, detail: "header \(name) must not be sent") }
            let safe = name == .location ? PercentCoding.headerSafe(value) : value
            headers.append(HTTPFields.Element(name: name, value: safe))
        }
        headers[.requestID] = exchange.requestID
        let body = try body(answer, exchange, visitor, &headers)
        setCookies(exchange, visitor, &headers)
        setCaching(visitor, &headers)
        SecurityHeaders.add(to: &headers, isHTTPS: settings.isHTTPS)
        return finished(status: answer.status, headers, body, exchange, visitor)
    }

    // MARK: Public pages

    /// Nil for what belongs to one visitor: a form with a token, a cookie, a notice, or anything but a plain page.
    func item(_ answer: Answer, _ exchange: Exchange, _ visitor: Visitor, stamp: String) -> PublicShelf.Item? {
        guard answer.status == 200, answer.headers.isEmpty, answer.sessionChange == nil,
            case .page(let page) = answer.body
        else { return nil }
        let bytes = Array(Layout.document(page, in: context(exchange, visitor)).text.utf8)
        guard !visitor.browser.wasUsed, visitor.browser.fresh == nil, !exchange.rawQuery.contains("da-xong=") else {
            return nil
        }
        return PublicShelf.Item(
            stamp: stamp, plain: ByteBuffer(bytes: bytes),
            gzipped: Gzip.compressed(bytes, level: 9).map { ByteBuffer(bytes: $0) }, tag: Self.tag(bytes))
    }

    func response(_ item: PublicShelf.Item, _ exchange: Exchange) -> Response {
        var headers = HTTPFields()
        headers[.requestID] = exchange.requestID
        headers[.cacheControl] = "no-cache"
        SecurityHeaders.add(to: &headers, isHTTPS: settings.isHTTPS)
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.vary] = "Accept-Language, Cookie, Accept-Encoding"
        headers[.eTag] = item.tag
        if exchange.request.headers[.ifNoneMatch] == item.tag {
            return Response(status: .notModified, headers: headers)
        }
        var buffer = item.plain
        if let gzipped = item.gzipped, Gzip.isAccepted(exchange.request.headers[.acceptEncoding]) {
            buffer = gzipped
            headers[.contentEncoding] = "gzip"
        }
        let response = Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: buffer))
        return exchange.isHead ? response.createHeadResponse() : response
    }

    private static func tag(_ bytes: [UInt8]) -> String {
        "W/\"\(Hex.text(SHA256.hash(data: Data(bytes)).prefix(8)))\""
    }

    // MARK: Every answer

    private enum Content {
        case bytes([UInt8], type: String?)
        case written(ResponseBody)
    }

    private func body(
        _ answer: Answer, _ exchange: Exchange, _ visitor: Visitor, _ headers: inout HTTPFields
    ) throws -> Content {
        switch answer.body {
        case .empty: return .bytes([], type: nil)
        case .page(let page):
            let html = Layout.document(page, in: context(exchange, visitor))
            return .bytes(Array(html.text.utf8), type: "text/html; charset=utf-8")
        case .bytes(let bytes, let type): return .bytes(bytes, type: type)
        case .stream(let chunks, let type, let length):
            headers[.contentType] = type
            return .written(ResponseBody(contentLength: length) { writer in
                for try await chunk in chunks { try await writer.write(ByteBuffer(bytes: chunk)) }
                try await writer.finish(nil)
            })
        case .events(let events):
            headers[.contentType] = "text/event-stream"
            headers[.cacheControl] = "no-store"
            headers[.noBuffering] = "no"
            return .written(ResponseBody { writer in
                for await chunk in EventStream.bytes(of: events).cancelOnGracefulShutdown() {
                    try await writer.write(ByteBuffer(bytes: chunk))
                }
                try await writer.finish(nil)
            })
        }
    }

    private func context(_ exchange: Exchange, _ visitor: Visitor) -> PageContext {
        let caller = visitor.caller
        let done = exchange.rawQuery.split(separator: "&").first { $0.hasPrefix("da-xong=") }
            .map { "notice.\($0.dropFirst(8))" }
        return PageContext(
            strings: exchange.strings, caller: caller, path: exchange.path,
            navigation: entries(for: caller), counts: visitor.counts, csrfToken: csrfToken(visitor),
            notice: done.flatMap { exchange.strings.has($0) ? exchange.strings($0) : nil }, isDemo: site.isDemo,
            lockSeconds: settings.sessions.lockSeconds(for: caller), requestID: exchange.requestID,
            languages: localisation.choices, placeName: settings.placeName,
            contactLines: settings.contactLines, assetURL: { [shelf] in shelf.url($0) })
    }

    /// What the caller sees in the menu.
    func entries(for caller: Caller) -> [NavigationEntry] {
        navigation.filter { entry in
            switch entry.place {
            case .citizen: caller.staff == nil && site.policy.allows(entry.permission, to: caller)
            case .officer: caller.staff != nil && site.policy.allows(entry.permission, to: caller)
            // Gathered on a page of their own, or the line would be longer than the work.
            case .administrator: false
            }
        }
    }

    /// The layout's own form, signing out, exists only for people who are signed in.
    private func csrfToken(_ visitor: Visitor) -> String {
        guard visitor.caller.account != nil else { return "" }
        visitor.browser.markUsed()
        return formTokens.token(for: visitor.browser.value)
    }

    private func setCookies(_ exchange: Exchange, _ visitor: Visitor, _ headers: inout HTTPFields) {
        if let fresh = visitor.browser.fresh {
            headers.append(HTTPFields.Element(name: .setCookie, value: cookies.line(cookies.browser, fresh)))
        }
        if let tag = exchange.chosenLanguage, localisation.language(tag) != nil {
            let line = cookies.line(cookies.language, tag, maxAge: 365 * 86_400)
            headers.append(HTTPFields.Element(name: .setCookie, value: line))
        }
    }

    /// Pages of signed-in people and pages with a form are kept nowhere; other pages are asked for again each time, with
    /// a cheap answer when nothing changed.
    private func setCaching(_ visitor: Visitor, _ headers: inout HTTPFields) {
        if visitor.isProgram, headers[.cacheControl] != nil { return }
        if visitor.caller != .anonymous || visitor.browser.wasUsed || headers[.setCookie] != nil {
            headers[.cacheControl] = "no-store"
        } else if headers[.cacheControl] == nil {
            headers[.cacheControl] = "no-cache"
        }
    }

    private func finished(
        status: Int, _ headers: HTTPFields, _ content: Content, _ exchange: Exchange, _ visitor: Visitor
    ) -> Response {
        var headers = headers
        var status = status
        var bytes: [UInt8]
        switch content {
        case .written(let body):
            let response = Response(status: .init(code: status), headers: headers, body: body)
            return exchange.isHead ? response.createHeadResponse() : response
        case .bytes(let plain, let type):
            bytes = plain
            if let type { headers[.contentType] = type }
            let isPage = type?.hasPrefix("text/html") == true
            if isPage { headers.append(HTTPFields.Element(name: .vary, value: "Accept-Language, Cookie")) }
            if status == 200, headers[.cacheControl] == "no-cache" {
                let tag = Self.tag(bytes)
                headers[.eTag] = tag
                if exchange.request.headers[.ifNoneMatch] == tag {
                    status = 304
                    bytes = []
                }
            }
            if let type, headers[.contentEncoding] == nil, Gzip.isWorthwhile(type) {
                headers.append(HTTPFields.Element(name: .vary, value: "Accept-Encoding"))
                if Gzip.isAccepted(exchange.request.headers[.acceptEncoding]),
                    let smaller = Gzip.compressed(bytes)
                {
                    bytes = smaller
                    headers[.contentEncoding] = "gzip"
                }
            }
        }
        let body = bytes.isEmpty ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        let response = Response(status: .init(code: status), headers: headers, body: body)
        return exchange.isHead ? response.createHeadResponse() : response
    }
}

/// What every answer carries.
enum SecurityHeaders {
    /// Only what this site itself serves; no script, style or frame from anywhere else, nor any inside the page.
    static let contentPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
        connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'; \
        object-src 'none'
        """

    static func add(to headers: inout HTTPFields, isHTTPS: Bool) {
        headers[.contentSecurityPolicy] = contentPolicy
        headers[.noSniff] = "nosniff"
        headers[.referrerPolicy] = "same-origin"
        headers[.openerPolicy] = "same-origin"
        headers[.resourcePolicy] = "same-origin"
        headers[.permissionsPolicy] = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
        if isHTTPS { headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains" }
    }
}
