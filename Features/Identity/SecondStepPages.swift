import Access
import Base
import Foundation
import Storage
import Web

/// The second step of signing in: `/dang-nhap/ma`.
struct SecondStepPages: Sendable {
    static let path = "/dang-nhap/ma"

    /// - Parameter next: where the person was going.
    static func address(next: String?) -> String {
        let sign = next?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        return path + (sign.map { "?tiep=\($0)" } ?? "")
    }

    var routes: [Route] {
        [
            .get(Self.path, .identitySignIn, show),
            .post(Self.path, .identitySignIn, take),
        ]
    }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let waiting = try await request.site.database.read { [browser = request.browserDigest] snapshot in
            try SecondFactorStore.step(of: browser, in: snapshot)
        }
        guard let waiting, !waiting.isOver(at: request.now) else { return .redirect(to: "/dang-nhap") }
        return page(request, nil, next: SignInWays.next(request.query["tiep"]))
    }

    @Sendable private func take(_ request: WebRequest) async throws -> Answer {
        let next = SignInWays.next(request.form["tiep"])
        let typed = request.form["code"]
        guard !typed.isEmpty else {
            return page(request, .invalid([FieldFault("code", "identity.code-missing")]), next: next)
        }
        let deed = SecondStep(browser: request.browserDigest, typed: typed, address: request.clientAddress)
        let opening = try await request.site.database.write(lane: .free) { [act = request.act] tx in
            try deed.open(in: tx, act: act)
        }
        switch opening {
        case .over: return .redirect(to: "/dang-nhap", notice: "sign-in-over")
        case .wait(let seconds): return SignInPages.wait(seconds, field: "code") { page(request, $0, next: next) }
        case .compare(let challenge):
            guard let proof = deed.proof(challenge, at: request.now),
                let answer = try await close(deed, challenge, proof, request, next: next)
            else {
                _ = try await request.site.database.write { [act = request.act] tx in
                    try deed.close(challenge, nil, in: tx, act: act)
                }
                return page(request, .invalid([FieldFault("code", "identity.code-wrong")]), next: next)
            }
            return answer
        }
    }

    private func close(
        _ deed: SecondStep, _ challenge: SecondStep.Challenge, _ proof: SecondStep.Proof, _ request: WebRequest,
        next: String?
    ) async throws -> Answer? {
        struct Refused: Error {}
        do {
            return try await request.once { [act = request.act, policy = request.site.policy] tx in
                let outcome = try deed.close(challenge, proof, in: tx, act: act)
                guard case .signedIn(let account, _, let errand) = outcome else { throw Refused() }
                let home = try StaffHome.path(after: outcome, on: act.at.localDate, under: policy, in: tx)
                return SignInPages.welcome(
                    account, first: errand, next: next ?? home, ticket: challenge.waiting.ticket)
            }
        } catch is Refused {
            return nil
        }
    }

    private func page(_ request: WebRequest, _ problem: Problem?, next: String?) -> Answer {
        let t = request.strings
        let form = FormView(request, problem)
        return .page(Page(title: form.title(t("identity.second-step")), density: .citizen, main: """
            \(Components.backLink(to: "/dang-nhap", t))
            \(form.summary)
            <h1>\(t("identity.second-step"))</h1>
            <p>\(t("identity.second-step.lead"))</p>
            \(Components.form(action: Self.path, request) { """
                \(Components.hidden(next.map { [(name: "tiep", value: $0)] } ?? []))
                \(form.text("code", label: t("identity.code"), hint: t("identity.code.hint"), width: .code,
                    autocomplete: "one-time-code",
                    attributes: " autocapitalize=\"none\" spellcheck=\"false\" autofocus"))
                \(Components.buttonRow([Components.button(t("identity.sign-in"))]))
                """ })
            <p class="hint">\(t("identity.second-step.lost"))</p>
            """), status: problem?.status ?? 200)
    }
}
