import Access

/// What the layout needs to know about the request it draws for. The dispatcher makes one for every page.
package struct PageContext: Sendable {
    package var strings: Strings
    package var caller: Caller
    /// The path asked for, without the query: decides which menu entry is current, and where the language links lead.
    package var path: String
    /// Only entries that the caller may open, in the order to show them.
    package var navigation: [NavigationEntry]
    /// What waits behind entries of the navigation, by their paths.
    package var counts: [String: Int]
    package var csrfToken: String
    /// A finished sentence to show once above the page, after something was done.
    package var notice: String?
    package var isDemo: Bool
    /// After so many seconds without anybody there the page covers itself; nil for those who are not locked out.
    package var lockSeconds: Int64?
    package var requestID: String
    /// Each language by its tag and its own name: `("vi", "Tiếng Việt")`. Links carry `?ngon-ngu=<tag>`.
    package var languages: [(tag: String, name: String)]
    /// Where a `PageAsset` lives: `app.css` becomes `/t/3f9c…/app.css`.
    package var assetURL: @Sendable (String) -> String
    /// Whose centre this is, for the header: "Xã Hướng Hiệp, tỉnh Quảng Trị". Empty before the unit is set up.
    package var placeName: String
    /// Address, hours, telephone of the centre: one line each, for the footer.
    package var contactLines: [String]

    package init(
        strings: Strings, caller: Caller, path: String, navigation: [NavigationEntry] = [],
        counts: [String: Int] = [:], csrfToken: String = "",
        notice: String? = nil, isDemo: Bool = false, lockSeconds: Int64? = nil, requestID: String = "",
        languages: [(tag: String, name: String)] = [], placeName: String = "", contactLines: [String] = [],
        assetURL: @escaping @Sendable (String) -> String
    ) {
        self.strings = strings
        self.caller = caller
        self.path = path
        self.navigation = navigation
        self.counts = counts
        self.csrfToken = csrfToken
        self.notice = notice
        self.isDemo = isDemo
        self.lockSeconds = lockSeconds
        self.requestID = requestID
        self.languages = languages
        self.placeName = placeName
        self.contactLines = contactLines
        self.assetURL = assetURL
    }
}
