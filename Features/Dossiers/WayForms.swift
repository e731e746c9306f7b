import Access
import Base
import Catalogue
import Deadlines
import Identity
import Web

/// The forms of what lies beside the straight way: stops of the clock, other bodies and agencies, another date, an end
/// without a result.
extension DossierActionForms {
    var wayOffers: [Offer?] {
        [takeOn, receiveBack, settleDuty, resume, passDraft, giveBack, passOn, reviewDraft, sendOn, askDuty, suspend,
            askOpinion, giveOpinion, visit, askAgain, returnDraft, extend, apologise, moveVersion, decline, stop]
    }

    // MARK: The clock

    private var askDuty: Offer? {
        guard offers(.askDuty) else { return nil }
        return offer(.askDuty, path: "nghia-vu", kind: .secondary) {
            $0.textArea("duty", label: t("dossier.duty.label"), hint: t("dossier.duty.hint"), rows: 2)
        }
    }

    private var settleDuty: Offer? {
        guard offers(.settleDuty) else { return nil }
        return offer(.settleDuty, path: "xong-nghia-vu", main: true) {
            $0.text("proof", label: t("dossier.duty.proof"), hint: t("dossier.duty.proof.hint"))
        }
    }

    private var suspend: Offer? {
        guard offers(.suspend) else { return nil }
        return offer(.suspend, path: "tam-dung", kind: .secondary) { form in
            """
            \(form.select("ground", label: t("dossier.ground"),
                DossierStop.groundsToChoose.map { .init($0.rawValue, t($0.key)) }, none: t("dossier.choose")))
            \(form.text("basis", label: t("dossier.basis"), hint: t("dossier.basis.hint")))
            """
        }
    }

    private var resume: Offer? {
        guard offers(.resume) else { return nil }
        return offer(.resume, path: "tiep-tuc", main: true) {
            $0.text("proof", label: t("dossier.resume.proof"), hint: t("dossier.resume.proof.hint"))
        }
    }

    private var askAgain: Offer? {
        guard offers(.askAgain) else { return nil }
        return offer(.askAgain, path: "bo-sung-lan-nua", kind: .danger) { form in
            """
            <p>\(t("dossier.ask-again.about"))</p>
            \(reasons.fields(form, .supplement, "points", label: t("dossier.supplement.points"),
                hint: t("dossier.supplement.hint"), rows: 3))
            \(form.textArea("reason", label: t("dossier.ask-again.reason"), rows: 2))
            """
        }
    }

    private var extend: Offer? {
        guard offers(.extend) else { return nil }
        return offer(.extend, path: "gia-han", kind: .secondary) { form in
            """
            <p>\(t("dossier.extend.about"))</p>
            \(form.text("days", label: t("dossier.extend.days"), hint: t("dossier.extend.days.hint"), kind: .number,
                width: .short))
            \(reasons.fields(form, .extend, label: t("dossier.extend.reason"),
                hint: t("dossier.extend.reason.hint"), rows: 2))
            """
        }
    }

    private var apologise: Offer? {
        guard offers(.apologise) else { return nil }
        return offer(.apologise, path: "xin-loi", kind: .secondary) { form in
            """
            <p>\(t("dossier.apologise.about"))</p>
            \(form.date("promised", label: t("dossier.apologise.promised")))
            \(reasons.fields(form, .extend, label: t("dossier.extend.reason"),
                hint: t("dossier.extend.reason.hint"), rows: 2))
            """
        }
    }

    // MARK: Other bodies

    private var askOpinion: Offer? {
        guard offers(.askOpinion) else { return nil }
        return offer(.askOpinion, path: "lay-y-kien", kind: .secondary) { form in
            """
            \(form.text("body", label: t("dossier.opinion.body"), hint: t("dossier.opinion.body.hint")))
            \(form.textArea("content", label: t("dossier.opinion.content"), rows: 2))
            \(form.date("answer-by", label: t("dossier.opinion.answer-by")))
            """
        }
    }

    private var giveOpinion: Offer? {
        guard offers(.giveOpinion) else { return nil }
        let open = folder.opinions.filter { $0.answeredAt == nil }
        return offer(.giveOpinion, path: "y-kien", kind: .secondary) { form in
            """
            \(form.select("opinion", label: t("dossier.opinion.of"), open.map { .init("\($0.id)", $0.body) }))
            \(form.textArea("answer", label: t("dossier.opinion.answer"),
                hint: t("dossier.opinion.answer.hint"), rows: 2))
            """
        }
    }

