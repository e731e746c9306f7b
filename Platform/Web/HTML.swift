import Base

/// A piece of a page, written as a Swift string literal. An interpolated string is escaped; only another `HTML` goes in
/// as it is. So markup typed by a person stays text, in element content and in quoted attributes alike.
package struct HTML: ExpressibleByStringInterpolation, Sendable {
    package private(set) var text: String

    package init(stringLiteral text: String) { self.text = text }
    package init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }
    /// Text that is known to be safe markup: our own assets and papers, never what a person typed.
    package init(trusted text: String) { self.text = text }

    package static let empty: HTML = ""
    package var isEmpty: Bool { text.isEmpty }

    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 32)
        }

        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
        package mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
        package mutating func appendInterpolation(_ piece: HTML) { text += piece.text }
        package mutating func appendInterpolation(_ piece: HTML?) { if let piece { text += piece.text } }
        package mutating func appendInterpolation(_ pieces: some Sequence<HTML>) {
            for piece in pieces { text += piece.text }
        }
        package mutating func appendInterpolation(_ id: ID<some Any>) { text += id.description }
        /// The piece only when the condition holds: `\(if: field.isWrong, " aria-invalid=\"true\"")`.
        package mutating func appendInterpolation(if condition: Bool, _ piece: @autoclosure () -> HTML) {
            if condition { text += piece().text }
        }
    }

    package static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.text + right.text) }
    package static func += (left: inout HTML, right: HTML) { left.text += right.text }

    private static func escape(_ value: String, into out: inout String) {
        var value = value
        let isPlain = value.withUTF8 { bytes in bytes.allSatisfy { entity(for: $0) == nil } }
        if isPlain {
            out += value
            return
        }
        value.withUTF8 { bytes in
            var start = 0
            for index in bytes.indices {
                guard let entity = entity(for: bytes[index]) else { continue }
                out += String(decoding: bytes[start..<index], as: UTF8.self)
                out += entity
                start = index + 1
            }
            out += String(decoding: bytes[start...], as: UTF8.self)
        }
    }

    @inline(__always)
    private static func entity(for byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
