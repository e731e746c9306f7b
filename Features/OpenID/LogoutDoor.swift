import Base
import Identity
import Storage
import Web

/// `POST /dang-nhap/qua/:provider/dang-xuat`: where a provider tells that somebody has signed out there (OpenID Connect
/// Back-Channel Logout 1.0). It proves by its signature who it is.
struct LogoutDoor: Sendable {
    let providers: Providers

    var route: Route { .call("/dang-nhap/qua/:provider/dang-xuat", .identitySignIn, hear) }

    @Sendable private func hear(_ request: WebRequest) async throws -> Answer {
        let provider = try providers.known(request.parameters["provider"] ?? "")
        guard request.form.all("logout_token").count == 1 else { return Self.refusal("logout_token") }
        let token: LogoutToken
        do throws(ProviderLine.Failure) {
            token = try await providers.line.heard(request.form["logout_token"], from: provider, at: request.now)
        } catch {
            return Self.refusal(error.words)
        }
        let isNew = try await request.site.database.write { [act = request.act] tx in
            try HearLogout(provider: provider, token: token).run(in: tx, act: act)
        }
        request.site.journal.poke()
        guard isNew else { return Self.refusal(TokenFault.replayed.rawValue) }
        return Self.unkept(Answer(status: 200, body: .empty))
    }

    /// - Parameter cause: a word of ours, for whoever looks after the provider.
    private static func refusal(_ cause: String) -> Answer {
        let text = "{\"error\":\"invalid_request\",\"error_description\":\"\(cause)\"}"
        return unkept(.json(Array(text.utf8), status: 400))
    }

    private static func unkept(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers.append(("Cache-Control", "no-store"))
        return answer
    }
}
