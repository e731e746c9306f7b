import Base
import Foundation

/// Whose asking counts together where nobody is signed in.
package enum ClientNetwork {
    /// The network that an address stands for: itself for IPv4, also when it is written as IPv6; the first 64 bits for
    /// IPv6, where one household has billions of addresses.
    package static func name(of address: String) -> String {
        let bare = String(address.prefix { $0 != "%" })
        var raw = in6_addr()
        guard address.contains(":"), inet_pton(AF_INET6, bare, &raw) == 1 else { return String(address.prefix(64)) }
        let bytes = withUnsafeBytes(of: &raw) { Array($0) }
        if bytes[..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return bytes[12...].map { "\($0)" }.joined(separator: ".")
        }
        return Hex.text(bytes.prefix(8)) + "/64"
    }
}
