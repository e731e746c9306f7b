import Base
import Catalogue
import Deadlines
import Files
import Identity
import Mandates
import Web

/// How the screens of the online form look.
enum FilingViews {
    static func path(_ draft: FilingDraft, _ step: FilingDraft.Step) -> String {
        "/nop-ho-so/nhap/\(draft.id)/\(step.rawValue)"
    }

    static func start(_ procedure: Procedure, agencies: [Agency], drafts: [FilingDraft], _ request: WebRequest) -> Page {
        let t = request.strings
        let form = FormView(request, nil)
        let isOnline = procedure.channels.contains(.online) && procedure.online != .counterOnly && !procedure.isWithdrawn
        let needs = procedure.components.filter { $0.kind != .presentOnly }.map { component -> HTML in
            "<li>\(component.name)\(if: component.kind == .conditional, " <span class=\"optional\">\(t("dossier.component.conditional"))</span>")</li>"
        }
        let unsent: HTML = drafts.first.map { draft in
            Components.notice(.info, title: t("dossier.filing.draft-waits")) {
                Components.buttonLink(t("dossier.filing.continue"), to: path(draft, .who), .secondary)
            }
        } ?? .empty
        let choice: HTML = agencies.count > 1
            ? form.select("agency", label: t("dossier.filing.agency"), agencies.map { .init("\($0.id)", $0.name) })
            : .empty
        let begin: HTML = isOnline
            ? Components.form(action: "/nop-ho-so/\(procedure.code)", request) {
                "\(choice)\(Components.button(t("dossier.filing.begin")))"
            }
            : Components.notice(.warn) { "<p>\(t("dossier.filing.counter-only"))</p>" }
        let main: HTML = """
            \(Components.backLink(to: "/thu-tuc/\(procedure.code)", t, label: t("dossier.filing.back-to-procedure")))
            <h1>\(t("dossier.filing.title"))</h1><p class="lead">\(procedure.name)</p>\(unsent)
            <h2>\(t("dossier.filing.needs"))</h2><ul>\(needs)</ul>
            <p>\(t("dossier.filing.photo-hint"))</p>
            <h2>\(t("dossier.filing.time"))</h2><p>\(DossierWords.term(procedure.time.normal, t))</p>
            <p>\(t("dossier.filing.save-hint"))</p>\(begin)
            """
        return Page(title: t("dossier.filing.title"), density: .citizen, section: "/thu-tuc", main: main)
    }

    static func page(_ step: FilingDraft.Step, _ screen: FilingScreen, problem: Problem?, _ request: WebRequest) -> Page {
        let t = request.strings
        let pairs = screen.draft.answers.values.map { (name: $0.key, value: $0.value) }
        let form = FormView(t, values: FormValues(pairs), faults: problem?.fields ?? [])
        let back = step.previous.map { path(screen.draft, $0) } ?? "/nop-ho-so/\(screen.procedure.code)"
        let content: HTML
        switch step {
        case .who: content = who(form, screen, request)
        case .applicant: content = applicant(form, screen, request)
        case .request: content = details(form, screen, request)
        case .papers: content = FilingPaperViews.papers(form, screen, request)
        case .delivery: content = delivery(form, screen, request)
        case .review: content = review(screen, request)
        }
        let main: HTML = """
            \(Components.backLink(to: back, t))\(form.summary)\(standing(screen, problem, request))
            <p class="step-count">\(t("dossier.filing.step", ["number": "\(step.number)",
                "total": "\(FilingDraft.Step.allCases.count)"])) · \(screen.procedure.name)</p>
            \(content)
            """
        return Page(title: form.title(t("dossier.step.\(step.rawValue)")), density: .citizen, section: "/thu-tuc",
            main: main)
    }

    /// Says on every screen, and again when it is sent, that the procedure has changed since, and what now.
    private static func standing(_ screen: FilingScreen, _ problem: Problem?, _ request: WebRequest) -> HTML {
        let t = request.strings
        func band(_ key: String, _ date: LocalDate, _ next: HTML) -> HTML {
            Components.notice(.warn, title: t("dossier.draft.\(key)"), live: problem != nil) {
                "<p>\(t("dossier.draft.\(key).text", ["date": t.formats.date(date)]))</p>\(next)"
            }
        }
        let path = "/thu-tuc/\(screen.procedure.code)"
        switch screen.standing {
        case .current: return DossierWords.refusal(problem, t)
        case .replaced(let new):
            return band("replaced", new.effectiveFrom, """
                <p><a href="\(path)">\(t("dossier.draft.see-new"))</a></p>
                \(Components.action(t("dossier.draft.renew"), to: "/nop-ho-so/ban-moi/\(screen.draft.id)", request,
                    .primary))
                """)
        case .withdrawn(let since):
            return band("withdrawn", since, "<p><a href=\"/thu-tuc\">\(t("dossier.draft.find-other"))</a></p>")
        case .counterOnly(let since):
            return band("counter-only", since, "<p><a href=\"\(path)\">\(t("dossier.draft.see-new"))</a></p>")
        }
    }

    /// The form of a step: saves itself while the person types, and goes on when the button is pressed.
    static func stepForm(
        _ step: FilingDraft.Step, _ screen: FilingScreen, _ request: WebRequest, _ fields: () -> HTML
    ) -> HTML {
        let t = request.strings
        let back = request.query["ve"].isEmpty ? "" : "?ve=\(FilingDraft.Step.review.rawValue)"
        return Components.form(action: path(screen.draft, step) + back, request,
            draft: "/nop-ho-so/luu/\(screen.draft.id)"
        ) {
            """
            \(fields())\(Components.draftState(t, savedAt: screen.draft.savedAt.localTime.description))
            \(Components.button(t("web.continue")))
            """
        }
    }

    private static func who(_ form: FormView, _ screen: FilingScreen, _ request: WebRequest) -> HTML {
        let t = request.strings
        let covered = screen.mandates.filter {
            $0.scope.covers(procedure: screen.procedure.code, field: screen.procedure.field)
        }
        let known = covered.map { mandate in
            FormView.Choice("\(mandate.id)", t("dossier.who.mandate", ["name": mandate.principal.name]),
                hint: ActingWords.ground(mandate, t))
        }
        return """
            \(stepForm(.who, screen, request) {
                form.radios("who", label: t("dossier.step.cho-ai"),
                    [.init("self", t("dossier.who.self"), hint: t("dossier.who.self.hint"))] + known
                        + [.init("other", t("dossier.who.other"), hint: t("dossier.who.other.hint"))], heading: true)
            })
            <p><a href="/lam-thay/them?ve=\(path(screen.draft, .who))">\(t("dossier.who.add"))</a></p>
            """
    }

    /// The applicant of a mandate: who they are is said by it; what may have changed is asked.
    private static func represented(
        _ form: FormView, _ mandate: Mandate, _ screen: FilingScreen, _ request: WebRequest
    ) -> HTML {
        let t = request.strings
        return """
            <h1>\(t("dossier.applicant.mandate", ["name": mandate.principal.name]))</h1>
            <p>\(ActingWords.ground(mandate, t))</p>
            \(stepForm(.applicant, screen, request) {
                PartyFields.contact(form, prefix: "applicant-", asksBirth: mandate.principal.birthDate == nil
                    && mandate.kind != .member, t)
            })
            """
    }

    private static func applicant(_ form: FormView, _ screen: FilingScreen, _ request: WebRequest) -> HTML {
        if let mandate = screen.mandate { return represented(form, mandate, screen, request) }
        let t = request.strings
        // A person who files for themselves is not asked again for what their account knows.
        let known = screen.draft.isForSelf ? screen.profile : nil
        return """
            <h1>\(t(screen.draft.isForSelf ? "dossier.applicant.self" : "dossier.applicant.other"))</h1>
            \(stepForm(.applicant, screen, request) {
                PartyFields.fields(form, prefix: "applicant-", known: known, t)
            })
            """
    }

    private static func details(_ form: FormView, _ screen: FilingScreen, _ request: WebRequest) -> HTML {
        let t = request.strings
        return """
            <h1>\(t("dossier.step.noi-dung"))</h1>
            \(stepForm(.request, screen, request) {
                form.textArea("request", label: t("dossier.request.label"), hint: t("dossier.request.hint"), rows: 5,
                    isOptional: true)
            })
            """
    }

    private static func delivery(_ form: FormView, _ screen: FilingScreen, _ request: WebRequest) -> HTML {
        let t = request.strings
        return stepForm(.delivery, screen, request) {
            """
            \(form.radios("return-method", label: t("dossier.step.nhan-ket-qua"),
                ReturnMethod.allCases.map {
                    .init($0.rawValue, t("dossier.return.\($0.rawValue)"), hint: t("dossier.return.\($0.rawValue).hint"))
                }, heading: true))
            \(form.textArea("return-address", label: t("dossier.return-address"), hint: t("dossier.return-address.hint"),
                rows: 2, isOptional: true))
            \(if: screen.served.count > 1, form.select("return-agency", label: t("dossier.returning-agency"),
                screen.served.map { .init("\($0.id)", $0.name) }, hint: t("dossier.returning-agency.hint"),
                initial: "\(screen.agency.id)"))
            """
        }
    }

    private static func review(_ screen: FilingScreen, _ request: WebRequest) -> HTML {
        let t = request.strings
        let draft = screen.draft
        func change(_ step: FilingDraft.Step) -> String { path(draft, step) + "?ve=\(FilingDraft.Step.review.rawValue)" }
        let applicant = (try? draft.applicant.checked(prefix: "")) ?? draft.applicant
        let papers = screen.procedure.components.compactMap { component -> HTML? in
            let count = draft.files(of: component.number).count
            if count > 0 { return "<li>\(component.name): \(t("dossier.papers.count", ["count": "\(count)"]))</li>" }
            if draft.isPromised(component.number) { return "<li>\(component.name): \(t("dossier.papers.promised"))</li>" }
            return nil
        }
        let method = draft.answers["return-method"]
        let rows: [Components.SummaryRow] = [
            .init(t("dossier.procedure"), "\(screen.procedure.name)"),
            .init(t("dossier.agency"), "\(screen.agency.name)"),
            .init(t("dossier.who"), whose(screen, t), change: change(.who)),
            .init(t("dossier.applicant"), PartyFields.lines(applicant, t), change: change(.applicant)),
            .init(t("dossier.request.label"), DossierWords.lines(draft.answers["request"], orElse: t("dossier.none")),
                change: change(.request)),
            .init(t("dossier.papers"), papers.isEmpty ? "\(t("dossier.none"))" : "<ul>\(papers)</ul>", change: change(.papers)),
            .init(t("dossier.return"), """
                \(t("dossier.return.\(method)"))\(if: method == "post", ": \(draft.answers["return-address"])")\
                \(if: method == "counter", ": \(screen.returningAgency.name)")
                """, change: change(.delivery)),
        ]
        return """
            <h1>\(t("dossier.step.xem-lai"))</h1>\(Components.summaryList(rows, t))
            <p>\(t("dossier.filing.declare"))</p>
            \(Components.form(action: path(draft, .review), request) {
                Components.button(t("dossier.filing.submit"), attributes: " data-once")
            })
            """
    }

    private static func whose(_ screen: FilingScreen, _ t: Strings) -> HTML {
        guard let mandate = screen.mandate else {
            return "\(t(screen.draft.isForSelf ? "dossier.who.self" : "dossier.who.other"))"
        }
        return """
            \(t("dossier.who.mandate", ["name": mandate.principal.name]))<br>\
            <span class="hint">\(ActingWords.ground(mandate, t))</span>
            """
    }

    static func sent(_ folder: DossierFolder, _ request: WebRequest) -> Page {
        let t = request.strings
        let code = folder.dossier.code.text
        let main: HTML = """
            <div class="done"><h1>\(t("dossier.sent.title"))</h1>
            <p>\(t("dossier.sent.code"))</p><p class="big-code">\(code)</p></div>
            <h2>\(t("dossier.sent.next"))</h2>
            <ol><li>\(t("dossier.sent.next.1"))</li><li>\(t("dossier.sent.next.2"))</li><li>\(t("dossier.sent.next.3"))</li></ol>
            \(Components.buttonRow([
                Components.buttonLink(t("dossier.sent.follow"), to: "/ho-so-cua-toi/\(folder.dossier.id)"),
                Components.buttonLink(t("dossier.receipt.pdf"), to: "/ho-so-cua-toi/\(folder.dossier.id)/giay-tiep-nhan",
                    .secondary, icon: .print),
            ]))
            """
        return Page(title: t("dossier.sent.title"), density: .citizen, section: "/ho-so-cua-toi", main: main)
    }
}
