import Access
import Base
import Journal
import Storage

/// Hủy phiếu: makes a slip void by hand, with the reason that stands on it from then on. The number stays in the book;
/// when the paper is still needed, the next number is given to the same dossier in the same breath.
package struct VoidSlip {
    package static let reasonLengthMax = 500

    let slip: ID<Slip>
    let dossier: String
    let reason: String
    let isReplaced: Bool

    /// - Parameters:
    ///   - dossier: the dossier that the caller was found to reach; a slip of another one is not found.
    ///   - isReplaced: gives the next number of the same book to the dossier.
    package init(_ slip: ID<Slip>, of dossier: String, reason: String, isReplaced: Bool) {
        self.slip = slip
        self.dossier = dossier
        self.reason = reason
        self.isReplaced = isReplaced
    }

    /// - Throws: `not-found` for a slip of another dossier or another agency's book; `slip-void-already` (409).
    package func run(in tx: Transaction, act: Act) throws {
        let reason = VietnameseText.tidied(reason)
        guard !reason.isEmpty else { throw Problem.invalid([FieldFault("reason", "slip-reason-missing")]) }
        guard reason.count <= Self.reasonLengthMax else {
            throw Problem.invalid([FieldFault("reason", "slip-reason-long", ["max": "\(Self.reasonLengthMax)"])])
        }
        guard let old = try BookStore.slip(slip, in: tx), old.dossier == dossier,
            act.permit.agency.map({ $0 == old.agency }) ?? true
        else { throw Problem.notFound }
        guard try BookStore.void(slip, reason: reason, at: act.at, in: tx) else {
            throw Problem("slip-void-already", status: 409, arguments: ["number": old.text])
        }
        var facts = [
            "dossier": dossier, "form": "\(old.book.rawValue)", "year": "\(old.year)", "number": old.text,
            "reason": reason,
        ]
        if isReplaced {
            facts["replaced-by"] = try BookStore.issue(
                old.book, dossier: dossier, agency: old.agency, by: act, in: tx).text
        }
        try Journal.append(
            JournalDraft("slip.voided", of: Slip.subjectKind, slip.description, agency: old.agency, facts: facts),
            by: act, in: tx)
    }
}
