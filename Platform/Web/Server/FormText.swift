import Base
import Foundation

/// The text of a form field as the house keeps it: NFC, lines ended by one line feed, without control and invisible
/// characters and without space around. Line breaks inside stay: a reason may have paragraphs.
enum FormText {
    static func tidied(_ text: String) -> String {
        if VietnameseText.isTidy(text) { return text }
        var scalars = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            defer { afterReturn = scalar == "\r" }
            switch scalar {
            case "\r": scalars.append("\n")
            case "\n": if !afterReturn { scalars.append("\n") }
            case "\u{2028}", "\u{2029}": scalars.append("\n")
            case "\t": scalars.append("\t")
            case _ where scalar.properties.generalCategory == .control: continue
            case _ where VietnameseText.isInvisible(scalar): continue
            default: scalars.append(scalar)
            }
        }
        return String(scalars).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Values of an address's query. What a body would have too many or too much of makes an address too long.
    /// - Throws: `bad-encoding` (400), `query-too-large` (414).
    static func values(query text: some StringProtocol, limits: WebLimits) throws(Problem) -> FormValues {
        do { return try values(urlEncoded: text, limits: limits) } catch {
            throw error.status == 413 ? .queryTooLarge : error
        }
    }

    /// Values of a URL-encoded body.
    /// - Throws: `bad-encoding` (400), `too-many-fields`, `field-too-large` (413).
    static func values(urlEncoded text: some StringProtocol, limits: WebLimits) throws(Problem) -> FormValues {
        var pairs: [(name: String, value: String)] = []
        for pair in text.split(separator: "&") {
            let cut = pair.firstIndex(of: "=")
            guard let name = PercentCoding.decoded(pair[..<(cut ?? pair.endIndex)], plusIsSpace: true),
                let value = PercentCoding.decoded(
                    cut.map { pair[pair.index(after: $0)...] } ?? pair[pair.endIndex...], plusIsSpace: true)
            else { throw .badEncoding }
            try append(name, value, to: &pairs, limits: limits)
        }
        return FormValues(pairs)
    }

    static func append(
        _ name: String, _ value: String, to pairs: inout [(name: String, value: String)], limits: WebLimits
    ) throws(Problem) {
        guard pairs.count < limits.fieldsMax else { throw Problem("too-many-fields", status: 413) }
        guard name.utf8.count <= 200, value.utf8.count <= limits.fieldBytesMax else {
            throw Problem("field-too-large", status: 413)
        }
        pairs.append((tidied(name), tidied(value)))
    }
}

extension Problem {
    static let badEncoding = Problem("bad-encoding", status: 400)
    static let badForm = Problem("bad-form", status: 400)
    static let formTooLarge = Problem("form-too-large", status: 413)
    static let queryTooLarge = Problem("query-too-large", status: 414)
    static let forged = Problem("form-stale", status: 403)
}
