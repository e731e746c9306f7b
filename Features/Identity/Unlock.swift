import Access
import Base
import Storage

/// Mở khóa phiên: whoever rested too long gives the password again, and the session goes on. Counted and compared like
/// a sign-in (`SignIn.open`), so that a locked screen is no place for guessing.
package struct Unlock: Sendable {
    let account: AccountID
    let signIn: SignIn

    /// The try for whoever's session is locked; nil when the account is gone.
    static func of(_ account: AccountID, address: String, in snapshot: Snapshot) throws -> Unlock? {
        guard let login = try AccountStore.logins(of: account, in: snapshot).first else { return nil }
        return Unlock(account: account, signIn: SignIn(login: login, address: address))
    }

    /// - Returns: whether the session may go on. The second factor was shown when it began.
    func close(_ challenge: SignIn.Challenge, isRight: Bool, in tx: Transaction, act: Act) throws -> Bool {
        try act.require(.identitySignIn)
        let found = try AccountStore.account(account, in: tx)
        let ending = SignInEnding(
            account: account, agency: try StaffStore.member(account, in: tx)?.agency, network: signIn.network)
        guard isRight, found?.state == .active, found?.passwordHash == challenge.hash else {
            try ending.failed(in: tx, act: act)
            return false
        }
        try signIn.settle(challenge, in: tx)
        try ending.unlocked(account, in: tx, act: act)
        return true
    }
}
