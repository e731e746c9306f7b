import Access
import Base
import Journal
import Storage
import Web

/// Somebody chooses a new password for their own account, having given the old one. All its sessions end.
package struct ChangePassword: Sendable {
    /// The hash against which the old password was found right.
    package let verified: PasswordHash
    package let new: PasswordHash

    package init(verified: PasswordHash, new: PasswordHash) {
        self.verified = verified
        self.new = new
    }

    /// - Throws: `changed-meanwhile` (409) when the password is no longer the one that was verified.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        let id = try act.requireAccount()
        guard let account = try AccountStore.account(id, in: tx), account.state == .active else {
            throw Problem.notFound
        }
        guard account.passwordHash == verified else { throw Problem("changed-meanwhile", status: 409) }
        try AccountStore.set(new, mustChange: false, of: id, in: tx)
        try Sessions.endAll(of: id, in: tx)
        try Journal.append(JournalDraft("account.password-changed", of: "account", id.description,
            agency: act.permit.agency), by: act, in: tx)
    }
}