    private var visit: Offer? {
        guard offers(.visit) else { return nil }
        return offer(.visit, path: "xac-minh", kind: .secondary) { form in
            """
            \(form.date("visited-on", label: t("dossier.visit.on"), initial: request.now.localDate))
            \(form.text("people", label: t("dossier.visit.people")))
            \(form.textArea("minutes", label: t("dossier.visit.minutes"), rows: 3))
            """
        }
    }

    // MARK: Other agencies

    private func order(_ form: FormView) -> HTML {
        let others = agencies.filter { $0.id != request.permit.agency && $0.id != dossier.legAgency }
        return """
            \(form.select("agency", label: t("dossier.leg.agency"), others.map { .init("\($0.id)", $0.name) },
                none: t("dossier.choose")))
            \(form.textArea("task", label: t("dossier.leg.task"),
                hint: t("dossier.leg.task.hint"), rows: 2))
            \(TermFields.fields(form, t, isLeg: true))
            """
    }

    private var sendOn: Offer? {
        guard offers(.sendOn), !agencies.isEmpty else { return nil }
        return offer(.sendOn, path: "lien-thong", kind: .secondary, order)
    }

    private var takeOn: Offer? {
        guard offers(.takeOn), let leg = folder.openLeg else { return nil }
        return offer(.takeOn, path: "nhan-lien-thong", main: true, key: "a") { _ in "<p>\(leg.task)</p>" }
    }

    private var passOn: Offer? {
        guard offers(.passOn) else { return nil }
        return offer(.passOn, path: "chuyen-tiep", kind: .secondary) { form in
            "\(form.textArea("outcome", label: t("dossier.leg.outcome"), rows: 2))\(order(form))"
        }
    }

    private var giveBack: Offer? {
        guard offers(.giveBack) else { return nil }
        return offer(.giveBack, path: "giao-tra", main: true) {
            $0.textArea("outcome", label: t("dossier.leg.outcome"), hint: t("dossier.leg.outcome.hint"), rows: 2)
        }
    }

    private var receiveBack: Offer? {
        guard offers(.receiveBack) else { return nil }
        return offer(.receiveBack, path: "nhan-lai", main: folder.openLeg == nil,
            kind: folder.openLeg == nil ? .primary : .secondary)
    }

    // MARK: The decision

    private var reviewDraft: Offer? {
        guard offers(.reviewDraft) else { return nil }
        let isNext = folder.needsReview
        return offer(.reviewDraft, path: "trinh-phong", main: isNext, kind: isNext ? .primary : .secondary,
            multipart: true) { form in
            """
            \(form.textArea("proposal", label: t("dossier.result.proposal"),
                hint: t("dossier.review.hint"), rows: 3))
            \(resultFile(form, isNeeded: false))
            """
        }
    }

    private var passDraft: Offer? {
        guard offers(.passDraft) else { return nil }
        return offer(.passDraft, path: "duyet-trinh", main: true, key: "a") { _ in
            DossierWords.lines(folder.result?.proposal ?? "")
        }
    }

    private var returnDraft: Offer? {
        guard offers(.returnDraft) else { return nil }
        return offer(.returnDraft, path: "tra-du-thao", kind: .secondary) {
            reasons.fields($0, .sendBack, label: t("dossier.send-back.reason"), rows: 2)
        }
    }

    private var decline: Offer? {
        guard offers(.decline) else { return nil }
        return offer(.decline, path: "khong-giai-quyet", kind: .danger) {
            reasons.fields($0, .decline, label: t("dossier.decline.reason"), hint: t("dossier.decline.hint"), rows: 3)
        }
    }

    private var moveVersion: Offer? {
        guard let newer, offers(.moveVersion) else { return nil }
        let lines = VersionDifference(old: folder.procedure, new: newer, isRemote: folder.agency.isRemote).lines(t)
        return offer(.moveVersion, path: "ban-moi", kind: .secondary) { _ in
            """
            <p>\(t("dossier.version.about",
                ["number": "\(newer.version)", "date": t.formats.date(newer.effectiveFrom)]))</p>
            <ul>\(lines.map { "<li>\($0)</li>" as HTML })</ul>
            \(if: lines.isEmpty, "<p>\(t("dossier.version.nothing"))</p>")
            <input type="hidden" name="version" value="\(newer.id)">
            """
        }
    }

    private var stop: Offer? {
        guard offers(.stop) else { return nil }
        return offer(.stop, path: "dung", kind: .danger) { form in
            """
            \(reasons.fields(form, .stop, label: t("dossier.stop.reason"),
                hint: t("dossier.stop.hint"), rows: 2))
            \(form.text("given-back", label: t("dossier.stop.given-back"), isOptional: true))
            """
        }
    }
}
