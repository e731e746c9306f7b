import Access
import Base
import Web

/// Xác nhận lại mật khẩu: before an act that cannot be undone, whoever sits at the screen says again who they are
/// (QCVN 12:2026/BCA, 2.2.12.2.6; ASVS 7.5.3).
package struct ConfirmPassword: Sendable {
    private let hasher: PasswordHasher

    /// - Parameter hasher: the one line in which all passwords of the process stand.
    package init(hasher: PasswordHasher) { self.hasher = hasher }

    /// - Throws: `invalid-form`, after many tries `sign-in-wait` (429), at the field `password`; `sign-in-busy` (503).
    package func check(_ request: WebRequest) async throws {
        let id = try request.act.requireAccount()
        let typed = request.form["password"]
        guard !typed.isEmpty else { throw Problem.invalid([FieldFault("password", "identity.old-password-missing")]) }
        try await AskedAgain.count(request, at: "password")
        let account = try await request.site.database.read { try AccountStore.account(id, in: $0) }
        guard try await hasher.verify(typed, against: account?.passwordHash) else {
            throw Problem.invalid([FieldFault("password", "identity.old-password-wrong")])
        }
        try await AskedAgain.settle(request)
    }
}
