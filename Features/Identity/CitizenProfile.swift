import Access
import Base

/// What a citizen told about themself at registration or later. Not proven: proof comes with the national e-ID.
package struct CitizenProfile: Sendable, Equatable {
    package let account: AccountID
    package var name: String
    package var personalID: PersonalID?
    package var phone: PhoneNumber?
    package var email: EmailAddress?
    package var birthDate: LocalDate?
    package var sex: Sex?
    package var address: String

    package init(
        account: AccountID, name: String, personalID: PersonalID? = nil, phone: PhoneNumber? = nil,
        email: EmailAddress? = nil, birthDate: LocalDate? = nil, sex: Sex? = nil, address: String = ""
    ) {
        self.account = account
        self.name = name
        self.personalID = personalID
        self.phone = phone
        self.email = email
        self.birthDate = birthDate
        self.sex = sex
        self.address = address
    }
}
