/// Base64url without padding (RFC 4648, 5), read strictly: one text for one value, so that nothing can be changed in a
/// signed text without the signature noticing.
enum Base64URL {
    private static let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, sign) in signs.enumerated() { values[Int(sign)] = UInt8(value) }
        return values
    }()

    static func text(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            held = (held << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                out.append(signs[Int(held >> bits & 63)])
            }
        }
        if bits > 0 { out.append(signs[Int(held << (6 - bits) & 63)]) }
        return String(decoding: out, as: UTF8.self)
    }

    /// Nil for signs of another alphabet, padding, blanks, a length that no bytes have, and left-over bits that say
    /// something.
    static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        guard text.utf8.count % 4 != 1 else { return nil }
        var out: [UInt8] = []
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for sign in text.utf8 {
            guard let value = values[Int(sign)] else { return nil }
            held = (held << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                out.append(UInt8(held >> bits & 255))
            }
        }
        guard held & (1 << bits - 1) == 0 else { return nil }
        return out
    }
}
