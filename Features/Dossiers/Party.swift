import Base
import Identity
import Storage

/// A person of a dossier. The applicant (chủ hồ sơ) owns the matter; the filer (người nộp) brings it. They are two
/// roles from the first screen, often of one person.
package struct Party: Sendable, Equatable {
    package enum Role: String, Sendable, SQLConvertible {
        case applicant, filer
    }

    package static let nameLengthMax = 120
    package static let addressLengthMax = 250

    package var name: String
    /// 12 digits, or 9 on old papers; empty when not given.
    package var personalID: String
    package var phone: String
    package var email: String
    package var address: String
    package var birthDate: LocalDate?

    package init(name: String, personalID: String = "", phone: String = "", email: String = "", address: String = "",
        birthDate: LocalDate? = nil
    ) {
        self.name = name
        self.personalID = personalID
        self.phone = phone
        self.email = email
        self.address = address
        self.birthDate = birthDate
    }

    /// The party with its text tidied, or every fault of it at once. `prefix` is put before the field names.
    package func checked(prefix: String) throws(Problem) -> Party {
        var party = self
        var faults: [FieldFault] = []
        party.name = VietnameseText.tidied(name)
        if party.name.isEmpty {
            faults.append(FieldFault(prefix + "name", "dossier.name-missing"))
        } else if party.name.count > Self.nameLengthMax || !party.name.contains(where: \.isLetter) {
            faults.append(FieldFault(prefix + "name", "dossier.name-shape", ["max": "\(Self.nameLengthMax)"]))
        } else if let fault = NameLetters.fault(prefix + "name", party.name) {
            faults.append(fault)
        }
        party.personalID = personalID.filter { !" .-".contains($0) }
        if !party.personalID.isEmpty, ![9, 12].contains(party.personalID.count) || !Self.isDigits(party.personalID) {
            faults.append(FieldFault(prefix + "personal-id", "dossier.personal-id-shape"))
        }
        if !phone.isEmpty {
            if let number = PhoneNumber(phone) {
                party.phone = number.digits
            } else {
                faults.append(FieldFault(prefix + "phone", "dossier.phone-shape"))
            }
        }
        party.email = VietnameseText.tidied(email)
        if !party.email.isEmpty, EmailAddress(party.email) == nil {
            faults.append(FieldFault(prefix + "email", "dossier.email-shape"))
        }
        party.address = VietnameseText.tidied(address)
        if party.address.count > Self.addressLengthMax {
            faults.append(FieldFault(prefix + "address", "dossier.too-long", ["max": "\(Self.addressLengthMax)"]))
        }
        guard faults.isEmpty else { throw .invalid(faults) }
        return party
    }

    /// Whether `digits` are the last four of the id or the phone: the second secret of a look-up by code.
    package func answers(lastFour digits: String) -> Bool {
        digits.count == 4 && Self.isDigits(digits) && (personalID.hasSuffix(digits) || phone.hasSuffix(digits))
    }

    private static func isDigits(_ text: String) -> Bool { text.allSatisfy { ("0"..."9").contains($0) } }
}
