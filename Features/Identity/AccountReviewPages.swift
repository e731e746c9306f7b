import Access
import Base
import Storage
import Web

/// Rà soát tài khoản: `/quan-tri/ra-soat`. The administrator goes through the accounts, the director signs.
struct AccountReviewPages: Sendable {
    static let path = "/quan-tri/ra-soat"

    var routes: [Route] {
        [
            .get(Self.path, .identityReview, list),
            .post(Self.path, .identityManage, open),
            .get("\(Self.path)/:review", .identityReview) { .page(try await sheet($0, nil)) },
            .post("\(Self.path)/:review", .identityManage, judge),
            .post("\(Self.path)/:review/ky", .identityReviewSign, sign),
        ]
    }

    // MARK: All of them

    @Sendable private func list(_ request: WebRequest) async throws -> Answer {
        guard let agency = request.permit.agency else { throw Problem.notFound }
        let (reviews, names, last) = try await request.site.database.read { snapshot in
            try (AccountReviewStore.reviews(of: agency, in: snapshot), Self.nameOfEach(at: agency, in: snapshot),
                AccountReviewStore.lastSigned(of: agency, in: snapshot))
        }
        let t = request.strings
        let rows = reviews.map { review in
            Components.TableRow([
                "<a href=\"\(Self.path)/\(review.id)\">\(t.formats.dateTime(review.openedAt))</a>",
                "\(names[review.openedBy] ?? "")",
                Components.tag(t(review.signedAt == nil ? "identity.review.open" : "identity.review.signed"),
                    review.signedAt == nil ? .neutral : .good),
                "\(review.signedAt.map { t.formats.dateTime($0) } ?? "")",
                "\(review.signedBy.flatMap { names[$0] } ?? "")",
            ])
        }
        let isOpen = reviews.contains { $0.signedAt == nil }
        let mayOpen = !isOpen && request.site.policy.allows(.identityManage, to: request.caller)
        return .page(Page(title: t("identity.review"), density: .officer, section: Self.path, main: """
            <h1>\(t("identity.review"))</h1>
            <p class="lead">\(t("identity.review.lead"))
            <a href="\(RightsPages.path)">\(t("identity.rights"))</a></p>
            \(Self.due(last, at: request.now, t))
            \(if: mayOpen, Components.action(t("identity.review.start"), to: Self.path, request, .primary))
            \(Components.table(caption: t("identity.review.all"), columns: [
                .init(t("identity.review.opened-at")), .init(t("identity.review.opened-by")),
                .init(t("identity.state")), .init(t("identity.review.signed-at")),
                .init(t("identity.review.signed-by")),
            ], rows: rows, hidesCaption: true, folds: true, empty: Components.emptyState(t("identity.review.none"))))
            """))
    }

    /// Whether a review is due, for this page and for that of the people.
    static func due(_ last: Instant?, at now: Instant, _ t: Strings) -> HTML {
        let limit = Int64(AccountReview.daysMax) * 86_400
        guard let last else { return Components.notice(.warn) { "<p>\(t("identity.review.never"))</p>" } }
        let day = ["date": t.formats.date(last.localDate)]
        guard limit < now.seconds(since: last) else { return "<p>\(t("identity.review.last", day))</p>" }
        return Components.notice(.warn) { "<p>\(t("identity.review.due", day))</p>" }
    }

    private static func nameOfEach(at agency: AgencyID, in snapshot: Snapshot) throws -> [AccountID: String] {
        let listings = try StaffStore.listings(of: agency, on: nil, in: snapshot)
        return Dictionary(listings.map { ($0.member.account, $0.member.name) }) { first, _ in first }
    }

    @Sendable private func open(_ request: WebRequest) async throws -> Answer {
        try await request.once { [act = request.act] tx in
            .redirect(to: "\(Self.path)/\(try OpenAccountReview().run(in: tx, act: act))", notice: "review-opened")
        }
    }

    // MARK: One of them

    private struct Sheet: Sendable {
        let review: AccountReview
        let lines: [AccountReview.Line]
        let people: [StaffStore.Listing]

        func listing(_ account: AccountID) -> StaffStore.Listing? { people.first { $0.member.account == account } }
    }

