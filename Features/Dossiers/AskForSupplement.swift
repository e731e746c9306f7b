import Access
import Base
import Deadlines
import Storage

/// Yêu cầu bổ sung (form 02): once, all points at once, in writing (handbook 1.3, rule 4). The clock stands.
///
/// A second time only a leader may ask, who says why; the dossier then counts as late in the index of QĐ 766/QĐ-TTg.
package struct AskForSupplement {
    let dossier: ID<Dossier>
    /// One point a line.
    let points: String
    /// The leader's reason for asking a second time; nil for the first.
    let override: String?
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, points: String, override: String? = nil, calendar: WorkCalendar) {
        self.dossier = dossier
        self.points = points
        self.override = override
        self.calendar = calendar
    }

    package func run(in tx: Transaction, act: Act) throws {
        let points = try Remark.checked(points, field: "points")
        let reason = try override.map { try Remark.checked($0, field: "reason") }
        try DossierLedger.step(reason == nil ? .askSupplement : .askAgain, dossier, by: act, in: tx) { dossier in
            let rounds = try DossierClockStore.record(of: dossier.id, in: tx).supplements.count
            guard (rounds == 0) == (reason == nil) else {
                throw Problem(rounds == 0 ? "supplement-not-asked-yet" : "supplement-only-once", status: 409,
                    arguments: ["code": dossier.code.text])
            }
            // Accepted or not, here or elsewhere, tells who asked.
            let askedFrom: DossierState = dossier.acceptedAt == nil
                ? .submitted : dossier.legAgency == nil ? .inProgress : .atAgency
            let effect = try DossierClock.effect(of: dossier, isFirst: rounds == 0, at: act.at, in: calendar)
            dossier.dueAt = nil
            dossier.isAskedAgain = rounds > 0
            try DossierClockStore.insert(Supplement(askedAt: act.at, askedFrom: askedFrom, effect: effect,
                points: points, reason: reason ?? "", answeredAt: nil, answer: ""), round: rounds + 1, of: dossier.id,
                in: tx)
            guard let reason else { return ["points": points] }
            return ["points": points, "override": reason, "supplements": "\(rounds + 1)"]
        }
    }
}
