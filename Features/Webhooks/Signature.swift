import Crypto
import Foundation

/// Proof that a message comes from this house and is not old: Standard Webhooks, version 1.
enum Signature {
    /// The header `webhook-signature`: HMAC-SHA256 over `id.timestamp.body`.
    /// - Parameter secret: Base64, without the beginning `whsec_`.
    static func header(id: String, timestamp: Int64, body: [UInt8], secret: String) -> String {
        let key = SymmetricKey(data: Data(base64Encoded: secret) ?? Data())
        let message = Data("\(id).\(timestamp).".utf8) + Data(body)
        return "v1," + Data(HMAC<SHA256>.authenticationCode(for: message, using: key)).base64EncodedString()
    }
}
