import Access
import Base
import Catalogue
import Identity
import Web

/// The forms of what this officer may do to this dossier now: one for each action that the table of actions and the
/// policy both allow. The main one is open, the others wait behind their names.
struct DossierActionForms {
    let folder: DossierFolder
    let offices: [Office]
    let members: [StaffMember]
    /// Which of them are away today, and who works in their place.
    let away: [AccountID: Absence]
    /// The agencies that work with this installation, for legs.
    let agencies: [Agency]
    /// The version of the procedure in force, when it is a newer one.
    let newer: Procedure?
    /// The sentences that the centre keeps for reasons.
    let reasons: ReasonFields
    let form: FormView
    let request: WebRequest

    var t: Strings { request.strings }
    var dossier: Dossier { folder.dossier }

    struct Offer {
        let title: String
        let isMain: Bool
        let form: HTML
    }

    var all: HTML {
        let offers = [accept, claim, propose, approve, publish, handOver, supply, settleFee, assign, forward,
            askSupplement, sendBack, refuse, withdraw] + wayOffers
        let offered = offers.compactMap { $0 }
        guard !offered.isEmpty else { return .empty }
        let main = offered.filter(\.isMain).map { "<div class=\"main-action\"><h2>\($0.title)</h2>\($0.form)</div>" as HTML }
        let others = offered.filter { !$0.isMain }.map { offer -> HTML in
            "<details\(if: hasFault(in: offer.form), " open")><summary>\(offer.title)</summary>\(offer.form)</details>"
        }
        return "<section class=\"actions\" aria-label=\"\(t("dossier.actions"))\">\(main)\(others)</section>"
    }

    private func hasFault(in html: HTML) -> Bool { form.hasFaults && html.text.contains("aria-invalid") }

    func offers(_ action: DossierAction) -> Bool { folder.offers(action, to: request) }

    func offer(
        _ action: DossierAction, path: String, main: Bool = false, kind: ButtonKind = .primary, key: String? = nil,
        multipart: Bool = false, _ fields: HTML = .empty
    ) -> Offer {
        let title = t("dossier.do.\(action.rawValue)")
        let shortcut: HTML = key.map { " data-key=\"\($0)\"" } ?? .empty
        let address = "/ho-so/\(dossier.id)/\(path)\(Worklist.tail(of: request))"
        let html = Components.form(action: address, request, multipart: multipart) {
            "\(fields)\(Components.button(title, kind, attributes: shortcut))"
        }
        return Offer(title: title, isMain: main, form: html)
    }

    /// The same with fields that others of the page have too: each form has its own ids, and what was typed into one is
    /// not shown in another.
    func offer(
        _ action: DossierAction, path: String, main: Bool = false, kind: ButtonKind = .primary, key: String? = nil,
        multipart: Bool = false, _ fields: (FormView) -> HTML
    ) -> Offer {
        let isTyped = request.path.hasSuffix("/\(path)")
        return offer(action, path: path, main: main, kind: kind, key: key, multipart: multipart,
            fields(isTyped ? form : FormView(t, idPrefix: path)))
    }

    private var officeField: HTML {
        let chosen = dossier.office ?? OfficeChoice.office(for: folder.procedure, among: offices).id
        let working = offices.filter { $0.kind != .leaders && $0.kind != .centre }
        return form.select("office", label: t("dossier.office"), working.map { .init("\($0.id)", $0.name) },
            initial: "\(chosen)")
    }

    private var accept: Offer? {
        guard offers(.accept) else { return nil }
        let term: HTML = folder.content.term == nil ? TermFields.fields(form, t) : .empty
        return offer(.accept, path: "tiep-nhan", main: true, key: "a", "\(term)\(officeField)")
    }

    private var refuse: Offer? {
        guard offers(.refuse) else { return nil }
        return offer(.refuse, path: "tu-choi", kind: .danger) {
            reasons.fields($0, .refuse, label: t("dossier.refuse.reason"), hint: t("dossier.refuse.hint"), rows: 3)
        }
    }

    private var forward: Offer? {
        guard offers(.forward) else { return nil }
        return offer(.forward, path: "chuyen", main: dossier.state == .accepted, kind: .secondary, officeField)
    }

