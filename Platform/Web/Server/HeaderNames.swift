import Hummingbird

/// The name of a header line; the framework's type under a short name.
typealias HeaderName = HTTPFields.Element.Name

extension HTTPFields.Element.Name {
    static let csrfToken = known("X-CSRF-Token")
    static let forwardedFor = known("X-Forwarded-For")
    static let fetchSite = known("Sec-Fetch-Site")
    static let noSniff = known("X-Content-Type-Options")
    static let referrerPolicy = known("Referrer-Policy")
    static let openerPolicy = known("Cross-Origin-Opener-Policy")
    static let resourcePolicy = known("Cross-Origin-Resource-Policy")
    static let permissionsPolicy = known("Permissions-Policy")
    static let requestID = known("X-Request-ID")
    static let noBuffering = known("X-Accel-Buffering")

    private static func known(_ name: String) -> HeaderName {
        guard let name = HeaderName(name) else { preconditionFailure("no header name: \(name)") }
        return name
    }
}
