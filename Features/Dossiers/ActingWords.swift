import Access
import Base
import Mandates
import Web

/// In words: on what ground one person files for another.
enum ActingWords {
    /// "Được uỷ quyền, số 12/2026, UBND xã Hướng Hiệp".
    static func ground(_ acting: Acting, _ t: Strings) -> String {
        let kind = t("mandate.kind.\(acting.kind.rawValue)")
        let number = acting.paper.number.isEmpty ? "" : t("dossier.acting.number", ["number": acting.paper.number])
        let day = acting.paper.day.map { t("dossier.acting.day", ["day": $0.description]) } ?? ""
        return [kind, number, acting.paper.place, day].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    static func ground(_ mandate: Mandate, _ t: Strings) -> String { ground(Acting(mandate), t) }

    /// In a list of one's own: for whom it is, where it is another's or of another's making.
    static func whose(_ dossier: Dossier, _ account: AccountID, _ t: Strings) -> HTML {
        let isOthers = dossier.mandate != nil || dossier.filerAccount != account || dossier.ownerAccount != nil
        return isOthers ? "<p class=\"hint\">\(t("dossier.applicant")): <b>\(dossier.applicantName)</b></p>" : .empty
    }

    /// For the officer: the ground, how the paper stands, and the way to it.
    static func officer(_ folder: DossierFolder, _ request: WebRequest) -> HTML {
        let t = request.strings
        guard let acting = folder.acting else { return "\(t("dossier.acting.unsaid"))" }
        guard let mandate = folder.mandate else { return "\(ground(acting, t))" }
        let words: HTML = "\(ground(acting, t)) \(MandateViews.tag(mandate.state(on: request.now.localDate), t))"
        guard request.site.policy.allows(.mandateCheck, to: request.caller) else { return words }
        return "\(words)<br><a href=\"\(MandateCheckPages.path)/\(mandate.id)\">\(t("dossier.acting.see"))</a>"
    }
}
