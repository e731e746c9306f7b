import Access
import Base
import Calendars
import Deadlines
import Identity
import Storage

/// What is asked of another agency.
package struct LegOrder: Sendable {
    let agency: AgencyID?
    let task: String
    /// Nil when the officer's words for it could not be read.
    let term: Term?

    package init(to agency: AgencyID?, task: String, term: Term?) {
        self.agency = agency
        self.task = task
        self.term = term
    }

    /// The order with its text tidied, and the agency.
    /// - Throws: every fault at once.
    fileprivate func checked(from own: AgencyID, in tx: Transaction) throws -> (Agency, String, Term) {
        var faults: [FieldFault] = []
        let found = try agency.flatMap { try AgencyStore.agency($0, in: tx) }
        if found == nil || found?.id == own { faults.append(FieldFault("agency", "dossier.leg-agency-missing")) }
        if term == nil { faults.append(FieldFault("term", "dossier.term-unknown")) }
        let task = try Remark.checked(task, field: "task", lengthMax: DossierLeg.taskLengthMax, beside: faults)
        guard faults.isEmpty, let found, let term else { throw Problem.invalid(faults) }
        return (found, task, term)
    }
}

/// Chuyển liên thông (giao): another agency gets a leg of the way. The agency that resolves stays answerable to the
/// person, and its own time runs on (NĐ 61/2018, article 19.6 and 19.7).
package struct SendOn {
    let dossier: ID<Dossier>
    let order: LegOrder

    package init(_ dossier: ID<Dossier>, _ order: LegOrder) {
        self.dossier = dossier
        self.order = order
    }

    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.sendOn, dossier, by: act, in: tx) { dossier in
            try Legs.begin(order, of: &dossier, from: dossier.agency, by: act, in: tx)
        }
    }
}

/// Nhận: somebody of the other agency takes the leg; its time begins.
package struct TakeOn {
    let dossier: ID<Dossier>
    let calendar: WorkCalendar

    package init(_ dossier: ID<Dossier>, calendar: WorkCalendar) {
        self.dossier = dossier
        self.calendar = calendar
    }

    /// - Throws: `leg-already-taken` (409) with who was faster.
    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.takeOn, dossier, by: act, in: tx) { dossier in
            let legs = try DossierLegStore.legs(of: dossier.id, in: tx)
            guard let leg = legs.last else { throw Problem.notFound }
            if let taken = leg.taken {
                throw Problem("leg-already-taken", status: 409,
                    arguments: ["name": taken.name, "code": dossier.code.text])
            }
            let due = try Deadline.due(for: leg.term, acceptedAt: act.at, in: calendar.of(leg.to)).instant
            // What was passed on is received here.
            if let before = legs.dropLast().last, before.received == nil {
                try DossierLegStore.receive(before.number, by: Legs.hand(of: act), of: dossier.id, in: tx)
            }
            try DossierLegStore.take(leg.number, by: Legs.hand(of: act), due: due, of: dossier.id, in: tx)
            return ["leg": "\(leg.number)", "leg-due": due.iso8601, "to-agency": leg.toName]
        }
    }
}

/// Chuyển tiếp: the agency has done its part and hands the dossier to the next one, for instance from the land office
/// to the tax office.
package struct PassOn {
    let dossier: ID<Dossier>
    let outcome: String
    let order: LegOrder

    package init(_ dossier: ID<Dossier>, outcome: String, _ order: LegOrder) {
        self.dossier = dossier
        self.outcome = outcome
        self.order = order
    }

    package func run(in tx: Transaction, act: Act) throws {
        let outcome = try Remark.checked(outcome, field: "outcome")
        try DossierLedger.step(.passOn, dossier, by: act, in: tx) { dossier in
            let leg = try DossierLegStore.checkTaken(of: dossier, in: tx)
            try DossierLegStore.giveBack(leg.number, by: Legs.hand(of: act), outcome: outcome, of: dossier.id, in: tx)
            let facts = try Legs.begin(order, of: &dossier, from: leg.to, by: act, in: tx)
            return facts.merging(["leg-result": outcome, "from-agency": leg.toName]) { $1 }
        }
    }
}

/// Giao trả: the agency has done its part; the dossier goes back to the one that resolves.
package struct GiveBack {
    let dossier: ID<Dossier>
    let outcome: String

    package init(_ dossier: ID<Dossier>, outcome: String) {
        self.dossier = dossier
        self.outcome = outcome
    }

    package func run(in tx: Transaction, act: Act) throws {
        let outcome = try Remark.checked(outcome, field: "outcome")
        try DossierLedger.step(.giveBack, dossier, by: act, in: tx) { dossier in
            let leg = try DossierLegStore.checkTaken(of: dossier, in: tx)
            try DossierLegStore.giveBack(leg.number, by: Legs.hand(of: act), outcome: outcome, of: dossier.id, in: tx)
            dossier.legAgency = nil
            return ["leg": "\(leg.number)", "leg-result": outcome, "from-agency": leg.toName]
        }
    }
}

/// Nhận lại: the agency that resolves has the dossier again. A leg that nobody has taken yet may be called back.
package struct ReceiveBack {
    let dossier: ID<Dossier>

    package init(_ dossier: ID<Dossier>) { self.dossier = dossier }

    /// - Throws: `leg-under-way` (409) while the other agency works on it.
    package func run(in tx: Transaction, act: Act) throws {
        try DossierLedger.step(.receiveBack, dossier, by: act, in: tx) { dossier in
            guard let leg = try DossierLegStore.legs(of: dossier.id, in: tx).last else { throw Problem.notFound }
            if leg.taken != nil, leg.givenBack == nil {
                throw Problem("leg-under-way", status: 409,
                    arguments: ["agency": leg.toName, "code": dossier.code.text])
            }
            try DossierLegStore.receive(leg.number, by: Legs.hand(of: act), of: dossier.id, in: tx)
            dossier.legAgency = nil
            return ["leg": "\(leg.number)", "from-agency": leg.toName]
        }
    }
}

/// What the deeds above have in common.
private enum Legs {
    static func hand(of act: Act) -> DossierLeg.Hand { DossierLeg.Hand(name: act.caller.name, at: act.at) }

    static func begin(
        _ order: LegOrder, of dossier: inout Dossier, from own: AgencyID, by act: Act, in tx: Transaction
    ) throws -> [String: String] {
        let (agency, task, term) = try order.checked(from: own, in: tx)
        let number = try DossierLegStore.legs(of: dossier.id, in: tx).count + 1
        try DossierLegStore.insert(DossierLeg(number: number, from: own, to: agency.id, toName: agency.name, task: task,
            term: term, sent: hand(of: act), taken: nil, dueAt: nil, givenBack: nil, outcome: "", received: nil),
            of: dossier.id, in: tx)
        dossier.legAgency = agency.id
        return ["leg": "\(number)", "to-agency": agency.name, "task": task, "leg-term": term.code]
    }
}
