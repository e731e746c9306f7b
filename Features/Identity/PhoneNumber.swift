import Base

/// A Vietnamese mobile number in its national form, `0912345678`.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    package let digits: String

    /// Reads any usual way of writing: `+84 912 345 678`, `0912.345.678`, `84912345678`. Nil for what is no mobile
    /// number (`0`, then 3, 5, 7, 8 or 9, then eight digits).
    package init?(_ text: String) {
        var kept = String(text.filter { !" .-()\u{A0}".contains($0) })
        for prefix in ["+84", "0084"] where kept.hasPrefix(prefix) { kept = "0" + kept.dropFirst(prefix.count) }
        if kept.count == 11, kept.hasPrefix("84") { kept = "0" + kept.dropFirst(2) }
        if kept.hasPrefix("00"), kept.count == 11 { kept.removeFirst() }
        let bytes = Array(kept.utf8)
        guard bytes.count == 10, bytes.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            bytes[0] == UInt8(ascii: "0"), "35789".utf8.contains(bytes[1])
        else { return nil }
        digits = kept
    }

    package var description: String { digits }

    /// `0912 345 678`
    package var shown: String { "\(digits.prefix(4)) \(digits.dropFirst(4).prefix(3)) \(digits.suffix(3))" }

    /// `091****678`
    package var masked: String { "\(digits.prefix(3))****\(digits.suffix(3))" }

    /// `+84912345678`, as text messages and links need it.
    package var international: String { "+84\(digits.dropFirst())" }
}
