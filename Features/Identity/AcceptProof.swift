import Access
import Base
import Journal
import Storage

/// A citizen's profile takes over what another system has proven. Name, date of birth, sex and personal id are the
/// system's; telephone, mail and address stay as their owner wrote them, unless there is nothing yet.
package struct AcceptProof: Sendable {
    let person: ProvenPerson
    let account: AccountID

    package init(_ person: ProvenPerson, for account: AccountID) {
        self.person = person
        self.account = account
    }

    /// The account that holds the proven personal id, and whether it is proven there.
    package static func holder(
        of personalID: PersonalID, in snapshot: Snapshot
    ) throws -> (account: AccountID, isProven: Bool)? {
        guard let profile = try CitizenStore.profile(personalID: personalID, in: snapshot) else { return nil }
        let isProven = try ProofStore.isProven(.personalID, of: profile.account, in: snapshot)
        return (profile.account, isProven)
    }

    /// - Throws: `proven-elsewhere` (409) when the personal id is proven for another account, `proven-otherwise` (409)
    ///   when another one is proven for this account. Neither changes anything.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        guard let old = try CitizenStore.profile(of: account, in: tx) else { throw Problem.notFound }
        if let personalID = person.personalID, personalID != old.personalID {
            guard try !ProofStore.isProven(.personalID, of: account, in: tx) else {
                throw Problem("proven-otherwise", status: 409)
            }
            try Self.free(personalID, for: person.source, in: tx, act: act)
            try CitizenStore.set(personalID, of: account, in: tx)
            try AccountStore.replace(old.personalID.map { LoginName($0) }, by: LoginName(personalID), of: account,
                in: tx)
        }
        var new = old
        new.personalID = person.personalID ?? old.personalID
        if !person.name.isEmpty { new.name = person.name }
        new.birthDate = person.birthDate ?? old.birthDate
        new.sex = person.sex ?? old.sex
        new.email = old.email ?? person.email
        if old.address.isEmpty { new.address = person.address }
        if old.phone == nil, let phone = person.phone, try !AccountStore.isTaken(LoginName(phone), in: tx) {
            new.phone = phone
            try AccountStore.replace(nil, by: LoginName(phone), of: account, in: tx)
        }
        if new != old { try CitizenStore.update(new, in: tx) }
        try prove(new, in: tx, at: act.at)
    }

    /// A claim gives way to a proof: whoever only wrote down somebody's number loses it, and with it nothing else.
    static func free(_ personalID: PersonalID, for source: String, in tx: Transaction, act: Act) throws {
        guard let holder = try holder(of: personalID, in: tx) else { return }
        guard !holder.isProven else { throw Problem("proven-elsewhere", status: 409) }
        try CitizenStore.set(nil, of: holder.account, in: tx)
        try AccountStore.replace(LoginName(personalID), by: nil, of: holder.account, in: tx)
        try Journal.append(JournalDraft("account.claim-lost", of: "account", holder.account.description, agency: nil,
            facts: ["field": ProfileProof.Field.personalID.rawValue, "proven-by": source]), by: act, in: tx)
    }

    private func prove(_ profile: CitizenProfile, in tx: Transaction, at now: Instant) throws {
        var said = CitizenProfile(account: account, name: person.name, personalID: person.personalID,
            phone: person.phone, email: person.email, birthDate: person.birthDate, sex: person.sex)
        said.address = person.address
        for field in ProfileProof.Field.allCases {
            let value = field.value(in: said)
            guard !value.isEmpty, value == field.value(in: profile) else { continue }
            try ProofStore.save(ProfileProof(field: field, source: person.source, level: person.level, at: now),
                of: account, in: tx)
        }
    }
}
