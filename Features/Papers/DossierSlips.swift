import Access
import Base
import Books
import Deadlines
import Dossiers
import Identity
import Paper
import Storage
import Web

/// The papers of one dossier, read in one snapshot within the caller's reach.
struct DossierSlips: Sendable {
    let folder: DossierFolder
    /// Oldest first, void ones too.
    let slips: [Slip]

    static func read(_ id: ID<Dossier>, for permit: Permit, in snapshot: Snapshot) throws -> DossierSlips {
        let folder = try DossierFolder.read(id, for: permit, in: snapshot)
        return DossierSlips(folder: folder, slips: try BookStore.slips(of: id.description, in: snapshot))
    }

    /// The slip with this id, or without one the last that is good.
    /// - Throws: `not-found` for another dossier's; `paper-none-yet` (409) when there is none.
    func slip(_ asked: String) throws(Problem) -> Slip {
        if asked.isEmpty {
            guard let last = slips.last(where: { $0.voiding == nil }) else {
                throw Problem("paper-none-yet", status: 409, arguments: ["code": folder.dossier.code.text])
            }
            return last
        }
        guard let slip = slips.first(where: { $0.id.description == asked }) else { throw .notFound }
        return slip
    }

    /// A slip as it is printed.
    func paper(_ slip: Slip, publicURL: String, in snapshot: Snapshot) throws -> PaperDocument {
        let issuer = try AgencyStore.agency(slip.agency, in: snapshot) ?? folder.agency
        return try paper(PaperForm(slip.book), slip, of: issuer, at: slip.issuedAt, publicURL, in: snapshot)
    }

    /// The last receipt that is good. A dossier of before there were books has one without a number.
    /// - Throws: `receipt-not-yet` (409) for what nobody has accepted.
    func receipt(publicURL: String, in snapshot: Snapshot) throws -> PaperDocument {
        if let slip = slips.last(where: { $0.book == .receipt && $0.voiding == nil }) {
            return try paper(slip, publicURL: publicURL, in: snapshot)
        }
        guard let acceptedAt = folder.dossier.acceptedAt else {
            throw Problem("receipt-not-yet", status: 409, arguments: ["code": folder.dossier.code.text])
        }
        return try paper(.receipt, nil, of: folder.agency, at: acceptedAt, publicURL, in: snapshot)
    }

    /// Phiếu kiểm soát, as far as the dossier has come.
    /// - Parameter calendar: everybody's, by which the steps' shares of the time are counted.
    /// - Throws: `receipt-not-yet` (409) for what nobody has accepted.
    func controlSheet(in calendar: WorkCalendar, publicURL: String, _ snapshot: Snapshot) throws -> PaperDocument {
        guard let last = folder.history.last, folder.dossier.acceptedAt != nil else {
            throw Problem("receipt-not-yet", status: 409, arguments: ["code": folder.dossier.code.text])
        }
        return try paper(.control, nil, of: folder.agency, at: last.at, publicURL,
            steps: folder.stepSpans(in: calendar), in: snapshot)
    }

    private func paper(
        _ form: PaperForm, _ slip: Slip?, of issuer: Agency, at instant: Instant, _ publicURL: String,
        steps: [StepSpan] = [], in snapshot: Snapshot
    ) throws -> PaperDocument {
        let values = DossierValues(folder: folder, slip: slip, issuer: issuer, publicURL: publicURL, steps: steps)
            .values(form)
        let banner = slip?.voiding.map { voiding in
            "PHIẾU NÀY ĐÃ BỊ HỦY \(PaperWords.date(voiding.at.localDate)).\nLý do: \(voiding.reason)"
        }
        return TemplateFilling.paper(
            try TemplateStore.layout(form, for: issuer, in: snapshot), values, createdAt: instant,
            banner: banner ?? "")
    }
}