    private func sheet(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let id: ID<AccountReview> = try request.id("review")
        let sheet = try await request.site.database.read { snapshot in
            guard let review = try AccountReviewStore.review(id, in: snapshot), review.agency == request.permit.agency
            else { throw Problem.notFound }
            return Sheet(review: review, lines: try AccountReviewStore.lines(of: id, in: snapshot),
                people: try StaffStore.listings(of: review.agency, on: nil, in: snapshot))
        }
        let t = request.strings
        let form = FormView(request, problem)
        let left = sheet.lines.count { $0.verdict == nil }
        let isOpen = sheet.review.signedAt == nil
        let mayJudge = isOpen && request.site.policy.allows(.identityManage, to: request.caller)
        let maySign = isOpen && request.site.policy.allows(.identityReviewSign, to: request.caller)
        let table = table(sheet, mayJudge: mayJudge, form, request)
        return Page(title: form.title(t("identity.review")), density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t))
            \(form.summary)
            <h1>\(t("identity.review.of", ["date": t.formats.date(sheet.review.openedAt.localDate)]))</h1>
            \(if: isOpen, "<p class=\"lead\">\(t("identity.review.left", ["count": "\(left)"]))</p>")
            \(mayJudge ? Components.form(action: request.path, request) {
                "\(table)\(Components.buttonRow([Components.button(t("identity.review.save"))]))"
            } : table)
            \(if: maySign, signing(left, form, request))
            \(result(sheet, t))
            """)
    }

    private func table(_ sheet: Sheet, mayJudge: Bool, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        let ordered = sheet.people.compactMap { one in sheet.lines.first { $0.account == one.member.account } }
        let rows = ordered.map { line -> Components.TableRow in
            let listing = sheet.listing(line.account)
            let choices = AccountReview.Verdict.allCases.map {
                FormView.Choice($0.rawValue, t("identity.review.verdict.\($0.rawValue)"))
            }
            let said: HTML = mayJudge
                ? form.radios("verdict-\(line.account)", label: t("identity.review.verdict"), choices,
                    initial: line.verdict?.rawValue ?? "", inline: true)
                : "\(line.verdict.map { t("identity.review.verdict.\($0.rawValue)") } ?? "–")"
            let note: HTML = mayJudge
                ? form.text("note-\(line.account)", label: t("identity.review.note"), initial: line.note,
                    isOptional: true)
                : "\(line.note)"
            return Components.TableRow([
                """
                <a href="\(StaffPages.path)/\(line.account)">\(listing?.member.name ?? "")</a>
                <br><span class="hint">\(listing?.member.title ?? "")</span>
                """,
                "\(Self.held(line.held, t))",
                """
                \(listing?.lastSignedInAt.map { t.formats.dateTime($0) } ?? t("identity.never"))
                \(if: listing?.hasSecondFactor == true,
                    Components.tag(t("identity.second-factor.state.on"), .good))
                """, said, note,
            ])
        }
        return Components.table(caption: t("identity.people"), columns: [
            .init(t("identity.name")), .init(t("identity.roles")), .init(t("identity.last-signed-in")),
            .init(t("identity.review.verdict")), .init(t("identity.review.note")),
        ], rows: rows, hidesCaption: true, folds: true)
    }

    /// The kept words of `StaffStore.Listing.held` in the words of the office.
    private static func held(_ text: String, _ t: Strings) -> String {
        text.split(separator: ";").map { part in
            let words = part.split(separator: " ", maxSplits: 1).map(String.init)
            let name = words.first.flatMap(Role.init(rawValue:)).map { RoleNames.name($0, t) } ?? words.first ?? ""
            return words.count == 2 ? "\(name) (\(words[1]))" : name
        }.joined(separator: ", ")
    }

    private func signing(_ left: Int, _ form: FormView, _ request: WebRequest) -> HTML {
        let t = request.strings
        guard left == 0 else { return "<p class=\"hint\">\(t("identity.review.not-yet"))</p>" }
        return """
            <h2>\(t("identity.review.sign"))</h2>
            \(Components.form(action: "\(request.path)/ky", request) { """
                \(form.textArea("conclusion", label: t("identity.review.conclusion"), rows: 2, isOptional: true))
                \(Components.buttonRow([Components.button(t("identity.review.sign"), icon: .sign)]))
                """ })
            """
    }

    private func result(_ sheet: Sheet, _ t: Strings) -> HTML {
        guard let at = sheet.review.signedAt else { return .empty }
        let name = sheet.review.signedBy.flatMap { sheet.listing($0)?.member.name } ?? ""
        return Components.summaryList([
            .init(t("identity.review.signed-by"), "\(name)"),
            .init(t("identity.review.signed-at"), "\(t.formats.dateTime(at))"),
            .init(t("identity.review.conclusion"), "\(sheet.review.conclusion)"),
        ], t)
    }

    // MARK: To do

    @Sendable private func judge(_ request: WebRequest) async throws -> Answer {
        let id: ID<AccountReview> = try request.id("review")
        let form = request.form
        var verdicts: [AccountID: (verdict: AccountReview.Verdict, note: String)] = [:]
        for name in form.names where name.hasPrefix("verdict-") {
            let text = String(name.dropFirst("verdict-".count))
            guard let account = AccountID(text), let verdict = AccountReview.Verdict(rawValue: form[name]) else {
                continue
            }
            verdicts[account] = (verdict, form["note-\(text)"])
        }
        let deed = JudgeAccounts(id, verdicts)
        return try await request.once(orAgain: { try await sheet(request, $0) }) { [act = request.act] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "review-saved")
        }
    }

    @Sendable private func sign(_ request: WebRequest) async throws -> Answer {
        let id: ID<AccountReview> = try request.id("review")
        let deed = SignAccountReview(id, conclusion: request.form["conclusion"])
        return try await request.once(orAgain: { try await sheet(request, $0) }) { [act = request.act] tx in
            try deed.run(in: tx, act: act)
            return .redirect(to: "\(Self.path)/\(id)", notice: "review-signed")
        }
    }
}
