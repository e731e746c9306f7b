import Base
import Identity
import Paper
import Web

/// The papers of an incident, filled from its record: the first notice of 24 hours, the report of 72 hours with the
/// contents of form 08 of NĐ 356/2025/NĐ-CP, and the letters to those concerned.
struct IncidentPaper: Sendable {
    static let lettersMax = 500

    private let one: Incident
    private let touched: TouchedPeople
    private let agency: AgencyWords
    private let now: Instant
    private let t: Strings

    init(_ one: Incident, _ touched: TouchedPeople, agency: Agency, at now: Instant, _ t: Strings) {
        self.one = one
        self.touched = touched
        self.agency = AgencyWords(agency)
        self.now = now
        self.t = t
    }

    /// - Parameter isFirst: the notice of 24 hours, with what is known by then.
    func report(isFirst: Bool) -> PaperDocument {
        let title = t(isFirst ? "privacy.paper.first" : "privacy.paper.report")
        var blocks = head(title) + [
            line("privacy.paper.to", t("privacy.paper.to.text")),
            line("privacy.incident.code", one.code),
            line("privacy.incident.found", t.formats.dateTime(one.facts.foundAt)),
            line("privacy.incident.kind", t("privacy.incident.kind.\(one.facts.kind.rawValue)")),
            line("privacy.incident.description", one.facts.description),
        ] + extent
        if !isFirst {
            blocks += [
                line("privacy.incident.consequences", blank(one.facts.consequences)),
                line("privacy.incident.measures", blank(one.facts.measures)), .space(2), .text(
                    .bold(t("privacy.incident.duties"))),
            ]
            blocks += Incident.Duty.allCases.map { duty in
                let done = one.done[duty].map { "\(t.formats.dateTime($0.at)), \($0.by): \($0.note)" }
                return line("privacy.duty.\(duty.rawValue)", done ?? t("privacy.duty.open"))
            }
        }
        blocks += [
            line("privacy.paper.contact", agency.committee), .space(6),
            .signatures([
                Signature(title: t("privacy.paper.made"), hint: t("privacy.paper.sign"), name: one.openedBy),
                Signature(title: t("privacy.paper.head"), hint: t("privacy.paper.seal")),
            ]),
        ]
        return PaperDocument(title: title, size: .a4, createdAt: now, blocks: blocks)
    }

    /// One letter a page.
    var letters: PaperDocument {
        let title = t("privacy.paper.letter")
        let pages = touched.people.enumerated().map { index, person -> [PaperBlock] in
            let address = person.address.isEmpty ? person.phone : person.address
            return (index == 0 ? [] : [.pageBreak]) + head(title) + [
                line("privacy.paper.person", address.isEmpty ? person.name : "\(person.name), \(address)"), .space(2),
                .text(PaperText(t("privacy.paper.letter.text", [
                    "found": t.formats.dateTime(one.facts.foundAt), "codes": person.codes.joined(separator: ", "),
                    "kind": t("privacy.incident.kind.\(one.facts.kind.rawValue)"),
                ])), .justified),
                .space(2), line("privacy.incident.measures", blank(one.facts.measures)), .space(2),
                .text(PaperText(t("privacy.paper.letter.advice")), .justified), .space(6),
                .signatures([Signature(title: t("privacy.paper.head"), hint: t("privacy.paper.seal"))]),
            ]
        }
        return PaperDocument(title: title, size: .a4, createdAt: now, blocks: pages.flatMap { $0 })
    }

    /// Whom it touched. Nothing was counted while nobody has said which account, address or days are in doubt: a nought
    /// would tell the ministry that nobody was harmed.
    private var extent: [PaperBlock] {
        guard one.facts.hasScope else {
            return ["privacy.paper.people", "privacy.paper.dossiers", "privacy.paper.data"].map {
                line($0, t("privacy.paper.unknown"))
            }
        }
        return [
            line("privacy.paper.people", touched.isCut ? "≥ \(touched.people.count)" : "\(touched.people.count)"),
            line("privacy.paper.dossiers", "\(touched.dossiers.count)"),
            line("privacy.paper.data", t("privacy.paper.data.text")),
        ]
    }

    private func head(_ title: String) -> [PaperBlock] {
        [
            .head(OfficialHead(agency: agency.head, number: t("privacy.paper.number"),
                placeAndDate: agency.placeAndDate(now.localDate))), .space(6),
            .text(PaperText(title.uppercased()), .title), .space(4),
        ]
    }

    private func line(_ key: String, _ value: String) -> PaperBlock {
        .text(.bold("\(t(key)): ") + PaperText(value), .justified)
    }

    private func blank(_ text: String) -> String { text.isEmpty ? "…" : text }
}
