import Access
import Base
import Dossiers
import Identity
import Journal
import Storage

/// Writes down that an official was called about a dossier, and what was said.
package struct RecordCall: Sendable {
    package let dossier: ID<Dossier>
    package let called: AccountID?
    package let said: String

    package init(about dossier: ID<Dossier>, to called: AccountID?, said: String) {
        self.dossier = dossier
        self.called = called
        self.said = said
    }

    /// - Throws: `not-found` for a dossier out of reach; `invalid-form` for somebody who does not work there, and for
    ///   nothing said or too much of it.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> ReminderCall {
        let about = try DossierStore.dossier(dossier, for: act.permit, in: tx)
        guard let caller = act.caller.staff else { throw Problem.forbidden }
        let member = try StaffStore.members(of: about.agency, on: act.at.localDate, in: tx)
            .first { $0.account == called }
        let words = VietnameseText.tidied(said)
        var faults: [FieldFault] = []
        if member == nil { faults.append(FieldFault("called", "call-called")) }
        if words.isEmpty { faults.append(FieldFault("said", "call-said")) }
        if words.count > ReminderCall.saidLengthMax {
            faults.append(FieldFault("said", "call-said-long", ["max": "\(ReminderCall.saidLengthMax)"]))
        }
        guard let member, faults.isEmpty else { throw Problem.invalid(faults) }
        let call = ReminderCall(id: ID(at: act.at), dossier: dossier, agency: about.agency, caller: caller.account,
            callerName: caller.name, called: member.account, calledName: member.name, at: act.at, said: words)
        try CallStore.insert(call, in: tx)
        // Not about the dossier itself: a call changes nothing of it.
        try Journal.append(
            JournalDraft("call.recorded", of: "call", call.id.description, agency: about.agency,
                facts: ["dossier": dossier.description, "code": about.code.text, "called": member.account.description]),
            by: act, in: tx)
        return call
    }
}
