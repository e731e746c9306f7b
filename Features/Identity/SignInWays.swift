import Access
import Web

/// What other systems that sign people in add to the pages of signing in and out. Identity knows none of them: the
/// application hands this in.
package struct SignInWays: Sendable {
    /// What stands under the form with the password: a link for each system.
    /// - Parameter next: where the person was going.
    package typealias Buttons = @Sendable (_ t: Strings, _ next: String?) -> HTML
    /// The page for somebody who is leaving and has come by another system; nil when nothing is to be said.
    package typealias Farewell = @Sendable (AccountID, WebRequest) async throws -> Answer?

    let buttons: Buttons
    let accountLinks: @Sendable (Strings) -> [HTML]
    let farewell: Farewell

    /// - Parameter accountLinks: buttons on the own account's page.
    package init(
        buttons: @escaping Buttons, accountLinks: @escaping @Sendable (Strings) -> [HTML],
        farewell: @escaping Farewell
    ) {
        self.buttons = buttons
        self.accountLinks = accountLinks
        self.farewell = farewell
    }

    package static let none = SignInWays(
        buttons: { _, _ in .empty }, accountLinks: { _ in [] }, farewell: { _, _ in nil })

    private static let nextLengthMax = 500

    /// Where to go on after signing in: a path of this site, or nothing. Other sites, scripts and the doors of signing
    /// in themselves are not taken, so that a link cannot lead people away (open redirect).
    package static func next(_ text: String) -> String? {
        guard text.utf8.count <= nextLengthMax, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F && $0 != "\\" }),
            !["/dang-nhap", "/dang-xuat", "/dang-ky"].contains(where: { text.hasPrefix($0) })
        else { return nil }
        return text
    }

    /// Nil when somebody is not to be let in.
    /// - Parameter ticket: the same that was given to the deed: see `SignInProven`.
    package static func welcome(_ outcome: SignIn.Outcome, next: String?, ticket: String? = nil) -> Answer? {
        switch outcome {
        case .signedIn(let account, _, let errand):
            return SignInPages.welcome(account, first: errand, next: next, ticket: ticket)
        case .codeNeeded: return .redirect(to: SecondStepPages.address(next: next))
        case .officeOnly: return .redirect(to: "/dang-nhap?ngoai-co-quan=1")
        case .passwordOver: return .redirect(to: "/dang-nhap?het-han=1")
        case .refused: return nil
        }
    }
}

extension SignIn {
    /// Whether a form's answer may be given to whoever sends it: what was just done may, what is given once more as
    /// `opensAgain` says.
    package func mayGive(_ answer: Answer, to challenge: Challenge, _ request: WebRequest) async throws -> Bool {
        guard let since = answer.keptSince else { return true }
        return try await request.site.database.read { [now = request.now] in
            try opensAgain(challenge, since: since, at: now, in: $0)
        }
    }
}
