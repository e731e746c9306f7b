import Access
import Base
import Journal
import Storage
import Web

/// Cấp lại mật khẩu tại quầy: a citizen who has forgotten the password shows the identity card, and gets a one-time
/// password for the account that carries the number and the name of that card. Nothing of the account is shown, so the
/// officer learns no more than the card says.
///
/// A telephone number alone is no ground: it says nothing about who stands there. Whoever has only that makes an
/// account by the number of the card and takes the dossiers over.
package struct ResetAtCounter: Sendable {
    package let name: String
    package let personalID: String
    package let hasSeenCard: Bool
    /// The device of the second factor and the codes on paper are lost as well.
    package let losesSecondFactor: Bool
    package let oneTimePassword: PasswordHash

    package init(
        name: String, personalID: String, hasSeenCard: Bool, losesSecondFactor: Bool, oneTimePassword: PasswordHash
    ) {
        self.name = name
        self.personalID = personalID
        self.hasSeenCard = hasSeenCard
        self.losesSecondFactor = losesSecondFactor
        self.oneTimePassword = oneTimePassword
    }

    /// What can be told from the form alone, before the slow work of hashing.
    package static func faults(name: String, personalID: String, hasSeenCard: Bool) -> [FieldFault] {
        var faults: [FieldFault] = []
        if VietnameseText.tidied(name).isEmpty { faults.append(FieldFault("name", "identity.name-missing")) }
        if PersonalID(personalID) == nil { faults.append(FieldFault("personal-id", "identity.personal-id-shape")) }
        if !hasSeenCard { faults.append(FieldFault("card", "identity.card-unseen")) }
        return faults
    }

    /// - Throws: `invalid-form`; `identity.no-account-of-card` when no open account with a password carries both.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityResetAtCounter)
        let faults = Self.faults(name: name, personalID: personalID, hasSeenCard: hasSeenCard)
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        guard let account = try account(in: tx) else {
            throw Problem.invalid([FieldFault("personal-id", "identity.no-account-of-card")])
        }
        try AccountStore.set(oneTimePassword, mustChange: true, endsAt: OneTimePassword.end(from: act.at), of: account,
            in: tx)
        if losesSecondFactor { try SecondFactorStore.remove(account, in: tx) }
        try Sessions.endAll(of: account, in: tx)
        for login in try AccountStore.logins(of: account, in: tx) { try ThrottleStore.clear(.login, login, in: tx) }
        try Journal.append(JournalDraft("account.reset-at-counter", of: "account", account.description,
            agency: act.permit.agency, facts: ["second-factor": losesSecondFactor ? "removed" : "kept"]),
            by: act, in: tx)
    }

    /// One answer for every reason why there is none: the officer is not told which accounts there are.
    private func account(in tx: Transaction) throws -> AccountID? {
        guard let number = PersonalID(personalID),
            let profile = try CitizenStore.profile(personalID: number, in: tx),
            VietnameseText.folded(profile.name) == VietnameseText.folded(VietnameseText.tidied(name)),
            let account = try AccountStore.account(profile.account, in: tx), account.state == .active,
            try AccountStore.hasPassword(account.id, in: tx)
        else { return nil }
        return account.id
    }
}
