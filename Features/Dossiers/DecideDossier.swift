import Access
import Base
import Journal
import Storage

/// Ký duyệt: the leader approves the proposed result.
package struct ApproveResult {
    let dossier: ID<Dossier>

    package init(_ dossier: ID<Dossier>) { self.dossier = dossier }

    package func run(in tx: Transaction, act: Act) throws {
        let changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.approve)
        var result = try proposedResult(of: changed, in: tx)
        result.approverName = act.caller.name
        try DossierPartsStore.saveResult(result, of: changed.id, in: tx)
        try DossierLedger.record(.approve, changed, by: act, in: tx)
    }
}

/// Trả lại để làm lại: the leader sends the proposal back with a reason; the specialist still holds the dossier.
package struct SendBack {
    let dossier: ID<Dossier>
    let reason: String

    package init(_ dossier: ID<Dossier>, reason: String) {
        self.dossier = dossier
        self.reason = reason
    }

    package func run(in tx: Transaction, act: Act) throws {
        let reason = try Remark.checked(reason, field: "reason")
        let changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.sendBack)
        try DossierLedger.record(.sendBack, changed, facts: ["reason": reason], by: act, in: tx)
    }
}

/// Phát hành kết quả: numbered and at the centre. On time is judged by this moment (handbook 1.5).
package struct PublishResult {
    static let numberLengthMax = 60

    let dossier: ID<Dossier>
    /// Number and symbol of the result paper, as the clerk's register gives it: "15/QĐ-UBND".
    let number: String

    package init(_ dossier: ID<Dossier>, number: String) {
        self.dossier = dossier
        self.number = number
    }

    package func run(in tx: Transaction, act: Act) throws {
        let number = try Remark.checked(number, field: "number", lengthMax: Self.numberLengthMax)
        var changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.publish)
        changed.finishedAt = act.at
        var result = try proposedResult(of: changed, in: tx)
        result.number = number
        try DossierPartsStore.saveResult(result, of: changed.id, in: tx)
        try DossierLedger.record(.publish, changed,
            facts: ["number": number, "electronic": result.file == nil ? "0" : "1"], by: act, in: tx)
    }
}

/// Trả kết quả: the person (or whoever comes for them) has it. The citizen collecting late never makes a dossier late.
package struct HandOverResult {
    let dossier: ID<Dossier>
    let collectedBy: String

    package init(_ dossier: ID<Dossier>, collectedBy: String) {
        self.dossier = dossier
        self.collectedBy = collectedBy
    }

    package func run(in tx: Transaction, act: Act) throws {
        let collector = try Remark.checked(collectedBy, field: "collector", lengthMax: Party.nameLengthMax)
        var changed = try DossierStore.dossier(dossier, for: act.permit, in: tx).after(.handOver)
        changed.returnedAt = act.at
        var result = try proposedResult(of: changed, in: tx)
        result.collectedBy = collector
        try DossierPartsStore.saveResult(result, of: changed.id, in: tx)
        try DossierLedger.record(.handOver, changed, by: act, in: tx)
    }
}

private func proposedResult(of dossier: Dossier, in tx: Transaction) throws -> DossierResult {
    guard let result = try DossierPartsStore.result(of: dossier.id, in: tx) else {
        throw StorageError.badColumn("dossier_result", "no result for \(dossier.id)")
    }
    return result
}
