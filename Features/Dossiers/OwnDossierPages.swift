import Access
import Base
import Catalogue
import Storage
import Web

/// Nhận hồ sơ về tài khoản: the page on which an applicant takes over what somebody else filed for them, and the box in
/// which they say whether that person still sees it.
struct OwnDossierPages {
    static let path = "/ho-so-cua-toi/nhan-ve"
    private static let namedPath = "\(path)/theo-so-dinh-danh"

    private let throttle = LookUpThrottle()

    var routes: [Route] {
        [
            .get(Self.path, "dossier.own") { .page(page($0, FormView($0.strings))) },
            .post(Self.path, "dossier.own", takeOver),
            .post(Self.namedPath, "dossier.own", takeNamed),
            .post("/ho-so-cua-toi/:id/nguoi-nop", "dossier.own", show).reads(.page),
        ]
    }

    private func takeNamed(_ request: WebRequest) async throws -> Answer {
        let deed = try TakeNamedDossiers(policy: request.site.policy)
        return try await request.once { [act = request.act] tx in
            let count = try deed.run(in: tx, act: act)
            return .redirect(to: "/ho-so-cua-toi", notice: count == 0 ? nil : "dossiers-named-taken")
        }
    }

    /// What names the caller by their proven number: enough to know it again, and the press that opens it.
    static func named(_ dossiers: [Dossier], _ names: [ID<Procedure>: String], _ request: WebRequest) -> HTML {
        guard !dossiers.isEmpty else { return .empty }
        let t = request.strings
        let cards = dossiers.map { dossier -> HTML in
            """
            <li class="my-card"><b>\(names[dossier.procedure] ?? dossier.procedureCode)</b>
            \(DossierWords.tag(dossier.state, t))
            <p class="hint">\(dossier.code.text) · \(t.formats.date(dossier.submittedAt.localDate))</p></li>
            """
        }
        return """
            <section><h2>\(t("dossier.named"))</h2><p>\(t("dossier.named.lead"))</p><ul class="my-list">\(cards)</ul>
            \(Components.action(t("dossier.named.take"), to: namedPath, request, .primary))</section>
            """
    }

    private func takeOver(_ request: WebRequest) async throws -> Answer {
        guard let account = request.caller.account else { throw Problem.forbidden }
        let (code, proof) = (DossierCode(request.form["code"]), request.form["proof"])
        var faults: [FieldFault] = []
        if code == nil { faults.append(FieldFault("code", "dossier.code-shape")) }
        if proof.isEmpty { faults.append(FieldFault("proof", "dossier.own-number-missing")) }
        guard let code, faults.isEmpty else {
            return .page(page(request, FormView(request, .invalid(faults))), status: 422)
        }
        let guess = throttle.begin(
            [LookUpThrottle.source(request), "c:\(code.text)", "u:\(account)"], at: request.now)
        defer { throttle.end(guess) }
        do {
            try await request.site.database.read { try guess.check(in: $0) }
        } catch let problem as Problem {
            return try LookUpThrottle.again(request, problem) { page(request, $0) }
        }
        do {
            return try await request.once { [act = request.act] tx in
                guard let id = try TakeOverDossier(code, proof: proof).run(in: tx, act: act) else { throw Nothing() }
                return .redirect(to: "/ho-so-cua-toi/\(id)", notice: "dossier-taken-over")
            }
        } catch is Nothing {
            try await request.site.database.write(lane: .free) { try guess.keepAsWrong(in: $0) }
            let problem = Problem.invalid([FieldFault("code", "dossier.take-over-nothing")])
            return .page(page(request, FormView(request, problem)), status: 422)
        }
    }

    /// The same words for every reason: nothing is given away.
    private struct Nothing: Error {}

    private func page(_ request: WebRequest, _ form: FormView) -> Page {
        let t = request.strings
        return Page(title: form.title(t("dossier.take-over")), density: .citizen, section: "/ho-so-cua-toi", main: """
            \(Components.backLink(to: "/ho-so-cua-toi", t, label: t("dossier.my.title")))\(form.summary)
            <h1>\(t("dossier.take-over"))</h1><p>\(t("dossier.take-over.lead"))</p>
            \(Components.form(action: Self.path, request) { """
                \(form.text("code", label: t("dossier.code"), hint: t("dossier.look-up.code.hint"), kind: .code,
                    width: .half))
                \(form.text("proof", label: t("dossier.take-over.proof"), hint: t("dossier.take-over.proof.hint"),
                    kind: .number, width: .half, attributes: " autocomplete=\"off\""))
                \(Components.button(t("dossier.take-over.send")))
                """ })
            """)
    }

    private func show(_ request: WebRequest) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        let isShown = request.form["xem"] == "1"
        return try await request.once { [act = request.act] tx in
            try ShowToFiler(id, isShown).run(in: tx, act: act)
            return .redirect(to: "/ho-so-cua-toi/\(id)", notice: isShown ? "filer-sees" : "filer-sees-not")
        }
    }
}
