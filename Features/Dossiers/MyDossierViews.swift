import Base
import Deadlines
import Web

/// How one dossier looks to the citizen: what happens now, what to do, when; then the story so far.
struct MyDossierViews {
    let calendar: WorkCalendar
    let request: WebRequest
    /// What the agency offers to choose from.
    let reasons: ReasonFields

    private var t: Strings { request.strings }

    func page(_ folder: DossierFolder, panels: HTML, beside: [StoryLine], problem: Problem?) -> Page {
        let dossier = folder.dossier
        let form = FormView(request, problem)
        let path = "/ho-so-cua-toi/\(dossier.id)"
        let main: HTML = """
            \(Components.backLink(to: "/ho-so-cua-toi", t, label: t("dossier.my.title")))
            \(form.summary)\(DossierWords.refusal(problem, t))
            <h1>\(folder.procedure.name)</h1><p class="code">\(dossier.code.text)</p>
            \(people(folder))\(Self.status(folder, request))\(why(folder))\(result(folder, path))
            \(duty(folder))\(apology(folder))\(supplement(folder, form, path))
            \(if: dossier.acceptedAt != nil, Components.buttonRow([
                Components.buttonLink(t("dossier.receipt.pdf"), to: path + "/giay-tiep-nhan", .secondary, icon: .print)]))
            <h2>\(t("dossier.story"))</h2>\(DossierTimeline.timeline(folder, for: .citizen, beside: beside, t))
            \(panels)
            <h2>\(t("dossier.papers"))</h2>\(papers(folder, path))\(withdraw(folder, form, path))\(filerSees(folder, path))
            \(LiveDossiers.dossierBand(folder, at: path, t))
            """
        return Page(title: form.title(folder.procedure.name), density: .citizen, section: "/ho-so-cua-toi", main: main)
    }

    /// Whose it is and who brought it, where they are two people, and that somebody may only look.
    private func people(_ folder: DossierFolder) -> HTML {
        guard let filer = folder.filer else { return .empty }
        return """
            <p>\(t("dossier.applicant")): <b>\(folder.applicant.name)</b><br>\(t("dossier.filer")): \(filer.name)\
            \(folder.acting.map { ", \(ActingWords.ground($0, t))" })</p>
            \(if: !mayAct(folder), Components.notice(.warn) { "<p>\(t("dossier.acting.only-look"))</p>" })
            """
    }

    private func mayAct(_ folder: DossierFolder) -> Bool { !folder.dossier.standings(of: request.caller).isEmpty }

    private func why(_ folder: DossierFolder) -> HTML {
        DeadlineViews(folder, calendar: calendar, now: request.now, t)?.short ?? .empty
    }

    /// Where it stands and what happens next, in one box; the public look-up shows the same.
    static func status(_ folder: DossierFolder, _ request: WebRequest) -> HTML {
        let t = request.strings
        let state = folder.dossier.state
        let due: HTML = folder.dossier.dueAt.flatMap { due -> HTML? in
            state.isBeingResolved ? "<p>\(t("dossier.my.due")) <b>\(t.formats.dateTime(due))</b></p>" : nil
        } ?? .empty
        return """
            <section class="status-box" aria-label="\(t("dossier.state"))">\(DossierWords.tag(state, t))
            <p class="status-text">\(t(nowKey(folder)))</p>\(due)\
            <p class="hint">\(folder.agency.name)\(folder.office.map { " · \($0.name)" as HTML })</p></section>
            """
    }

    /// What happens now; who gets the result electronically need not come for it.
    private static func nowKey(_ folder: DossierFolder) -> String {
        folder.dossier.state == .resultReady && folder.dossier.returnMethod == .electronic
            && folder.dossier.filerAccount != nil
            ? "dossier.now.result-ready-electronic" : "dossier.now.\(folder.dossier.state.rawValue)"
    }

    /// The electronic result to save, from the day it is issued and for good.
    private func result(_ folder: DossierFolder, _ path: String) -> HTML {
        guard folder.dossier.state.hasResult, let result = folder.result, let file = result.file else { return .empty }
        return """
            <section class="to-do done"><h2>\(t("dossier.my.result"))</h2>
            <p>\(t("dossier.my.result.number", ["number": result.number]))</p>
            \(Components.buttonLink(t("dossier.my.result.open"), to: path + "/ket-qua", icon: .file))
            <p class="hint">\(file.name) · \(t.formats.fileSize(file.size))</p></section>
            """
    }

