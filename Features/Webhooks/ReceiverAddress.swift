import Base
import Dispatch
import Foundation

/// Where a receiver listens. Only what leads out of the house is an address for webhooks: whoever may add a receiver
/// must not be able to make the server ask itself or its neighbours.
package struct ReceiverAddress: Sendable, Equatable {
    let url: String
    /// As the connection will name it: ASCII, without the brackets of IPv6.
    let host: String
    let isSecure: Bool

    /// - Parameter text: `https://host[:port]/path`, without name, password and fragment; `http` only leads to networks
    ///   of `webhook-allow`.
    init?(_ text: String) {
        // What two readers of addresses might read differently is refused, not judged.
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }),
            let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["https", "http"].contains(scheme), parts.user == nil, parts.password == nil, parts.fragment == nil,
            parts.port.map({ (1...65_535).contains($0) }) ?? true,
            let host = parts.percentEncodedHost.map(Self.bare),
            host == URL(string: text)?.host(percentEncoded: true).map(Self.bare)
        else { return nil }
        guard !host.isEmpty, host.utf8.allSatisfy(Self.isOfHosts) else { return nil }
        url = text
        self.host = host
        isSecure = scheme == "https"
    }

    /// Without the brackets of IPv6.
    private static func bare(_ host: String) -> String {
        host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    }

    /// Letters, digits, `-`, `.`, `:`, `_`: nothing encoded.
    private static func isOfHosts(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    enum Refusal: Error, Equatable {
        case notSecure
        case unknownHost
        /// The address that is not of the world.
        case inside(String)

        var words: String {
            switch self {
            case .notSecure: "http: https is needed"
            case .unknownHost: "unknown host"
            case .inside(let address): "\(address): not a public address, see webhook-allow"
            }
        }
    }

    /// The address to connect to, resolved now, so that what was checked is what is asked.
    /// - Throws: `Refusal` when any address of the name is not public: a name that leads both out and in is a trick.
    /// - Parameter plain: whether `http` may lead to public addresses too.
    func checked(allowing allowed: [NetworkRange], plain: Bool = false) async throws(Refusal) -> String {
        let found = await Self.resolved(host)
        guard let first = found.first else { throw .unknownHost }
        func isAllowed(_ address: NetworkAddress) -> Bool { allowed.contains { $0.contains(address) } }
        for address in found where !address.isPublic && !isAllowed(address) { throw .inside(address.text) }
        guard isSecure || plain || found.allSatisfy(isAllowed) else { throw .notSecure }
        return first.text
    }

    /// All addresses of a name; the resolver blocks, so it stands on a thread of its own.
    private static func resolved(_ host: String) async -> [NetworkAddress] {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: NetworkAddress.all(of: host)) }
        }
    }
}