    private var claim: Offer? {
        guard offers(.claim) else { return nil }
        return offer(.claim, path: "nhan-xu-ly", main: true, key: "a")
    }

    private var assign: Offer? {
        guard offers(.assign) else { return nil }
        let workers = members.filter { member in
            !member.roles.isDisjoint(with: AssignDossier.workers)
                && (dossier.office == nil || member.office == dossier.office)
        }
        return offer(.assign, path: "phan-cong", kind: .secondary,
            form.select("assignee", label: t("dossier.assignee"), AssigneeChoices.of(workers, away: away, t),
                none: t("dossier.choose")))
    }

    private var askSupplement: Offer? {
        guard offers(.askSupplement) else { return nil }
        return offer(.askSupplement, path: "yeu-cau-bo-sung", kind: .secondary) {
            reasons.fields($0, .supplement, "points", label: t("dossier.supplement.points"),
                hint: t("dossier.supplement.hint"), rows: 4)
        }
    }

    private var supply: Offer? {
        guard offers(.supply) else { return nil }
        return offer(.supply, path: "bo-sung", main: true,
            form.textArea("answer", label: t("dossier.supply.label"), rows: 2))
    }

    private var propose: Offer? {
        guard offers(.propose) else { return nil }
        return offer(.propose, path: "trinh-ky", main: true, multipart: true) { form in
            """
            \(form.textArea("proposal", label: t("dossier.result.proposal"), hint: t("dossier.propose.hint"), rows: 3))
            \(resultFile(form, isNeeded: false))
            """
        }
    }

    private var approve: Offer? {
        guard offers(.approve) else { return nil }
        return offer(.approve, path: "duyet", main: true, key: "a", multipart: true,
            "\(DossierWords.lines(folder.result?.proposal ?? ""))\(resultFile(form, isNeeded: false))")
    }

    private var sendBack: Offer? {
        guard offers(.sendBack) else { return nil }
        return offer(.sendBack, path: "tra-lai", kind: .secondary) {
            reasons.fields($0, .sendBack, label: t("dossier.send-back.reason"), rows: 3)
        }
    }

    private var publish: Offer? {
        guard offers(.publish) else { return nil }
        return offer(.publish, path: "phat-hanh", main: true, multipart: true,
            """
            \(form.text("number", label: t("dossier.result.number"), hint: t("dossier.publish.hint"), width: .half))
            \(resultFile(form, isNeeded: dossier.returnMethod == .electronic && folder.result?.file == nil))
            """)
    }

    /// The electronic result: the file there is, and room for another one in its place.
    func resultFile(_ form: FormView, isNeeded: Bool) -> HTML {
        let label = t(folder.result?.file == nil ? "dossier.result.file" : "dossier.result.file.replace")
        let hint = t(isNeeded ? "dossier.result.file.needed" : "dossier.result.file.hint")
        return """
            \(DossierWords.resultLink(folder.result, "/ho-so/\(dossier.id)/ket-qua", t))
            \(form.file("result-file", label: label, hint: hint, types: DossierResult.fileTypes, isOptional: !isNeeded))
            """
    }

    private var settleFee: Offer? {
        guard offers(.settleFee) else { return nil }
        let standing = folder.content.feeStanding
        return offer(.settleFee, path: "thu-phi", kind: .secondary,
            """
            \(if: folder.content.fee == nil, FeeFields.amount(form, t))
            \(FeeFields.standing(form, initial: standing == .unpaid ? .paid : standing, t))
            """)
    }

    private var handOver: Offer? {
        guard offers(.handOver) else { return nil }
        return offer(.handOver, path: "tra-ket-qua", main: true,
            form.text("collector", label: t("dossier.result.collector"), hint: t("dossier.hand-over.hint"),
                initial: (folder.filer ?? folder.applicant).name))
    }

    private var withdraw: Offer? {
        guard offers(.withdraw) else { return nil }
        return offer(.withdraw, path: "rut", kind: .danger) {
            reasons.fields($0, .stop, label: t("dossier.withdraw.reason"), hint: t("dossier.withdraw.hint"), rows: 2)
        }
    }
}
