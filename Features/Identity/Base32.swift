/// Base 32 of RFC 4648 without padding: what authenticator programs take a secret in, and people can type.
enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var (text, bits, count): ([UInt8], UInt16, Int) = ([], 0, 0)
        for byte in bytes {
            bits = bits << 8 | UInt16(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(letters[Int(bits >> UInt16(count) & 31)])
            }
            bits &= 1 << UInt16(count) - 1
        }
        if count > 0 { text.append(letters[Int(bits << UInt16(5 - count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Small letters, spaces and hyphens are as good; nil for anything else.
    static func bytes(_ text: String) -> [UInt8]? {
        var (bytes, bits, count): ([UInt8], UInt16, Int) = ([], 0, 0)
        for letter in text.uppercased().utf8 where !" -=".utf8.contains(letter) {
            guard let value = letters.firstIndex(of: letter) else { return nil }
            bits = bits << 5 | UInt16(value)
            count += 5
            guard count >= 8 else { continue }
            count -= 8
            bytes.append(UInt8(bits >> UInt16(count) & 255))
            bits &= 1 << UInt16(count) - 1
        }
        return bytes
    }
}
