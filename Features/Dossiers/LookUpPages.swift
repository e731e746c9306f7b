import Base
import Storage
import Web

/// Tra cứu hồ sơ: the status by code without an account. The code alone is not enough: the last four digits of the id or
/// the phone are asked for, and guessing is slowed down (names are personal data, handbook 12).
struct LookUpPages {
    /// Where the paper of another feature is asked for.
    private static let paperPath = "/tra-cuu/bien-nhan"

    private let throttle = LookUpThrottle()
    private let paper: LookUpPaper?

    init(paper: LookUpPaper? = nil) { self.paper = paper }

    var routes: [Route] {
        [
            .get("/tra-cuu", "dossier.look-up", ask),
            Route.post("/tra-cuu", "dossier.look-up") { request in
                try await answer(request) { .page(found($0, request)) }
            }.paced(.lookUp),
        ] + (paper.map { paper in
            [Route.post(Self.paperPath, "dossier.look-up") { request in
                try await answer(request) { try await paper.answer($0, request) }
            }.paced(.lookUp)]
        } ?? [])
    }

    func ask(_ request: WebRequest) async throws -> Answer {
        .page(page(request, FormView(request.strings, values: FormValues([(name: "code", value: request.query["ma"])]))))
    }

    private func answer(
        _ request: WebRequest, found: (DossierFolder) async throws -> Answer
    ) async throws -> Answer {
        let code = DossierCode(request.form["code"])
        let digits = request.form["digits"].filter { !$0.isWhitespace }
        var faults: [FieldFault] = []
        if code == nil { faults.append(FieldFault("code", "dossier.code-shape")) }
        if digits.count != 4 || !digits.allSatisfy(\.isNumber) { faults.append(FieldFault("digits", "dossier.digits-shape")) }
        guard let code, faults.isEmpty else {
            return .page(page(request, FormView(request, .invalid(faults))), status: 422)
        }
        let guess = throttle.begin([LookUpThrottle.source(request), "c:\(code.text)"], at: request.now)
        defer { throttle.end(guess) }
        let folder: DossierFolder?
        do {
            folder = try await request.site.database.read { snapshot in
                try guess.check(in: snapshot)
                return try Self.folder(code, digits, in: snapshot)
            }
        } catch let problem as Problem {
            return try LookUpThrottle.again(request, problem) { page(request, $0) }
        }
        guard let folder else {
            try await request.site.database.write(lane: .free) { try guess.keepAsWrong(in: $0) }
            // The same words whether the code or the digits are wrong: nothing is given away.
            return .page(page(request, FormView(request, .invalid([FieldFault("code", "dossier.look-up-nothing")]))), status: 422)
        }
        return try await found(folder)
    }

    /// Nil when there is no such dossier, or the digits are nobody's in it.
    private static func folder(
        _ code: DossierCode, _ digits: String, in snapshot: Snapshot
    ) throws -> DossierFolder? {
        guard let dossier = try DossierStore.dossierForLookUp(code: code, in: snapshot) else { return nil }
        let parties = try DossierPartsStore.parties(of: dossier.id, in: snapshot)
        guard parties.values.contains(where: { $0.answers(lastFour: digits) }) else { return nil }
        return try DossierFolder.read(dossier, in: snapshot)
    }

    private func page(_ request: WebRequest, _ form: FormView) -> Page {
        let t = request.strings
        let main: HTML = """
            \(form.summary)<h1>\(t("dossier.look-up.title"))</h1><p>\(t("dossier.look-up.lead"))</p>
            \(Components.form(action: "/tra-cuu", request) {
                """
                \(form.text("code", label: t("dossier.code"), hint: t("dossier.look-up.code.hint"), kind: .code, width: .half))
                \(form.text("digits", label: t("dossier.look-up.digits"), hint: t("dossier.look-up.digits.hint"),
                    kind: .number, width: .short, attributes: " autocomplete=\"off\""))
                \(Components.button(t("dossier.look-up.button"), icon: .search))
                """
            })
            """
        return Page(title: form.title(t("dossier.look-up.title")), density: .citizen, section: "/tra-cuu", main: main)
    }

    private func found(_ folder: DossierFolder, _ request: WebRequest) -> Page {
        let t = request.strings
        let main: HTML = """
            \(Components.backLink(to: "/tra-cuu", t, label: t("dossier.look-up.again")))
            <h1>\(folder.procedure.name)</h1><p class="code">\(folder.dossier.code.text)</p>
            <p>\(t("dossier.applicant")): \(Self.masked(folder.applicant.name))</p>
            \(MyDossierViews.status(folder, request))
            <h2>\(t("dossier.story"))</h2>\(DossierTimeline.timeline(folder, for: .citizen, t))
            \(paper.map { $0.section(folder, request, again(request)) })
            """
        return Page(title: t("dossier.look-up.title"), density: .citizen, section: "/tra-cuu", main: main)
    }

    /// The way to the paper: the same question once more.
    private func again(_ request: WebRequest) -> HTML {
        Components.form(action: Self.paperPath, request, className: "one-button", attributes: " data-download") { """
            \(Components.hidden(["code", "digits"].map { (name: $0, value: request.form[$0]) }))\
            \(Components.button(request.strings("dossier.look-up.paper"), .secondary, icon: .download))
            """ }
    }

    /// "Nguyễn Văn An" → "N*** V*** An": enough to know one's own, no more.
    static func masked(_ name: String) -> String {
        let words = name.split(separator: " ")
        return words.enumerated().map { index, word in
            index == words.count - 1 ? String(word) : "\(word.prefix(1))***"
        }.joined(separator: " ")
    }
}
