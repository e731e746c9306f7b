import Access
import Base
import Calendars
import Deadlines
import Identity
import Web

/// How the page of one dossier looks to an officer.
struct DossierViews {
    let calendar: WorkCalendar
    let request: WebRequest

    private var t: Strings { request.strings }
    private var tail: String { Worklist.tail(of: request) }

    func page(
        _ folder: DossierFolder, _ actions: DossierActionForms, panels: HTML, beside: [StoryLine], problem: Problem?
    ) -> Page {
        let form = actions.form
        let left = DaysLeft([folder.dossier], at: request.now, calendar: calendar.of(folder.dossier.agency))
        let main: HTML = """
            <div class="page-head">\(Components.backLink(to: "/ban-lam-viec\(tail)", t, label: t("dossier.desk.title")))
            <a class="next" href="\(next(folder))" data-key="n">\(t("dossier.next"))</a></div>
            \(form.summary)\(DossierWords.refusal(problem, t))\(undo(folder))
            <div class="dossier-head"><div><p class="code">\(folder.dossier.code.text)</p>
            <h1>\(folder.applicant.name)</h1><p>\(folder.procedure.name)</p></div>
            <div><div class="dossier-state">\(DossierWords.tag(folder.dossier.state, t))
            \(DossierWords.remaining(folder.dossier, left, t))</div>\(atTheCounter(folder))</div></div>
            <div class="columns"><div class="column-main">
            \(actions.all)\(DossierCourseViews(folder: folder, calendar: calendar, request: request).html)
            \(facts(folder))\(papers(folder, form))\(WayViews(folder: folder, request: request).html)\(result(folder))\(panels)
            </div><div class="column-side">\(notes(folder, form))
            <section><h2>\(t("dossier.timeline"))</h2>
            \(DossierTimeline.timeline(folder, for: .officer, beside: beside, t))</section>
            </div></div>\(LiveDossiers.dossierBand(folder, at: "/ho-so/\(folder.dossier.id)", t))
            """
        return Page(title: form.title("\(folder.dossier.code.text) · \(folder.applicant.name)"), density: .officer,
            section: "/ban-lam-viec", main: main)
    }

    private func next(_ folder: DossierFolder) -> String {
        "/ban-lam-viec/tiep\(tail.isEmpty ? "?" : "\(tail)&")sau=\(folder.dossier.id)"
    }

    /// What the officer has just done and may still take back.
    private func undo(_ folder: DossierFolder) -> HTML {
        guard folder.dossier.isOpen(to: .takeBack, by: request.caller),
            let undone = TakeBack.offer(folder.history, to: request.caller, at: request.now)
        else { return .empty }
        let words = undone.map { t("dossier.event.\($0.kind)") }.joined(separator: ", ")
        return Components.notice(.info) {
            """
            <p>\(t("dossier.undo.just-done", ["deed": words]))</p>
            \(Components.action(t("dossier.do.take-back"), to: "/ho-so/\(folder.dossier.id)/hoan-tac\(tail)", request,
                .secondary, attributes: " data-key=\"u\""))
            """
        }
    }

    /// For whoever has the person before them: the receipt to print, and the next one.
    private func atTheCounter(_ folder: DossierFolder) -> HTML {
        guard request.site.policy.allows("dossier.receive", to: request.caller), folder.dossier.acceptedAt != nil else {
            return .empty
        }
        return Components.buttonRow([
            Components.buttonLink(t("dossier.receipt.pdf"), to: "/ho-so/\(folder.dossier.id)/giay-tiep-nhan", .secondary,
                icon: .print, attributes: " data-key=\"p\""),
            Components.buttonLink(t("dossier.counter.next"), to: "/quay", .plain, attributes: " data-key=\"c\""),
        ])
    }

    private func facts(_ folder: DossierFolder) -> HTML {
        let dossier = folder.dossier
        var rows: [Components.SummaryRow] = [
            .init(t("dossier.applicant"), PartyFields.lines(folder.applicant, t)),
        ]
        if let filer = folder.filer {
            rows.append(.init(t("dossier.filer"), PartyFields.lines(filer, t)))
            rows.append(.init(t("dossier.acting"), ActingWords.officer(folder, request)))
        }
        rows += [
            .init(t("dossier.channel"), "\(t("dossier.channel.\(dossier.channel.rawValue)"))"),
            .init(t("dossier.submitted-at"), "\(t.formats.dateTime(dossier.submittedAt))"),
        ]
        if let accepted = dossier.acceptedAt {
            rows.append(.init(t("dossier.accepted-at"), "\(t.formats.dateTime(accepted))"))
        }
        if let due = dossier.dueAt {
            rows.append(.init(t("dossier.due-at"), """
                \(t.formats.dateTime(due)) · <a href="/ho-so/\(dossier.id)/vi-sao">\(t("dossier.why"))</a>
                """))
        }
        rows += [
            .init(t("dossier.term"), "\(DossierWords.term(folder.content.term, t))"),
            .init(t("dossier.agency"), "\(folder.agency.name)"),
            .init(t("dossier.office"), "\(folder.office?.name ?? t("dossier.none"))"),
            .init(t("dossier.assignee"), "\(folder.assigneeName.isEmpty ? t("dossier.none") : folder.assigneeName)"),
            .init(t("dossier.fee"), fee(folder)),
            .init(t("dossier.return"), """
                \(t("dossier.return.\(dossier.returnMethod.rawValue)"))\
                \(if: !folder.content.returnAddress.isEmpty, ": \(folder.content.returnAddress)")
                """),
        ]
        if !folder.content.request.isEmpty {
            rows.append(.init(t("dossier.request.label"), DossierWords.lines(folder.content.request)))
        }
        let receipt: HTML = dossier.acceptedAt == nil
            ? .empty
            : Components.buttonLink(t("dossier.receipt.print"), to: "/ho-so/\(dossier.id)/in-giay-tiep-nhan", .plain)
        return "<section><h2>\(t("dossier.facts"))</h2>\(Components.summaryList(rows, t))\(receipt)</section>"
    }

