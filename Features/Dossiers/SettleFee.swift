import Access
import Base
import Storage

/// Ghi nhận phí, lệ phí: the officer says that the fee was paid, or is exempted and on what ground. An amount that the
/// catalogue does not give is said with it.
package struct SettleFee {
    let dossier: ID<Dossier>
    let standing: FeeStanding
    /// Nil keeps the amount as it is.
    let amount: Dong?

    package init(_ dossier: ID<Dossier>, _ standing: FeeStanding, amount: Dong? = nil) {
        self.dossier = dossier
        self.standing = standing
        self.amount = amount
    }

    /// - Throws: `dossier.fee-amount-missing` when something was paid and nobody knows how much.
    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.settleFee, dossier, by: act, in: tx) { dossier in
            let content = try DossierPartsStore.content(of: dossier.id, in: tx)
            let fee = amount ?? content.fee
            if standing == .paid, fee == nil {
                throw Problem.invalid([FieldFault("fee-amount", "dossier.fee-amount-missing")])
            }
            try DossierPartsStore.setFee(fee, standing, of: dossier.id, in: tx)
            var facts = ["fee-standing": standing.word]
            if let fee { facts["fee"] = String(fee.amount) }
            if !standing.ground.isEmpty { facts["ground"] = standing.ground }
            return facts
        }
    }
}
