import Access

/// Who stands behind a request, as far as its cookies say.
struct Visitor: Sendable {
    let caller: Caller
    /// The session's token when it is alive.
    let sessionToken: String?
    let browser: BrowserSecret
    /// Whose session it is while it is locked: they are nobody until the password was given again.
    var locked: Caller?
    /// Known by a token of the API, and not by cookies.
    var isProgram = false
    /// What waits for them behind entries of the navigation, by their paths.
    var counts: [String: Int] = [:]

    init(caller: Caller, sessionToken: String?, browserToken: String?) {
        self.caller = caller
        self.sessionToken = sessionToken
        browser = BrowserSecret(received: sessionToken ?? browserToken)
    }

    /// Nobody, for answers that must be given before or without asking the database.
    static var unknown: Visitor { Visitor(caller: .anonymous, sessionToken: nil, browserToken: nil) }
}
