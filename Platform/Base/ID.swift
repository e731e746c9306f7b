/// The identity of one record of kind `Subject`: a UUID of version 7 (RFC 9562), so that ids made later sort later.
///
/// Stored and shown as the canonical lower-case text of 36 characters on both engines.
package struct ID<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    /// A new id made at `instant`; the other 74 bits come from the system's random numbers, or from `RepeatableIDs`.
    package init(at instant: Instant) {
        let milliseconds = UInt64(max(0, instant.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let (first, second) = RepeatableIDs.current?.next() ?? Self.systemRandom()
        high = milliseconds << 16 | 0x7000 | first & 0xFFF
        low = 0x8000_0000_0000_0000 | second & 0x3FFF_FFFF_FFFF_FFFF
    }

    private static func systemRandom() -> (UInt64, UInt64) {
        var random = SystemRandomNumberGenerator()
        return (random.next(), random.next())
    }

    /// Reads the canonical text; nil when it is not one.
    package init?(_ text: String) {
        var text = text
        let halves = text.withUTF8 { bytes -> (UInt64, UInt64)? in
            guard bytes.count == 36 else { return nil }
            var high: UInt64 = 0
            var low: UInt64 = 0
            for index in 0..<36 {
                let byte = bytes[index]
                let digit: UInt8
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
                case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
                case UInt8(ascii: "-"):
                    guard Self.isHyphen(index) else { return nil }
                    continue
                default: return nil
                }
                guard !Self.isHyphen(index) else { return nil }
                if index < 18 { high = high << 4 | UInt64(digit) } else { low = low << 4 | UInt64(digit) }
            }
            return (high, low)
        }
        guard let halves else { return nil }
        (high, low) = halves
    }

    package var description: String {
        String(unsafeUninitializedCapacity: 36) { out in
            var shift: UInt64 = 60
            var half = high
            for index in 0..<36 {
                if Self.isHyphen(index) {
                    out[index] = UInt8(ascii: "-")
                    if index == 18 { (half, shift) = (low, 60) }
                } else {
                    out[index] = Hex.digit(UInt8(truncatingIfNeeded: half >> shift) & 15)
                    shift &-= 4
                }
            }
            return 36
        }
    }

    private static func isHyphen(_ index: Int) -> Bool { index == 8 || index == 13 || index == 18 || index == 23 }

    package static func < (left: ID, right: ID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

/// Hexadecimal text, lower case.
package enum Hex {
    /// - Parameter number: 0 to 15.
    static func digit(_ number: UInt8) -> UInt8 {
        number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "a") - 10 + number
    }

    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(64)
        for byte in bytes {
            out.append(digit(byte >> 4))
            out.append(digit(byte & 15))
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The bytes of lower- or upper-case digits; nil for anything else.
    package static func bytes(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard values.count % 2 == 0, !values.contains(nil) else { return nil }
        return stride(from: 0, to: values.count, by: 2).map { index in
            UInt8((values[index] ?? 0) << 4 | (values[index + 1] ?? 0))
        }
    }
}
