import Access
import Base
import Deadlines
import Storage

/// Yêu cầu thực hiện nghĩa vụ tài chính (national status 6): the person pays a tax or a levy; the time until then
/// is not the agency's (handbook 1.3, rule 9).
package struct AskDuty {
    let dossier: ID<Dossier>
    /// What is to be paid, to whom, by which notice.
    let duty: String

    package init(_ dossier: ID<Dossier>, duty: String) {
        self.dossier = dossier
        self.duty = duty
    }

    package func run(in tx: Transaction, act: Act) throws {
        let duty = try Remark.checked(duty, field: "duty")
        try DossierLedger.step(.askDuty, dossier, by: act, in: tx) { dossier in
            try DossierStops.begin(.financialDuty, basis: duty, of: &dossier, by: act, in: tx)
            return ["duty": duty]
        }
    }
}

/// Đã thực hiện nghĩa vụ tài chính: the proof is here, the clock goes on.
package struct SettleDuty {
    let dossier: ID<Dossier>
    /// The number of the receipt or of the transfer.
    let proof: String
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, proof: String, calendar: WorkCalendar) {
        self.dossier = dossier
        self.proof = proof
        self.calendar = calendar
    }

    package func run(in tx: Transaction, act: Act) throws {
        let proof = try Remark.checked(proof, field: "proof")
        try DossierLedger.step(.settleDuty, dossier, by: act, in: tx) { dossier in
            try DossierStops.end(proof: proof, of: &dossier, calendar, by: act, in: tx)
        }
    }
}

/// Tạm dừng tính thời gian for a posting, a survey or a council, by the law of the field.
package struct SuspendDossier {
    let dossier: ID<Dossier>
    let ground: Stop.Ground?
    /// The article or the decision that lets the clock stand.
    let basis: String

    package init(_ dossier: ID<Dossier>, ground: Stop.Ground?, basis: String) {
        self.dossier = dossier
        self.ground = ground
        self.basis = basis
    }

    package func run(in tx: Transaction, act: Act) throws {
        let basis = try Remark.checked(basis, field: "basis")
        guard let ground, DossierStop.groundsToChoose.contains(ground) else {
            throw Problem.invalid([FieldFault("ground", "dossier.ground-missing")])
        }
        try DossierLedger.step(.suspend, dossier, by: act, in: tx) { dossier in
            try DossierStops.begin(ground, basis: basis, of: &dossier, by: act, in: tx)
            return ["ground": ground.rawValue, "basis": basis]
        }
    }
}

/// Tiếp tục tính thời gian.
package struct ResumeDossier {
    let dossier: ID<Dossier>
    /// How it ended: the number of the minutes, the day the notice was taken down.
    let proof: String
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, proof: String, calendar: WorkCalendar) {
        self.dossier = dossier
        self.proof = proof
        self.calendar = calendar
    }

    package func run(in tx: Transaction, act: Act) throws {
        let proof = try Remark.checked(proof, field: "proof")
        try DossierLedger.step(.resume, dossier, by: act, in: tx) { dossier in
            try DossierStops.end(proof: proof, of: &dossier, calendar, by: act, in: tx)
        }
    }
}

/// What the deeds above have in common.
private enum DossierStops {
    static func begin(
        _ ground: Stop.Ground, basis: String, of dossier: inout Dossier, by act: Act, in tx: Transaction
    ) throws {
        let number = try DossierClockStore.record(of: dossier.id, in: tx).stops.count + 1
        if dossier.legAgency != nil { try DossierLegStore.checkTaken(of: dossier, in: tx) }
        dossier.dueAt = nil
        try DossierClockStore.begin(DossierStop(number: number, ground: ground, basis: basis, from: act.at, to: nil,
            goesBackTo: dossier.legAgency == nil ? .inProgress : .atAgency, proof: ""), of: dossier.id, in: tx)
    }

    /// - Returns: the facts to tell.
    static func end(
        proof: String, of dossier: inout Dossier, _ calendar: WorkCalendar, by act: Act, in tx: Transaction
    ) throws -> [String: String] {
        var record = try DossierClockStore.record(of: dossier.id, in: tx)
        guard let last = record.stops.indices.last, record.stops[last].to == nil else {
            throw StorageError.badColumn("dossier_stop", "no clock stands for \(dossier.id)")
        }
        (record.stops[last].to, record.stops[last].proof) = (act.at, proof)
        dossier.state = record.stops[last].goesBackTo
        try DossierClockStore.end(record.stops[last].number, proof: proof, of: dossier.id, at: act.at, in: tx)
        dossier.dueAt = try DossierClock.due(of: dossier, by: record, in: calendar, tx)
        return try DossierClock.goOnWithLeg(of: dossier, by: record, in: calendar, tx).merging(["proof": proof]) { $1 }
    }
}
