import Access
import Base
import Journal
import Storage
import Web

/// What the owner does to a confirmed one, after showing a code once more: a session that was left open is not enough.
struct ChangeSecondFactor: Sendable {
    enum Change: Sendable {
        /// Other codes on paper, shown this once; the old ones open nothing any more.
        case renew([String])
        case remove
    }

    let change: Change
    let typed: String
    /// The session in which it is done goes on, see `WebRequest.sessionKey`; all others end.
    let own: String

    /// - Throws: `identity.code-missing`, `identity.code-wrong`; `second-factor-none`, `second-factor-needed` (409).
    func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        let id = try act.requireAccount()
        guard let factor = try SecondFactorStore.factor(of: id, in: tx), factor.confirmedAt != nil else {
            throw Problem("second-factor-none", status: 409)
        }
        if case .remove = change, let staff = act.caller.staff,
            try SecondFactorRuleStore.rule(of: staff.agency, in: tx).demands(staff.roles)
        {
            throw Problem("second-factor-needed", status: 409)
        }
        guard !typed.isEmpty else { throw Problem.invalid([FieldFault("code", "identity.code-missing")]) }
        guard let step = factor.code.step(ofTyped: typed, at: act.at, after: factor.lastStep),
            try SecondFactorStore.take(step: step, of: id, in: tx)
        else { throw Problem.invalid([FieldFault("code", "identity.code-wrong")]) }
        switch change {
        case .renew(let codes):
            try SecondFactorStore.replaceCodes(codes.compactMap(RecoveryCode.digest), of: id, in: tx)
        case .remove: try SecondFactorStore.remove(id, in: tx)
        }
        _ = try Sessions.endOthers(than: own, of: id, in: tx)
        try Journal.append(JournalDraft(change.entryKind, of: "account", id.description, agency: act.permit.agency),
            by: act, in: tx)
    }
}

extension ChangeSecondFactor.Change {
    var entryKind: String {
        switch self {
        case .renew: "account.recovery-codes-renewed"
        case .remove: "account.second-factor-removed"
        }
    }
}
