import Access
import Base
import Journal
import Storage

/// A citizen corrects what the account says about them. The phone number is also a name to sign in with, so changing it
/// needs the password, which the page has compared before.
package struct ChangeOwnProfile: Sendable {
    static let addressLengthMax = 250

    package let name: String
    /// As typed; empty when there is none any more.
    package let phone: String
    package let email: String
    package let address: String
    package let birthDate: LocalDate?
    /// The hash against which the password was found right; nil when nothing needed it.
    package let verified: PasswordHash?

    package init(
        name: String, phone: String, email: String, address: String, birthDate: LocalDate?, verified: PasswordHash?
    ) {
        self.name = name
        self.phone = phone
        self.email = email
        self.address = address
        self.birthDate = birthDate
        self.verified = verified
    }

    /// What can be told from the form alone.
    package func faults(of profile: CitizenProfile, today: LocalDate) -> [FieldFault] {
        var faults: [FieldFault] = []
        if VietnameseText.tidied(name).isEmpty { faults.append(FieldFault("name", "identity.own-name-missing")) }
        if name.count > RegisterCitizen.nameLengthMax { faults.append(FieldFault("name", "identity.name-too-long")) }
        if name != profile.name, let fault = NameLetters.fault("name", name) { faults.append(fault) }
        if phone.isEmpty, profile.personalID == nil {
            faults.append(FieldFault("phone", "identity.phone-or-id-missing"))
        }
        if !phone.isEmpty, PhoneNumber(phone) == nil { faults.append(FieldFault("phone", "identity.phone-shape")) }
        if !email.isEmpty, EmailAddress(email) == nil { faults.append(FieldFault("email", "identity.email-shape")) }
        if address.count > Self.addressLengthMax {
            faults.append(FieldFault("address", "identity.address-too-long", ["max": "\(Self.addressLengthMax)"]))
        }
        if let birthDate, birthDate > today {
            faults.append(FieldFault("birth-date", "identity.birth-date-shape"))
        }
        return faults
    }

    /// - Throws: `invalid-form`; `identity.phone-not-usable` on the phone when somebody else signs in with it;
    ///   `changed-meanwhile` (409) when the password is no longer the one that was verified.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identitySignIn)
        let id = try act.requireAccount()
        guard let old = try CitizenStore.profile(of: id, in: tx), let account = try AccountStore.account(id, in: tx)
        else { throw Problem.notFound }
        let faults = faults(of: old, today: act.at.localDate)
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        var new = old
        new.name = VietnameseText.tidied(name)
        new.phone = PhoneNumber(phone)
        new.email = EmailAddress(email)
        new.address = VietnameseText.tidied(address)
        new.birthDate = birthDate
        guard new != old else { return }
        if new.phone != old.phone {
            guard verified == account.passwordHash else { throw Problem("changed-meanwhile", status: 409) }
            if let phone = new.phone, try AccountStore.isTaken(LoginName(phone), in: tx) {
                throw Problem.invalid([FieldFault("phone", "identity.phone-not-usable")])
            }
            try AccountStore.replace(old.phone.map { LoginName($0) }, by: new.phone.map { LoginName($0) }, of: id,
                in: tx)
        }
        try CitizenStore.update(new, in: tx)
        // What somebody writes over a proven value is a claim again.
        for field in ProfileProof.Field.allCases where field.value(in: old) != field.value(in: new) {
            try ProofStore.remove(field, of: id, in: tx)
        }
        try Journal.append(JournalDraft("account.profile-changed", of: "account", id.description, agency: nil,
            facts: ["changed": Self.changes(old, new)]), by: act, in: tx)
    }

    /// The names of what changed, never the values: the journal is for ever.
    private static func changes(_ old: CitizenProfile, _ new: CitizenProfile) -> String {
        let changes = [
            ("name", old.name != new.name), ("phone", old.phone != new.phone), ("email", old.email != new.email),
            ("address", old.address != new.address), ("birth-date", old.birthDate != new.birthDate),
        ]
        return changes.filter(\.1).map(\.0).joined(separator: " ")
    }
}
