import Base
import Books
import Dossiers
import Web

/// «Giấy tờ đã cấp»: the slips of a dossier with their numbers and what can be done with them.
struct PapersPanel {
    enum Reader: Sendable {
        case officer, citizen

        var base: String {
            switch self {
            case .officer: "/ho-so"
            case .citizen: "/ho-so-cua-toi"
            }
        }

        var section: String {
            switch self {
            case .officer: "/ban-lam-viec"
            case .citizen: "/ho-so-cua-toi"
            }
        }

        var density: Page.Density {
            switch self {
            case .officer: .officer
            case .citizen: .citizen
            }
        }
    }

    let papers: DossierSlips
    let reader: Reader
    let request: WebRequest

    private var t: Strings { request.strings }
    private var path: String { SlipPages.path(of: papers.folder.dossier.id, for: reader) }

    /// The section on the dossier's page; nothing while there is no paper.
    var section: HTML {
        papers.slips.isEmpty ? .empty : "<section><h2>\(t("paper.of-dossier"))</h2>\(content)</section>"
    }

    var content: HTML {
        let rows = papers.slips.map { slip in
            Components.TableRow(
                [
                    "\(t("paper.form.\(PaperForm(slip.book).number)"))", "\(slip.text)",
                    "\(t.formats.shortDateTime(slip.issuedAt))", standing(slip), links(slip),
                ], tone: slip.voiding == nil ? nil : .late)
        }
        let table = Components.table(
            caption: t("paper.of-dossier"),
            columns: [
                .init(t("paper.name")), .init(t("paper.number"), .code), .init(t("paper.issued")),
                .init(t(reader == .officer ? "paper.standing" : "paper.validity")), .init(t("paper.open"), .action),
            ],
            rows: rows, hidesCaption: true,
            empty: Components.emptyState(t("paper.none"), text: t("paper.none.text"), icon: .file))
        return "\(table)\(controlSheet)"
    }

    private func standing(_ slip: Slip) -> HTML {
        guard let voiding = slip.voiding else {
            return reader == .officer ? "\(slip.issuedBy)" : Components.tag(t("paper.good"), .good)
        }
        return "\(Components.tag(t("paper.voided"), .late)) <span class=\"hint\">\(voiding.reason)</span>"
    }

    private func links(_ slip: Slip) -> HTML {
        let mayVoid = reader == .officer && slip.voiding == nil && slip.agency == request.permit.agency
            && request.site.policy.allows(.voidSlip, to: request.caller)
        func link(_ part: String, _ words: String) -> HTML {
            "<a href=\"\(path)/\(part)?so=\(slip.id)\">\(words)<span class=\"hidden\"> \(slip.text)</span></a>"
        }
        let void: HTML = mayVoid ? " · \(link("huy", t("paper.void")))" : .empty
        return "\(link("pdf", "PDF")) · \(link("in", t("paper.print-page")))\(void)"
    }

    /// Officers only: inner hand-overs are not the citizen's.
    private var controlSheet: HTML {
        guard reader == .officer, papers.folder.dossier.acceptedAt != nil else { return .empty }
        let base = "\(reader.base)/\(papers.folder.dossier.id)"
        return Components.buttonRow([
            Components.buttonLink(t("paper.form.06"), to: "\(base)/phieu-kiem-soat", .secondary, icon: .file),
            Components.buttonLink(
                t("paper.control.print"), to: "\(base)/in-phieu-kiem-soat", .plain, icon: .print),
        ])
    }

    /// What a deed refused as a whole.
    static func refusal(_ problem: Problem?, _ t: Strings) -> HTML {
        guard let problem, problem.fields.isEmpty else { return .empty }
        return Components.notice(.late, live: true) { "<p>\(t("problem.\(problem.code)", problem.arguments))</p>" }
    }
}
