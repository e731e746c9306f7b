import Access
import Base
import Blobs
import Deadlines
import Storage

/// Bổ sung hồ sơ: the person has brought or sent what was asked. The time starts anew (NĐ 61/2018, article 19.4),
/// unless it had run out when it was asked: what is late stays late.
package struct SupplyMore {
    let dossier: ID<Dossier>
    let answer: String
    let files: [StagedFile]
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, answer: String, files: [StagedFile], calendar: WorkCalendar) {
        self.dossier = dossier
        self.answer = answer
        self.files = files
        self.calendar = calendar
    }

    package func run(in tx: Transaction, act: Act) throws {
        let answer = try Remark.checked(answer, field: "answer")
        try DossierLedger.step(.supply, dossier, by: act, in: tx) { dossier in
            guard let supplement = try DossierPartsStore.supplement(of: dossier.id, in: tx) else {
                throw StorageError.badColumn("dossier_supplement", "nothing was asked of \(dossier.id)")
            }
            dossier.state = supplement.askedFrom
            if let accepted = dossier.acceptedAt,
                let term = try DossierPartsStore.content(of: dossier.id, in: tx).term
            {
                let answered = supplement.answered(at: act.at)
                dossier.dueAt = try Deadline.due(
                    for: DossierClock.matter(term, acceptedAt: accepted, supplement: answered), in: calendar)?.instant
            }
            try DossierPartsStore.answerSupplement(answer, of: dossier.id, at: act.at, in: tx)
            for file in files { try AddPaper.insert(file, component: 0, into: dossier, by: act, in: tx) }
            return ["files": "\(files.count)"]
        }
    }
}
