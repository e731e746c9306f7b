import Access
import Base
import Journal
import Storage

/// A citizen whom another system has recognised gets an account. It has no password; its owner may choose one later.
package struct RegisterProven: Sendable {
    let person: ProvenPerson
    /// Of a text that nobody knows: comparing with it takes as long as with any other.
    let password: PasswordHash

    package init(_ person: ProvenPerson, password: PasswordHash) {
        self.person = person
        self.password = password
    }

    /// - Throws: `proven-elsewhere` (409) when the personal id is proven for another account already; `proven-nameless`
    ///   when the system did not say who it is.
    package func run(in tx: Transaction, act: Act) throws -> AccountID {
        try act.require(.identitySignIn)
        let name = VietnameseText.tidied(String(person.name.prefix(RegisterCitizen.nameLengthMax)))
        guard !name.isEmpty else { throw Problem("proven-nameless") }
        let id = AccountID(at: act.at)
        try AccountStore.insert(Account(id: id, kind: .citizen, state: .active, passwordHash: password,
            mustChangePassword: false, createdAt: act.at), logins: [], in: tx)
        try AccountStore.setHasNoPassword(id, in: tx)
        try CitizenStore.insert(CitizenProfile(account: id, name: name), in: tx)
        try AcceptProof(person, for: id).run(in: tx, act: act)
        try Journal.append(JournalDraft("account.registered", of: "account", id.description, agency: nil,
            facts: ["by": "provider", "provider": person.source]), by: act, in: tx)
        return id
    }
}
