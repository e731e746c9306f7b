import Access
import Base
import Calendars
import Identity
import Storage
import Web

/// `/tai-khoan/du-lieu`: what a citizen may ask about the own data: a copy at once, anything else of an agency.
struct OwnRecordsPages: Sendable {
    static let path = "/tai-khoan/du-lieu"
    private static let shown = 50

    let confirm: ConfirmPassword
    let calendar: LiveCalendar
    let parts: CopyParts

    var routes: [Route] {
        [
            .get(Self.path, .ownRecords) { .page(try await page($0, nil)) },
            .post("\(Self.path)/tai-ve", .ownRecords, download),
            .post("\(Self.path)/yeu-cau", .ownRecords, ask),
        ]
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        guard let account = request.caller.account else { throw Problem.forbidden }
        let (requests, agencies) = try await request.site.database.read {
            (try RightsRequestStore.requests(from: account, limit: Self.shown, in: $0), try AgencyStore.served(in: $0))
        }
        let t = request.strings
        let form = FormView(request, problem)
        let agency: HTML = agencies.count < 2 ? .empty : form.select(
            "agency", label: t("privacy.rights.agency"), agencies.map { .init($0.id.description, $0.name) })
        return Page(title: form.title(t("privacy.own-records")), density: .citizen, main: """
            \(form.summary)\(IncidentViews.refusal(problem, t))
            \(Components.backLink(to: "/tai-khoan", t, label: t("identity.own-account")))
            <h1>\(t("privacy.own-records"))</h1>
            <p>\(t("privacy.own-records.lead")) <a href="\(RecordKindPages.path)">\(t("privacy.notice"))</a></p>
            <h2>\(t("privacy.copy"))</h2>
            <p>\(t("privacy.copy.lead"))</p>
            \(Components.form(action: "\(Self.path)/tai-ve", request) { """
                \(form.text("password", label: t("identity.password.old"), kind: .password, width: .half,
                    autocomplete: "current-password"))
                \(Components.button(t("privacy.copy.take")))
                """ })
            <h2>\(t("privacy.rights.ask"))</h2>
            <p>\(t("privacy.rights.ask.lead"))</p>
            \(Components.form(action: "\(Self.path)/yeu-cau", request) { """
                \(form.select("kind", label: t("privacy.rights.kind"), RightsViews.kinds(t)))
                \(agency)
                \(form.textArea("content", label: t("privacy.rights.content"), hint: t("privacy.rights.content.hint")))
                \(Components.button(t("privacy.rights.send"), .secondary))
                """ })
            \(RightsViews.own(requests, t))
            """)
    }

    /// No one-time key: nothing is changed, and the archive is too large to be kept for a second answer.
    @Sendable private func download(_ request: WebRequest) async throws -> Answer {
        do { try await confirm.check(request) } catch let problem as Problem where !problem.fields.isEmpty {
            return .page(try await page(request, problem), status: problem.status)
        }
        guard let account = request.caller.account else { throw Problem.forbidden }
        let copy = try await request.site.database.read {
            try PersonCopy.own(
                CopyPart.Asked(account: account, sessions: request.sessions, now: request.now), parts,
                for: request.permit, in: $0)
        }
        return .file(
            try await copy.zip(request.site.blobs, request.strings), type: "application/zip",
            name: "du-lieu-cua-toi-\(request.now.localDate.iso8601).zip", attachment: true)
    }

    @Sendable private func ask(_ request: WebRequest) async throws -> Answer {
        let form = request.form
        return try await request.once(orAgain: { try await page(request, $0) }) { tx in
            guard let kind = RightsRequest.Kind(rawValue: form["kind"]) else {
                throw Problem.invalid([FieldFault("kind", "privacy.rights-kind")])
            }
            try AskAboutOwnRecords(
                kind, content: form["content"], agency: ID(form["agency"]), calendar: calendar.current(in: tx)
            ).run(in: tx, act: request.act)
            return .redirect(to: Self.path, notice: "rights-sent")
        }
    }
}
