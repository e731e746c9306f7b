import Base
import Identity

/// Người được đại diện: for whom somebody acts. They need no account and no telephone; an organisation stands here by
/// its name and tax code.
package struct Principal: Sendable, Equatable {
    static let nameLengthMax = 120
    static let addressLengthMax = 250

    package var name: String
    /// 12 digits; empty for an organisation.
    package var personalID: String
    /// Empty when they have none.
    package var phone: String
    package var address: String
    package var birthDate: LocalDate?

    package init(
        name: String, personalID: String = "", phone: String = "", address: String = "", birthDate: LocalDate? = nil
    ) {
        self.name = name
        self.personalID = personalID
        self.phone = phone
        self.address = address
        self.birthDate = birthDate
    }

    /// With its text tidied, and all that is wrong with a person; organisations are judged by `Organisation`.
    func tidied() -> (principal: Principal, faults: [FieldFault]) {
        var (tidy, faults) = (self, [FieldFault]())
        tidy.name = VietnameseText.tidied(name)
        if tidy.name.isEmpty {
            faults.append(FieldFault("name", "mandate.name-missing"))
        } else if tidy.name.count > Self.nameLengthMax || !tidy.name.contains(where: \.isLetter) {
            faults.append(FieldFault("name", "mandate.name-shape"))
        } else if let fault = NameLetters.fault("name", tidy.name) {
            faults.append(fault)
        }
        if let id = PersonalID(personalID) {
            tidy.personalID = id.digits
        } else {
            faults.append(FieldFault("personal-id", "mandate.personal-id-shape"))
        }
        if let number = PhoneNumber(phone) {
            tidy.phone = number.digits
        } else if !phone.isEmpty {
            faults.append(FieldFault("phone", "mandate.phone-shape"))
        }
        tidy.address = VietnameseText.tidied(address)
        if tidy.address.count > Self.addressLengthMax {
            faults.append(FieldFault("address", "mandate.too-long", ["max": "\(Self.addressLengthMax)"]))
        }
        return (tidy, faults)
    }

    /// Whether an account that tells this about itself is meant. The number alone is not enough: who guesses it knows
    /// no name with it.
    func isNamed(by profile: CitizenProfile) -> Bool {
        guard let number = profile.personalID?.digits, number == personalID else { return false }
        let isSameDay = birthDate == nil || profile.birthDate == nil || birthDate == profile.birthDate
        return isSameDay && VietnameseText.folded(profile.name) == VietnameseText.folded(name)
    }
}
