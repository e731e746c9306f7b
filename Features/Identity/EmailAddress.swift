import Base

/// A mail address as somebody typed it: shaped like one, and proven by nothing.
package struct EmailAddress: Hashable, Sendable {
    package static let lengthMax = 254

    package let text: String

    /// Nil for what no mail program would take.
    package init?(_ typed: String) {
        let text = VietnameseText.tidied(typed)
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, halves[1].contains("."), !halves[1].hasPrefix("."),
            !halves[1].hasSuffix("."), !text.contains(" "), text.count <= Self.lengthMax
        else { return nil }
        self.text = text
    }
}
