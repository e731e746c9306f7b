import Base

/// Where somebody who has found a weakness tells of it: `security.txt` for programs (RFC 9116), a page for people.
package struct WeaknessChannel: Sendable, Equatable {
    /// The page for people, in the footer of every citizen's page.
    package static let pagePath = "/bao-loi-bao-mat"
    /// Where RFC 9116 wants the text.
    package static let textPath = "/.well-known/security.txt"
    /// A text that may be out of date should not be believed: RFC 9116 advises less than a year.
    package static let daysAllowed = 1...364

    /// `mailto:`, `tel:` or `https:` addresses, the preferred one first; empty: the page says whom to ask.
    package var contacts: [String]
    /// For how many days the text is good, counted anew from each day on which it is asked for.
    package var days: Int

    package init(contacts: [String] = [], days: Int = 180) {
        self.contacts = contacts
        self.days = days
    }

    package static func isContact(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "<") }
            && ["mailto:", "tel:", "https://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
    }

    /// The text of RFC 9116 as it stands at `now`; nil when there is nobody to name: no contact, and no page that may
    /// be named because the site has no https.
    /// - Parameter publicURL: without a slash at the end.
    package func text(publicURL: String, at now: Instant) -> String? {
        let isSecure = publicURL.hasPrefix("https://")
        let page = publicURL + Self.pagePath
        let named = contacts.isEmpty && isSecure ? [page] : contacts
        guard !named.isEmpty else { return nil }
        var lines = named.map { "Contact: \($0)" }
        // Whole days, so that the text and its tag stay the same through the day.
        lines.append("Expires: \(Instant(now.localDate.adding(days: days + 1)).iso8601)")
        lines.append("Preferred-Languages: vi, en")
        if isSecure { lines += ["Canonical: \(publicURL)\(Self.textPath)", "Policy: \(page)"] }
        return lines.joined(separator: "\n") + "\n"
    }
}
