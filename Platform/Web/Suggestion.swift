import Foundation

/// One line of what a search box offers while somebody types; choosing it opens `href`.
package struct Suggestion: Sendable, Encodable {
    package let text: String
    package let detail: String
    package let href: String

    package init(text: String, detail: String, href: String) {
        self.text = text
        self.detail = detail
        self.href = href
    }
}

extension Answer {
    /// What a box with `data-suggest` asks for: `[{"text":…,"detail":…,"href":…}]`.
    package static func suggestions(_ suggestions: [Suggestion]) throws -> Answer {
        .json([UInt8](try JSONEncoder().encode(suggestions)))
    }
}
