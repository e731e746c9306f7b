import Access
import Base
import Journal
import Storage
import Web

/// The first code was typed: from now on it is asked for.
struct ConfirmSecondFactor: Sendable {
    let typed: String
    /// The codes on paper, shown this once.
    let codes: [String]

    /// - Throws: `identity.code-missing`, `identity.code-wrong`; `second-factor-none` (409) when none was begun or
    ///   it is confirmed already.
    func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        let id = try act.requireAccount()
        guard let factor = try SecondFactorStore.factor(of: id, in: tx), factor.confirmedAt == nil else {
            throw Problem("second-factor-none", status: 409)
        }
        guard !typed.isEmpty else { throw Problem.invalid([FieldFault("code", "identity.code-missing")]) }
        guard let step = factor.code.step(ofTyped: typed, at: act.at, after: nil) else {
            throw Problem.invalid([FieldFault("code", "identity.code-wrong")])
        }
        try SecondFactorStore.confirm(id, step: step, at: act.at, in: tx)
        try SecondFactorStore.replaceCodes(codes.compactMap(RecoveryCode.digest), of: id, in: tx)
        // Whoever else has a session of this account did not show the second factor.
        try Sessions.endAll(of: id, in: tx)
        try Journal.append(JournalDraft("account.second-factor-set", of: "account", id.description,
            agency: act.permit.agency), by: act, in: tx)
    }
}
