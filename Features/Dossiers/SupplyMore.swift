import Access
import Base
import Blobs
import Calendars
import Deadlines
import Storage

/// Bổ sung hồ sơ: the person has brought or sent what was asked. The time starts anew (NĐ 61/2018, article 19.4) or
/// goes on, as was decided when it was asked, unless it had run out then: what is late stays late.
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
            var record = try DossierClockStore.record(of: dossier.id, in: tx)
            guard let last = record.supplements.indices.last else {
                throw StorageError.badColumn("dossier_supplement", "nothing was asked of \(dossier.id)")
            }
            dossier.state = record.supplements[last].askedFrom
            (record.supplements[last].answeredAt, record.supplements[last].answer) = (act.at, answer)
            try DossierClockStore.answer(answer, of: dossier.id, at: act.at, in: tx)
            dossier.dueAt = try DossierClock.due(of: dossier, by: record, in: calendar, tx)
            for file in files { try AddPaper.insert(file, component: 0, into: dossier, by: act, in: tx) }
            return try DossierClock.goOnWithLeg(of: dossier, by: record, in: calendar, tx)
                .merging(["files": "\(files.count)"]) { $1 }
        }
    }
}
