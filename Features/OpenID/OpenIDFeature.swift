import Access
import Base
import Dossiers
import Identity
import Storage
import Web

/// Đăng nhập bằng VNeID, Cổng Dịch vụ công quốc gia and whoever else speaks OpenID Connect. Citizens only: officials
/// have accounts of their own here.
package enum OpenIDFeature {
    /// - Parameter hasher: the process's one line of passwords.
    package static func make(_ providers: Providers, hasher: PasswordHasher) -> Feature {
        Feature(
            name: "openid", migrations: migrations, sealed: [StayStore.sealed, VisitStore.sealed],
            routes: ProviderPages(providers: providers).routes + [LogoutDoor(providers: providers).route]
                + ChoicePages(providers: providers, hasher: hasher).routes
                + LinkPages(providers: providers, hasher: hasher).routes)
    }

    /// By which systems an account signs in.
    package static func links(of account: AccountID, in snapshot: Snapshot) throws -> [ProviderLink] {
        try LinkStore.links(of: account, in: snapshot)
    }

    /// Ways to a provider and back, and what providers have said: each says itself when it ends.
    package static let ageing = ["openid_visit", "openid_arrival", "openid_stay", "openid_logout"].map {
        AgeingRows($0, by: "expires_at")
    }

    /// Who an account was elsewhere, when the account itself is destroyed.
    package static func forget(_ account: AccountID, in tx: Transaction) throws {
        try OpenIDDestructionStore.forget(account, in: tx)
    }

    /// What of the filer is proven, for officers.
    package static let panel = ProofPanel.panel

    /// For Identity's pages: the buttons at the front door, the link from the own account, the leaving.
    package static func ways(_ providers: Providers) -> SignInWays {
        SignInWays(
            buttons: { t, next in buttons(providers.open, t, next) },
            accountLinks: { t in
                providers.open.isEmpty
                    ? [] : [Components.buttonLink(t("openid.links"), to: LinkPages.path, .secondary)]
            },
            farewell: { account, request in try await farewell(providers, account, request) })
    }

    private static func buttons(_ providers: [Provider], _ t: Strings, _ next: String?) -> HTML {
        guard !providers.isEmpty else { return .empty }
        let sign = next.map { "?tiep=\(PercentCoding.encoded($0))" } ?? ""
        return """
            <h2>\(t("openid.or"))</h2>
            \(Components.buttonRow(providers.map {
                Components.buttonLink($0.name(in: t.language.tag), to: "\($0.start)\(sign)", .secondary)
            }))
            """
    }

    /// Who has come by a provider is still signed in there when they leave us: on a shared computer that matters. It is
    /// a link and no redirect: the form of leaving must not lead out of the site (`form-action 'self'`).
    private static func farewell(
        _ providers: Providers, _ account: AccountID, _ request: WebRequest
    ) async throws -> Answer? {
        let stay = try await request.site.database.write(lane: .free) {
            [key = request.sessionKey] tx -> (issuer: String, idToken: String)? in
            guard let ticket = try Sessions.ticket(of: key, account: account, in: tx) else { return nil }
            return try StayStore.end(ticket, of: account, in: tx)
        }
        guard let stay, let provider = providers.provider(issuer: stay.issuer), provider.isOn,
            let discovery = try? await providers.line.discovery(of: provider, at: request.now),
            let door = discovery.endSession
        else { return nil }
        let fields = [
            ("id_token_hint", stay.idToken), ("client_id", provider.client),
            ("post_logout_redirect_uri", "\(request.site.publicURL)/"),
        ]
        let address = door + (door.contains("?") ? "&" : "?") + ProviderLine.form(fields)
        let t = request.strings
        let name = provider.name(in: t.language.tag)
        return .page(Page(title: t("openid.left"), density: .citizen, main: """
            <h1>\(t("openid.left"))</h1>
            <p>\(t("openid.left.lead", ["provider": name]))</p>
            \(Components.buttonRow([
                Components.buttonLink(t("openid.leave-there", ["provider": name]), to: address),
                Components.buttonLink(t("openid.stay-there"), to: "/", .secondary),
            ]))
            """))
    }
}
