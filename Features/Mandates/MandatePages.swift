import Access
import Base
import Files
import Identity
import Storage
import Web

/// Làm thay người khác: for whom I act, who acts for me, and how to begin and end it.
package struct MandatePages {
    package static let path = "/lam-thay"
    static let fileBytesMax = 20 * 1024 * 1024
    /// Where the form may lead back to: a draft that waits for the person.
    static let draftPath = "/nop-ho-so/nhap/"

    let confirmed: ConfirmMandate.FollowUp

    var routes: [Route] {
        [
            .get(Self.path, .mandateOwn) { .page(try await list($0)) },
            .get("\(Self.path)/them", .mandateOwn) { .page(try await form($0, problem: nil)) },
            .post("\(Self.path)/them", .mandateOwn, body: .files(bytesPerFileMax: Self.fileBytesMax), add),
            .post("\(Self.path)/dong-y", .mandateOwn, confirm),
            .get("\(Self.path)/:id", .mandateOwn) { .page(try await page($0, problem: nil)) },
            .get("\(Self.path)/:id/tep/:file", .mandateOwn) { try await MandateFiles.answer($0) },
            .post("\(Self.path)/:id/cham-dut", .mandateOwn, end),
        ]
    }

    // MARK: The lists

    private func list(_ request: WebRequest) async throws -> Page {
        guard let account = request.caller.account else { throw Problem.notFound }
        let (mine, others) = try await request.site.database.read {
            (try MandateStore.mandates(of: account, in: $0), try MandateStore.naming(account, in: $0))
        }
        let (t, views, today) = (request.strings, MandateViews(request: request), request.now.localDate)
        func cards(_ mandates: [Mandate], isAgent: Bool) -> HTML {
            "<ul class=\"my-list\">\(mandates.map { views.card($0, isAgent: isAgent, path: Self.path) })</ul>"
        }
        func isPast(_ mandate: Mandate) -> Bool {
            [.over, .refused, .ended].contains(mandate.state(on: today))
        }
        let (now, past) = (mine.filter { !isPast($0) }, mine.filter(isPast))
        let forMe = others.filter { !isPast($0) || $0.principalAccount == account }
        return Page(title: t("mandate.title"), density: .citizen, section: Self.path, main: """
            <h1>\(t("mandate.title"))</h1><p class="lead">\(t("mandate.lead"))</p>
            <h2>\(t("mandate.mine"))</h2>
            \(now.isEmpty ? "<p class=\"hint\">\(t("mandate.mine.none"))</p>" : cards(now, isAgent: true))
            \(Components.buttonRow([Components.buttonLink(t("mandate.add"), to: "\(Self.path)/them", icon: .plus),
                Components.buttonLink(t("mandate.join"), to: "\(OrganisationPages.path)/vao", .secondary)]))
            <h2>\(t("mandate.for-me"))</h2>
            \(forMe.isEmpty ? "<p class=\"hint\">\(t("mandate.for-me.none"))</p>" : cards(forMe, isAgent: false))
            \(if: !past.isEmpty, """
                <details><summary>\(t("mandate.past"))</summary>\(cards(past, isAgent: true))</details>
                """)
            """)
    }

    // MARK: To add

    private func form(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let t = request.strings
        let typed = request.method == .post ? request.form["loai"] : request.query["loai"]
        let back = Self.back(request)
        let query = back.isEmpty ? "" : "&ve=\(back)"
        guard let kind = Mandate.Kind.ofPeople.first(where: { $0.rawValue == typed }) else {
            return Page(title: t("mandate.add"), density: .citizen, section: Self.path, main: """
                \(Components.backLink(to: back.isEmpty ? Self.path : back, t))
                <h1>\(t("mandate.add.which"))</h1>\(MandateViews(request: request).choice(query))
                """)
        }
        let served = try await request.site.database.read { try AgencyStore.served(in: $0) }
        let form = FormView(request, problem)
        return Page(title: form.title(t("mandate.add")), density: .citizen, section: Self.path, main: """
            \(Components.backLink(to: "\(Self.path)/them" + (back.isEmpty ? "" : "?ve=\(back)"), t))\(form.summary)
            <h1>\(t("mandate.kind.\(kind.rawValue).mine"))</h1><p>\(t("mandate.kind.\(kind.rawValue).hint"))</p>
            \(Components.form(action: "\(Self.path)/them", request, multipart: true) { """
                \(Components.hidden([("loai", kind.rawValue), ("ve", back)]))
                \(MandateForm.fields(kind, form, served: served, t))
                <p>\(t("mandate.declare"))</p>
                \(Components.button(t("mandate.add.send")))
                """ })
            """)
    }

    private func add(_ request: WebRequest) async throws -> Answer {
        guard let kind = Mandate.Kind.ofPeople.first(where: { $0.rawValue == request.form["loai"] }) else {
            return .page(try await form(request, problem: nil), status: 422)
        }
        let deed = MandateForm(kind: kind, values: request.form).deed(files: request.files["file"] ?? [])
        let back = Self.back(request)
        return try await request.once(orAgain: { try await form(request, problem: $0) }) { [act = request.act] tx in
            let mandate = try deed.run(in: tx, act: act)
            return .redirect(to: back.isEmpty ? "\(Self.path)/\(mandate.id)" : back, notice: "mandate-added")
        }
    }

    /// The draft that the person came from; empty when from none.
    private static func back(_ request: WebRequest) -> String {
        let typed = request.method == .post ? request.form["ve"] : request.query["ve"]
        let isPlain = typed.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
            || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
        return typed.hasPrefix(draftPath) && isPlain && !typed.contains("//") ? typed : ""
    }

    // MARK: One of them

    private func page(_ request: WebRequest, problem: Problem?) async throws -> Page {
        let id: MandateID = try request.id("id")
        let (mandate, files) = try await request.site.database.read { snapshot in
            let mandate = try MandateStore.mandate(id, for: request.permit, in: snapshot)
            return (mandate, try MandateFiles.scans(of: mandate, in: snapshot))
        }
        let (t, views) = (request.strings, MandateViews(request: request))
        let (account, state) = (request.caller.account, mandate.state(on: request.now.localDate))
        let isAgent = mandate.agent == account
        let isOpen = [.unconfirmed, .awaiting, .inForce, .coming].contains(state)
        let form = FormView(request, problem)
        let name = isAgent ? mandate.principal.name : mandate.agentName
        let asks = !isAgent && mandate.principalAccount == nil && isOpen
        let title = t(isAgent ? "mandate.title.for" : "mandate.title.by", ["name": name])
        return Page(title: form.title(title), density: .citizen, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t, label: t("mandate.title")))\(form.summary)
            \(MandateWords.refusal(problem, t))
            <h1>\(title)</h1><p>\(MandateViews.tag(state, t)) \(t("mandate.state.\(state.rawValue).means"))</p>
            \(views.facts(mandate, scans: files.map { ($0, "\(Self.path)/\(id)/tep/\($0.id)") },
                isWhole: isAgent || mandate.principalAccount == account))
            \(if: asks, Components.notice(.info, title: t("mandate.agree.title")) { """
                <p>\(t("mandate.agree.lead", ["name": mandate.agentName]))</p>
                \(Components.action(t("mandate.agree"), to: "\(Self.path)/dong-y", request, .primary,
                    fields: [("lan", "\(id)")]))
                """ })
            \(if: isOpen && mandate.kind != .member,
                views.ending(form, action: "\(Self.path)/\(id)/cham-dut", needsReason: false))
            """)
    }

    private func confirm(_ request: WebRequest) async throws -> Answer {
        guard let id = MandateID(request.form["lan"]) else { throw Problem.notFound }
        return try await request.once { [act = request.act, confirmed] tx in
            try ConfirmMandate(id, followUp: confirmed).run(in: tx, act: act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "mandate-confirmed")
        }
    }

    private func end(_ request: WebRequest) async throws -> Answer {
        let id: MandateID = try request.id("id")
        let reason = request.form["reason"]
        return try await request.once(orAgain: { try await page(request, problem: $0) }) { [act = request.act] tx in
            try EndMandate(id, reason: reason).run(in: tx, act: act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "mandate-ended")
        }
    }
}

enum MandateWords {
    /// The sentence of a conflict, above the page.
    static func refusal(_ problem: Problem?, _ t: Strings) -> HTML {
        guard let problem, problem.fields.isEmpty else { return .empty }
        return Components.notice(.warn, live: true) { "<p>\(t("problem.\(problem.code)", problem.arguments))</p>" }
    }
}
