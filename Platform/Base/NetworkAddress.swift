import Foundation

/// An address of the internet, as bytes.
package struct NetworkAddress: Sendable, Equatable {
    /// 4 or 16.
    package let bytes: [UInt8]

    package init?(_ text: String) {
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    /// What the name of a host leads to now; none when nobody knows it.
    package static func all(of host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [NetworkAddress] = []
        var next = list
        while let one = next?.pointee {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(one.ai_addr, one.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 {
                let plain = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                if let address = NetworkAddress(String(plain.prefix { $0 != "%" })) { found.append(address) }
            }
            next = one.ai_next
        }
        return found
    }

    package var text: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        _ = bytes.withUnsafeBytes {
            inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, $0.baseAddress, &text, socklen_t(text.count))
        }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Reachable by everybody in the world (IANA special-purpose registries); what is not known to be so, is not.
    package var isPublic: Bool { bytes.count == 4 ? Self.isPublic(four: bytes) : isPublicSix }

    private static func isPublic(four bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (198, 51, 100), (203, 0, 113),
            (192, 0, 0), (192, 0, 2), (192, 88, 99): false
        case (100, 64...127, _), (172, 16...31, _), (198, 18...19, _), (224..., _, _): false
        default: true
        }
    }

    /// Of IPv6 only 2000::/3, without what carries an IPv4 address inside (6to4, Teredo) and what is for documents.
    private var isPublicSix: Bool {
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        let first = UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
        return first >> 16 != 0x2002 && first >> 9 != 0x2001_0000 >> 9 && first != 0x2001_0DB8
            && first >> 12 != 0x3FFF_0000 >> 12
    }
}

/// A network: `10.20.0.0/16`, or one address.
package struct NetworkRange: Sendable, Equatable {
    /// As it was written.
    package let text: String
    private let start: NetworkAddress
    /// How many bits of an address must be those of `start`.
    private let bits: Int

    /// - Parameter text: an address, or an address, a stroke and the length of the prefix.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let address = parts.first.flatMap(NetworkAddress.init), parts.count <= 2 else { return nil }
        let width = address.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : width, (0...width).contains(bits) else { return nil }
        self.text = text
        start = address
        self.bits = bits
    }

    package func contains(_ address: NetworkAddress) -> Bool {
        guard address.bytes.count == start.bytes.count else { return false }
        return (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> (bit % 8)
            return address.bytes[bit / 8] & mask == start.bytes[bit / 8] & mask
        }
    }
}