    private func supplement(_ folder: DossierFolder, _ form: FormView, _ path: String) -> HTML {
        guard folder.dossier.state == .awaitingSupplement, let supplement = folder.supplement else { return .empty }
        let points = supplement.points.split(separator: "\n").map { "<li>\(String($0))</li>" as HTML }
        let asked: HTML = "<h2>\(t("dossier.my.supplement"))</h2><ol>\(points)</ol>"
        guard mayAct(folder) else { return "<section class=\"to-do\">\(asked)</section>" }
        return """
            <section class="to-do">\(asked)
            \(Components.form(action: path + "/bo-sung", request, multipart: true) {
                """
                \(form.textArea("answer", label: t("dossier.my.answer"), hint: t("dossier.my.answer.hint"), rows: 3))
                \(form.file("file", label: t("dossier.my.files"), several: true, isOptional: true))
                \(Components.button(t("dossier.my.send-supplement")))
                """
            })</section>
            """
    }

    /// What is to be paid, while the clock waits for it.
    private func duty(_ folder: DossierFolder) -> HTML {
        guard folder.dossier.state == .awaitingDuty, let stop = folder.clock.stops.last else { return .empty }
        return """
            <section class="to-do"><h2>\(t("dossier.my.duty"))</h2><p>\(DossierWords.lines(stop.basis))</p>
            <p class="hint">\(t("dossier.my.duty.hint"))</p></section>
            """
    }

    /// It is late, and the agency has said sorry and until when.
    private func apology(_ folder: DossierFolder) -> HTML {
        let entry = folder.history.last { $0.kind == DossierAction.apologise.entryKind }
        guard !folder.dossier.state.isFinished, let entry,
            let promised = entry.facts["promised"].flatMap({ Instant(iso8601: $0) })
        else { return .empty }
        return Components.notice(.warn) {
            """
            <p>\(t("dossier.my.apology", ["date": t.formats.dateTime(promised)]))</p>
            <p>\(entry.facts["reason"] ?? "")</p>
            """
        }
    }

    private func papers(_ folder: DossierFolder, _ path: String) -> HTML {
        let items = folder.papers.map { paper -> HTML in
            let state: HTML = paper.file.map { "<a href=\"\(path)/tep/\($0.id)\">\($0.name)</a>" }
                ?? "\(t(paper.isPromised ? "dossier.papers.promised" : "dossier.papers.on-paper"))"
            return "<li>\(paper.name): \(state)</li>"
        }
        return items.isEmpty ? "<p class=\"hint\">\(t("dossier.papers.none"))</p>" : "<ul>\(items)</ul>"
    }

    /// The owner says whether who filed it still sees it.
    private func filerSees(_ folder: DossierFolder, _ path: String) -> HTML {
        let dossier = folder.dossier
        guard let filer = folder.filer, dossier.filerAccount != nil, let owner = dossier.ownerAccount,
            owner == request.caller.account
        else { return .empty }
        let (words, verb) = dossier.isSeenByFiler ? ("sees", "hide") : ("sees-not", "show")
        return """
            <section><h2>\(t("dossier.filer-sees"))</h2>
            <p>\(t("dossier.filer-sees.\(words)", ["name": filer.name]))</p>
            \(Components.action(t("dossier.filer-sees.\(verb)"), to: path + "/nguoi-nop", request, .secondary,
                fields: [("xem", dossier.isSeenByFiler ? "0" : "1")]))</section>
            """
    }

    private func withdraw(_ folder: DossierFolder, _ form: FormView, _ path: String) -> HTML {
        // Once the time runs, the lawful word is to stop (form 05).
        let action = folder.dossier.acceptedAt == nil ? DossierAction.withdraw : .stop
        guard action.from.contains(folder.dossier.state), mayAct(folder) else { return .empty }
        return """
            <details\(if: form.fault("reason") != nil, " open")><summary>\(t("dossier.do.\(action.rawValue)"))</summary>
            \(Components.form(action: path + (action == .stop ? "/dung" : "/rut"), request) {
                """
                <p>\(t("dossier.withdraw.confirm", ["code": folder.dossier.code.text]))</p>
                \(reasons.fields(form, .stop, label: t("dossier.withdraw.reason"), rows: 2))
                \(Components.button(t("dossier.do.\(action.rawValue)"), .danger))
                """
            })</details>
            """
    }
}
