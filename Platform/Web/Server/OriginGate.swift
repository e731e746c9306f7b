import Base
import Hummingbird

/// The first gate against forged requests: browsers say from where a request comes. Where they do not, the form's token
/// alone decides.
enum OriginGate {
    /// - Throws: `form-foreign` (403) when the browser says that another site sent this.
    static func check(_ request: Request, publicOrigin: String?) throws(Problem) {
        let foreign = Problem("form-foreign", status: 403)
        if let site = request.headers[.fetchSite] {
            guard site == "same-origin" || site == "none" else { throw foreign }
        }
        guard let origin = request.headers[.origin] else { return }
        if let publicOrigin {
            guard origin == publicOrigin else { throw foreign }
        } else {
            guard let host = request.head.authority, origin == "http://\(host)" || origin == "https://\(host)" else {
                throw foreign
            }
        }
    }
}
