import Access
import Base

/// Giao ký (ký thay, thừa lệnh, thừa ủy quyền, thay mặt): who signs in whose name or form, from which day to which, in
/// which fields (NĐ 30/2020/NĐ-CP, article 13).
package struct SigningDelegation: Sendable, Equatable {
    package static let textLengthMax = 120
    package static let documentLengthMax = 200
    /// Both days count. Article 13 wants a time limit without saying one; a term of the council is longer than any.
    package static let daysMax = 5 * 366

    package let id: ID<SigningDelegation>
    package let agency: AgencyID
    package let signer: AccountID
    package let form: SigningForm
    /// In whose name, as it stands under a paper: "CHỦ TỊCH"; for the collective form "ỦY BAN NHÂN DÂN".
    package let principal: String
    /// The signer's title under a paper: "PHÓ CHỦ TỊCH".
    package let title: String
    /// Fields (lĩnh vực) of the catalogue; empty for all.
    package let fields: [String]
    /// The paper by which it was given: number, date.
    package let document: String
    package let from: LocalDate
    /// Nil: until it is revoked.
    package let through: LocalDate?
    package let madeBy: AccountID
    package let madeAt: Instant
    package var revokedAt: Instant?
    package var revokedBy: AccountID?

    package func state(on day: LocalDate) -> DayState {
        DayState(from: from, through: through, isRevoked: revokedAt != nil, on: day)
    }

    /// Today's right out of it.
    package var right: SigningRight {
        SigningRight(delegation: id.description, form: form, principal: principal, title: title, fields: Set(fields))
    }
}

/// What article 13 asks of each form.
package enum SigningRule {
    /// Whoever may be given a form: deputies of the head sign for them; heads of offices and of the centre, by order or
    /// by authority.
    package static func roles(for form: SigningForm) -> Set<Role> {
        switch form {
        case .collective, .deputy: [.leader]
        case .order, .authorised: [.officeHead, .centreDirector, .centreDeputy]
        }
    }

    /// Given by a paper of its own, limited in time (article 13, paragraph 3).
    static func needsPaper(_ form: SigningForm) -> Bool {
        switch form {
        case .authorised, .order: true
        case .collective, .deputy: false
        }
    }

    static func needsEnd(_ form: SigningForm) -> Bool {
        switch form {
        case .authorised: true
        case .order, .collective, .deputy: false
        }
    }

    /// What stands under a paper when nothing else was typed.
    package static func principal(of form: SigningForm) -> String {
        switch form {
        case .collective: "ỦY BAN NHÂN DÂN"
        case .deputy, .order, .authorised: "CHỦ TỊCH"
        }
    }
}
