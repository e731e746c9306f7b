import Access
import Base
import Journal
import Storage

/// A citizen makes an account with a phone number, a personal id, or both.
package struct RegisterCitizen: Sendable {
    static let nameLengthMax = 100
    /// The fault of a number that has an account: pages never show it, see `RegisterPages`.
    static let taken = "identity.login-has-account"

    package let name: String
    /// As typed; empty when not given.
    package let phone: String
    /// As typed; empty when not given.
    package let personalID: String
    package let password: PasswordHash

    package init(name: String, phone: String, personalID: String, password: PasswordHash) {
        self.name = name
        self.phone = phone
        self.personalID = personalID
        self.password = password
    }

    /// What can be told from the form alone, before the slow work of hashing.
    package static func faults(name: String, phone: String, personalID: String, password: String) -> [FieldFault] {
        var faults: [FieldFault] = []
        if VietnameseText.tidied(name).isEmpty { faults.append(FieldFault("name", "identity.own-name-missing")) }
        if name.count > nameLengthMax { faults.append(FieldFault("name", "identity.name-too-long")) }
        if let fault = NameLetters.fault("name", name) { faults.append(fault) }
        if phone.isEmpty, personalID.isEmpty { faults.append(FieldFault("phone", "identity.phone-or-id-missing")) }
        if !phone.isEmpty, PhoneNumber(phone) == nil { faults.append(FieldFault("phone", "identity.phone-shape")) }
        if !personalID.isEmpty, PersonalID(personalID) == nil {
            faults.append(FieldFault("personal-id", "identity.personal-id-shape"))
        }
        let logins = [PhoneNumber(phone)?.digits, PersonalID(personalID)?.digits].compactMap(\.self)
        if let fault = PasswordRule.fault(in: password, for: .citizen, logins: logins) {
            faults.append(FieldFault("password", fault, ["min": String(PasswordRule.citizenLengthMin)]))
        }
        return faults
    }

    /// - Throws: `invalid-form`; a number that has an account already is `login-has-account` on its field.
    package func run(in tx: Transaction, act: Act) throws -> AccountID {
        try act.require(.identitySignIn)
        let (phone, personalID) = (PhoneNumber(self.phone), PersonalID(self.personalID))
        var faults: [FieldFault] = []
        var logins: [LoginName] = []
        if let phone { logins.append(LoginName(phone)) }
        if let personalID { logins.append(LoginName(personalID)) }
        if let fault = NameLetters.fault("name", name) { faults.append(fault) }
        if logins.isEmpty { faults.append(FieldFault("phone", "identity.phone-or-id-missing")) }
        if let phone, try AccountStore.isTaken(LoginName(phone), in: tx) {
            faults.append(FieldFault("phone", Self.taken))
        }
        if let personalID, try AccountStore.isTaken(LoginName(personalID), in: tx) {
            faults.append(FieldFault("personal-id", Self.taken))
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        let id = AccountID(at: act.at)
        try AccountStore.insert(Account(id: id, kind: .citizen, state: .active, passwordHash: password,
            mustChangePassword: false, createdAt: act.at), logins: logins, in: tx)
        try CitizenStore.insert(CitizenProfile(account: id, name: VietnameseText.tidied(name), personalID: personalID,
            phone: phone), in: tx)
        try Journal.append(JournalDraft("account.registered", of: "account", id.description, agency: nil,
            facts: ["by": phone == nil ? "personal-id" : "phone"]), by: act, in: tx)
        return id
    }
}
