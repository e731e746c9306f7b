import Access
import Base
import Identity

extension Act {
    /// That the permit was given for signing in and the own account: the deeds of this feature are of that kind.
    func requireSignInDoor() throws(Problem) {
        guard permit.permission == .identitySignIn else { throw .forbidden }
    }
}
