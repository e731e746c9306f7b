import Access
import Base
import Blobs
import Identity
import Journal
import Storage

/// Ký duyệt: the leader approves the proposed result, or the signed copy of it that comes with the approval; or whoever
/// was given it to sign (NĐ 30/2020/NĐ-CP, article 13).
package struct ApproveResult {
    let dossier: ID<Dossier>
    /// Takes the place of the proposed file; nil keeps that.
    let file: StagedFile?

    package init(_ dossier: ID<Dossier>, file: StagedFile? = nil) {
        self.dossier = dossier
        self.file = file
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.approve, dossier, by: act, in: tx) { dossier in
            // A paper gives signing, never over the own work: also where another holds the dossier.
            if !act.permit.signingUnder.isEmpty,
                let account = act.caller.account, try Self.proposer(of: dossier, in: tx) == account
            {
                throw Problem("dossier-own-proposal", status: 403, arguments: ["code": dossier.code.text])
            }
            let right = act.caller.staff?.signingRight(in: dossier.field)
            let lines = try right?.lines ?? Self.ownTitle(of: act.caller, in: tx)
            let signedAs = lines.joined(separator: "\n")
            let facts = try ResultDraft.change(of: dossier, file: file, by: act, in: tx) {
                $0.approverName = act.caller.name
                $0.signedAs = signedAs
            }
            var told = ["signed-as": signedAs]
            told["signing-delegation"] = right?.delegation
            return facts.merging(told.filter { !$0.value.isEmpty }) { $1 }
        }
    }

    private static func proposer(of dossier: Dossier, in tx: Transaction) throws -> AccountID? {
        DossierHistory.proposer(in: try Journal.entries(of: Dossier.subjectKind, dossier.id.description, in: tx))
    }

    /// Who signs in nobody's name signs by their own title.
    private static func ownTitle(of caller: Caller, in tx: Transaction) throws -> [String] {
        guard let account = caller.account, let member = try StaffStore.member(account, in: tx) else { return [] }
        return [member.title.uppercased()]
    }
}
