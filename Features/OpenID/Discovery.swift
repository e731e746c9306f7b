import Base

/// What a provider publishes about itself beneath its issuer (OpenID Connect Discovery 1.0).
package struct Discovery: Sendable, Equatable {
    static let bytesMax = 65_536

    let issuer: String
    let authorization: String
    let token: String
    let keys: String
    let userinfo: String?
    /// Where somebody leaves the provider; nil when it has no such door.
    let endSession: String?
    /// It says in its answers who it is (RFC 9207).
    let namesItself: Bool

    package enum Fault: String, Error, Sendable {
        case shape
        /// It says that it is somebody else.
        case issuer
        /// A door is missing, or no address that may be led to.
        case door
        /// It cannot do the code flow, or no PKCE by S256.
        case way
    }

    /// Where the document of an issuer lies.
    static func address(of issuer: String) -> String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// - Parameters:
    ///   - issuer: as configured; the document must name it to the letter.
    ///   - mayLead: whether an address may be led to at all.
    init(
        _ bytes: [UInt8], of issuer: String, mayLead: (String) -> Bool
    ) throws(Fault) {
        guard let document = try? JSONReader.read(bytes), case .object = document.value else { throw .shape }
        guard document["issuer"]?.text == issuer else { throw .issuer }
        func has(_ word: String, in list: String) -> Bool {
            // What a provider does not list, it may do all the same (Discovery 1.0, 3).
            document[list]?.list.map { $0.contains { $0.text == word } } ?? true
        }
        guard has("code", in: "response_types_supported"), has("authorization_code", in: "grant_types_supported"),
            has("S256", in: "code_challenge_methods_supported")
        else { throw .way }
        // An issuer under https leads nowhere without.
        let isSecure = issuer.hasPrefix("https://")
        func door(_ name: String) -> String? {
            document[name]?.text.flatMap { text in
                mayLead(text) && (text.hasPrefix("https://") || !isSecure) && !text.contains("#") ? text : nil
            }
        }
        guard let authorization = door("authorization_endpoint"), let token = door("token_endpoint"),
            let keys = door("jwks_uri")
        else { throw .door }
        self.issuer = issuer
        self.authorization = authorization
        self.token = token
        self.keys = keys
        userinfo = door("userinfo_endpoint")
        endSession = door("end_session_endpoint")
        namesItself = document["authorization_response_iss_parameter_supported"]?.value == .bool(true)
    }
}
