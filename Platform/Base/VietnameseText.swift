import Foundation

/// Vietnamese text as the offices need it: one normal form, search without marks, names sorted by given name.
package enum VietnameseText {
    /// NFC with outer space cut and inner runs of white space made one blank; control characters dropped.
    package static func tidied(_ text: String) -> String {
        let visible = text.precomposedStringWithCanonicalMapping.unicodeScalars.map { scalar -> Character in
            scalar.properties.generalCategory == .control ? " " : Character(scalar)
        }
        return visible.split(whereSeparator: \.isWhitespace).map { String($0) }.joined(separator: " ")
            .precomposedStringWithCanonicalMapping
    }

    /// Lower case without marks, đ as d: what is compared when people type without tone marks. "Đống Đa" → "dong da".
    package static func folded(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        out.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if ("A"..."Z").contains(scalar) {
                out.append(Unicode.Scalar(UInt8(scalar.value) + 32))
            } else if scalar.isASCII {
                out.append(scalar)
            } else if let letters = foldings[scalar] {
                out.append(contentsOf: letters)
            } else if !(0x300...0x36F).contains(scalar.value) {
                out.append(contentsOf: folding(of: scalar))
            }
        }
        return String(out)
    }

    /// The key by which Vietnamese lists are sorted: given name first, then the rest, without marks, then with them.
    package static func sortKey(ofName name: String) -> String {
        let words = tidied(name).split(separator: " ")
        guard let given = words.last else { return "" }
        let rest = words.dropLast().joined(separator: " ")
        return "\(folded(String(given))) \(folded(rest)) \(given) \(rest)"
    }

    private static let foldings: [Unicode.Scalar: String.UnicodeScalarView] = {
        var table: [Unicode.Scalar: String.UnicodeScalarView] = [:]
        for range in [0xC0...0x24F, 0x1E00...0x1EFF] as [ClosedRange<UInt32>] {
            for value in range {
                guard let scalar = Unicode.Scalar(value) else { continue }
                table[scalar] = folding(of: scalar)
            }
        }
        return table
    }()

    private static func folding(of scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        if scalar == "đ" || scalar == "Đ" { return "d".unicodeScalars }
        let base = String(Character(scalar)).decomposedStringWithCanonicalMapping.unicodeScalars
            .filter { !(0x300...0x36F).contains($0.value) }
        return String(String.UnicodeScalarView(base)).lowercased().unicodeScalars
    }
}