    private func fee(_ folder: DossierFolder) -> HTML {
        let content = folder.content
        guard let fee = content.fee else { return "\(t("dossier.fee.unknown"))" }
        if fee == .zero { return "\(t("dossier.fee.free"))" }
        let standing = t("dossier.fee.standing.\(content.feeStanding.word)")
        let ground = content.feeStanding.ground
        return """
            \(fee.text) · \(standing)\(if: !ground.isEmpty, " (\(ground))")\(count(folder))
            """
    }

    /// How a counted fee came about; an amount that was said otherwise since needs no such reason.
    private func count(_ folder: DossierFolder) -> HTML {
        let rule = folder.procedure.feeRule(for: folder.dossier.channel)
        guard let count = folder.content.feeCount, let bill = rule.bill(for: count), bill.total == folder.content.fee
        else { return .empty }
        return FeeFields.lines(bill, rule, t)
    }

    private func papers(_ folder: DossierFolder, _ form: FormView) -> HTML {
        let rows = folder.papers.map { paper in
            let file: HTML = paper.file.map {
                "<a href=\"/ho-so/\(folder.dossier.id)/tep/\($0.id)\">\($0.name)</a> <span class=\"hint\">\(t.formats.fileSize($0.size))</span>"
            } ?? (paper.isPromised ? "\(t("dossier.papers.promised"))" : "\(t("dossier.papers.on-paper"))")
            return Components.TableRow(["\(paper.name)", "\(paper.originals)", "\(paper.copies)", file])
        }
        let mayScan = request.site.policy.allows("dossier.digitise", to: request.caller)
            && DossierAction.addPaper.from.contains(folder.dossier.state)
        let scan: HTML = mayScan ? """
            <details><summary>\(t("dossier.scan.title"))</summary>
            \(Components.form(action: "/ho-so/\(folder.dossier.id)/so-hoa", request, multipart: true) {
                """
                \(form.select("component", label: t("dossier.scan.component"),
                    folder.procedure.components.map { .init("\($0.number)", $0.name) }))
                \(form.file("file", label: t("dossier.scan.file")))\(Components.button(t("dossier.scan.add"), .secondary, icon: .upload))
                """
            })</details>
            """ : .empty
        return """
            <section><h2>\(t("dossier.papers"))</h2>\(Components.table(caption: t("dossier.papers"),
                columns: [.init(t("dossier.papers.name")), .init(t("dossier.papers.originals"), .number),
                    .init(t("dossier.papers.copies"), .number), .init(t("dossier.papers.file"))],
                rows: rows, hidesCaption: true, folds: false,
                empty: "<p class=\"hint\">\(t("dossier.papers.none"))</p>"))\(scan)</section>
            """
    }

    private func result(_ folder: DossierFolder) -> HTML {
        guard let result = folder.result else { return .empty }
        var rows: [Components.SummaryRow] = [
            .init(t("dossier.result.proposal"), "\(DossierWords.lines(result.proposal))<br><span class=\"hint\">\(result.proposedBy)</span>"),
        ]
        if !result.approverName.isEmpty {
            let lines: HTML = result.signedAs.isEmpty ? .empty : "\(DossierWords.lines(result.signedAs))<br>"
            rows.append(.init(t("dossier.result.approver"), "\(lines)\(result.approverName)"))
        }
        let link = DossierWords.resultLink(result, "/ho-so/\(folder.dossier.id)/ket-qua", t)
        if !link.isEmpty { rows.append(.init(t("dossier.result.file"), link)) }
        if !result.number.isEmpty { rows.append(.init(t("dossier.result.number"), "\(result.number)")) }
        if !result.collectedBy.isEmpty { rows.append(.init(t("dossier.result.collector"), "\(result.collectedBy)")) }
        return "<section><h2>\(t("dossier.result"))</h2>\(Components.summaryList(rows, t))</section>"
    }

    private func notes(_ folder: DossierFolder, _ form: FormView) -> HTML {
        let notes = folder.notes.map { note -> HTML in
            "<li><p>\(DossierWords.lines(note.text))</p><p class=\"hint\">\(note.author) · \(t.formats.dateTime(note.at))</p></li>"
        }
        let add: HTML = folder.dossier.state.isOpen
            ? Components.form(action: "/ho-so/\(folder.dossier.id)/ghi-chu", request) {
                """
                \(form.textArea("note", label: t("dossier.note.label"), hint: t("dossier.note.hint"), rows: 2))
                \(Components.button(t("dossier.note.add"), .secondary))
                """
            } : .empty
        return """
            <section><h2>\(t("dossier.notes"))</h2>\(if: !notes.isEmpty, "<ul class=\"notes\">\(notes)</ul>")\(add)</section>
            """
    }
}
