import Access
import Base
import Blobs
import Storage

/// Phát hành kết quả: numbered and at the centre. On time is judged by this moment (handbook 1.5). Whoever asked for an
/// electronic result finds it on their own page from now on.
package struct PublishResult {
    static let numberLengthMax = 60

    let dossier: ID<Dossier>
    /// Number and symbol of the result paper, as the clerk's register gives it: "15/QĐ-UBND".
    let number: String
    /// The signed and stamped copy, in the place of an earlier file; nil keeps that.
    let file: StagedFile?

    package init(_ dossier: ID<Dossier>, number: String, file: StagedFile? = nil) {
        self.dossier = dossier
        self.number = number
        self.file = file
    }

    /// - Throws: every fault at once; an electronic delivery without a file is `dossier.result-file-missing`.
    package func run(in tx: Transaction, act: Act) throws {
        var faults: [FieldFault] = []
        var checked = ""
        do throws(Problem) {
            checked = try Remark.checked(number, field: "number", lengthMax: Self.numberLengthMax)
        } catch { faults = error.fields }
        let number = checked
        try DossierLedger.step(.publish, dossier, by: act, in: tx) { dossier in
            if dossier.returnMethod == .electronic, file == nil,
                try DossierPartsStore.result(of: dossier.id, in: tx)?.file == nil {
                faults.append(FieldFault("result-file", "dossier.result-file-missing"))
            }
            guard faults.isEmpty else { throw Problem.invalid(faults) }
            var isElectronic = false
            let facts = try ResultDraft.change(of: dossier, file: file, by: act, in: tx) { result in
                result.number = number
                isElectronic = result.file != nil
            }
            return facts.merging(["number": number, "electronic": isElectronic ? "1" : "0"]) { $1 }
        }
    }
}
