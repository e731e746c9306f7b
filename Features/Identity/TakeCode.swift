import Access
import Base
import Journal
import Storage

/// A code comes back. Counted before it is compared; right, it makes the account or proves its number.
struct TakeCode: Sendable {
    let browser: String
    let typed: String

    enum Opening: Sendable {
        /// Ten minutes are over, or five tries.
        case over
        case compared(ContactCode, isRight: Bool)
    }

    func open(in tx: Transaction, act: Act) throws -> Opening {
        try act.require(.identitySignIn)
        guard let code = try ContactCodeStore.code(of: browser, in: tx), !code.isOver(at: act.at) else { return .over }
        try ContactCodeStore.countTry(of: browser, in: tx)
        return .compared(code, isRight: code.matches(typed, browser: browser))
    }

    /// - Returns: the account, and where its owner was going.
    /// - Throws: `contact-code-over` (409) when the code was used meanwhile; `changed-meanwhile` (409) when the number
    ///   is no longer the account's.
    func close(_ code: ContactCode, in tx: Transaction, act: Act) throws -> (account: AccountID, next: String) {
        try act.require(.identitySignIn)
        guard try ContactCodeStore.code(of: browser, in: tx)?.digest == code.digest else {
            throw Problem("contact-code-over", status: 409)
        }
        try ContactCodeStore.remove(of: browser, in: tx)
        let account: AccountID
        var going = ""
        switch code.purpose {
        case .registration(let deed, let next):
            account = try Self.withoutForeignID(deed, in: tx).run(in: tx, act: act)
            going = next
        case .ownNumber(let id):
            guard try CitizenStore.profile(of: id, in: tx)?.phone == code.phone else {
                throw Problem("changed-meanwhile", status: 409)
            }
            account = id
        }
        try ProofStore.save(ProfileProof(field: .phone, source: "", level: 0, at: act.at), of: account, in: tx)
        try Journal.append(JournalDraft("account.phone-proven", of: "account", account.description, agency: nil),
            by: act, in: tx)
        return (account, going)
    }

    /// A personal id that is written down in another account is left out, without a word. The own page tells it all the
    /// same: whoever asks for numbers of others pays a telephone and a wait for each.
    private static func withoutForeignID(_ deed: RegisterCitizen, in tx: Transaction) throws -> RegisterCitizen {
        guard let number = PersonalID(deed.personalID), try AccountStore.isTaken(LoginName(number), in: tx) else {
            return deed
        }
        return RegisterCitizen(name: deed.name, phone: deed.phone, personalID: "", password: deed.password)
    }
}
