import Base

/// Who somebody is by the word of another system that has looked at their papers (VNeID). What it did not say is nil or
/// empty.
package struct ProvenPerson: Sendable, Equatable {
    /// The system's name as people know it.
    package let source: String
    /// How sure it is, as it counts: mức độ 1 or 2 of the national e-ID (NĐ 69/2024); 0 when it does not say.
    package let level: Int
    package var name = ""
    package var personalID: PersonalID?
    package var birthDate: LocalDate?
    package var sex: Sex?
    package var phone: PhoneNumber?
    package var email: EmailAddress?
    package var address = ""

    package init(source: String, level: Int) {
        self.source = source
        self.level = level
    }
}
