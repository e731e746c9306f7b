import Foundation

/// Text of a paper, in runs of one weight and slant. What people typed is printed as it is: nothing in it is markup.
package struct PaperText: Sendable, Equatable, ExpressibleByStringLiteral {
    package struct Run: Sendable, Equatable {
        package let text: String
        package let isBold: Bool
        package let isItalic: Bool
    }

    package let runs: [Run]

    package init(_ text: String) { runs = [Run(text: PaperText.printable(text), isBold: false, isItalic: false)] }
    package init(stringLiteral text: String) { self.init(text) }
    private init(runs: [Run]) { self.runs = runs }

    package static func bold(_ text: String) -> PaperText {
        PaperText(runs: [Run(text: printable(text), isBold: true, isItalic: false)])
    }

    package static func italic(_ text: String) -> PaperText {
        PaperText(runs: [Run(text: printable(text), isBold: false, isItalic: true)])
    }

    package static func + (left: PaperText, right: PaperText) -> PaperText {
        PaperText(runs: left.runs + right.runs)
    }

    package var plain: String { runs.map(\.text).joined() }

    /// Composed (NFC), so that it can be searched in the PDF. Characters that nobody sees but that change what is seen
    /// (controls, direction overrides, zero widths) become U+FFFD: a paper must not differ from its record.
    private static func printable(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "\n", "\u{A0}": out.append(scalar)
            case "\t": out.append(" ")
            case "\r": continue
            default: out.append(isHidden(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return String(out)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

/// How a paragraph stands on the page.
package struct TextStyle: Sendable, Equatable {
    /// Against the running text of the sheet.
    package enum Size: Sendable, CaseIterable {
        case small, body, large, title

        var factor: Double {
            switch self {
            case .small: 0.85
            case .body: 1
            case .large: 1.1
            case .title: 1.3
            }
        }
    }

    package enum Alignment: Sendable, CaseIterable {
        case left, centre, right, justified
    }

    package var size: Size
    package var alignment: Alignment
    package var isBold: Bool
    package var isItalic: Bool

    package init(
        _ size: Size = .body, _ alignment: Alignment = .left, isBold: Bool = false, isItalic: Bool = false
    ) {
        self.size = size
        self.alignment = alignment
        self.isBold = isBold
        self.isItalic = isItalic
    }

    package static let body = TextStyle()
    package static let justified = TextStyle(.body, .justified)
    package static let centred = TextStyle(.body, .centre)
    package static let small = TextStyle(.small)
    package static let title = TextStyle(.title, .centre, isBold: true)
}
