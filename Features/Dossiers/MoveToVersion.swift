import Access
import Base
import Catalogue
import Storage

/// Chuyển hồ sơ sang bản mới của thủ tục: an open dossier ends under the version it was filed under, unless a person
/// who has seen what changes moves it. What was promised stays: term, due date and fee.
package struct MoveToVersion {
    let dossier: ID<Dossier>
    /// The version whose differences the person has seen.
    let seen: ID<Procedure>?

    package init(_ dossier: ID<Dossier>, seen: ID<Procedure>?) {
        self.dossier = dossier
        self.seen = seen
    }

    /// - Throws: `dossier-version-current` (409) when there is no newer one, `dossier-version-unseen` (409) when a
    ///   still newer one came meanwhile.
    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.moveVersion, dossier, by: act, in: tx) { dossier in
            guard let old = try ProcedureStore.version(dossier.procedure, in: tx) else { throw Problem.notFound }
            guard let new = try Self.newer(than: old, on: act.at.localDate, in: tx) else {
                throw Problem("dossier-version-current", status: 409, arguments: ["code": dossier.code.text])
            }
            guard new.id == seen else {
                throw Problem("dossier-version-unseen", status: 409, arguments: ["code": dossier.code.text])
            }
            for paper in try DossierPartsStore.papers(of: dossier.id, in: tx) where paper.component > 0 {
                let number = Self.number(of: paper.component, from: old, to: new)
                try DossierPartsStore.setComponent(number, of: paper.id, in: tx)
            }
            dossier.procedure = new.id
            return ["from-version": "\(old.version)", "to-version": "\(new.version)"]
        }
    }

    /// The version in force when it is another one than the dossier's, and has not ended.
    static func newer(than old: Procedure, on today: LocalDate, in snapshot: Snapshot) throws -> Procedure? {
        guard let current = try ProcedureStore.current(code: old.code, on: today, in: snapshot), !current.isWithdrawn,
            current.version > old.version
        else { return nil }
        return current
    }

    /// The paper of the same name in the new list; 0, outside the list, where it has none.
    static func number(of component: Int, from old: Procedure, to new: Procedure) -> Int {
        guard let name = old.components.first(where: { $0.number == component }).map({ VietnameseText.folded($0.name) })
        else { return 0 }
        return new.components.first { VietnameseText.folded($0.name) == name }?.number ?? 0
    }
}
