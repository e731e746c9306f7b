import Access
import Base
import Storage

/// Dời ngày hẹn trả: the calendar was changed, and the law's answer with it. Done by the program; the entry keeps the
/// dates that were promised - to the person, between agencies, inside the office - and why they moved.
struct MoveDue {
    /// Marks an entry that moves nothing of what the person was promised: it is told to officials alone.
    static let innerFact = "inner"

    let dossier: ID<Dossier>
    /// The person's date; nil when it stays.
    var due: Instant?
    /// The leg's, by its number; nil when it stays.
    var leg: (number: Int, old: Instant, new: Instant)?
    /// The step's; nil when it stays. It is kept nowhere but in derived rows, which follow this entry.
    var step: (old: Instant?, new: Instant?)?
    var reason = ""

    var movesAnything: Bool { due != nil || leg != nil || step != nil }

    func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.moveDue, dossier, by: act, in: tx) { dossier in
            var facts = ["reason": reason]
            if let due {
                facts["old-due"] = dossier.dueAt?.iso8601 ?? ""
                dossier.dueAt = due
            } else {
                facts[Self.innerFact] = "1"
            }
            if let leg {
                try DossierLegStore.setDue(leg.new, ofLeg: leg.number, of: dossier.id, in: tx)
                (facts["leg"], facts["old-leg-due"], facts["leg-due"])
                    = ("\(leg.number)", leg.old.iso8601, leg.new.iso8601)
            }
            if let step {
                (facts["old-step-due"], facts["step-due"]) = (step.old?.iso8601, step.new?.iso8601)
            }
            return facts
        }
    }
}
