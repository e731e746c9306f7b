import Access
import Base
import Web

/// That one thing in a citizen's profile is proven, by whom and when. Whatever has no proof is a claim.
package struct ProfileProof: Sendable, Equatable {
    package enum Field: String, Sendable, CaseIterable {
        case name
        case personalID = "personal-id"
        case birthDate = "birth-date"
        case sex, phone, email, address

        /// What the profile says there, as text: equal texts are the same value.
        package func value(in profile: CitizenProfile) -> String {
            switch self {
            case .name: profile.name
            case .personalID: profile.personalID?.digits ?? ""
            case .birthDate: profile.birthDate?.iso8601 ?? ""
            case .sex: profile.sex?.rawValue ?? ""
            case .phone: profile.phone?.digits ?? ""
            case .email: profile.email?.text ?? ""
            case .address: profile.address
            }
        }
    }

    package let field: Field
    /// The name of who has proven it, as people know it: `VNeID`; empty for a code that was sent there and came back.
    package let source: String
    /// How sure that is, as the source counts; 0 when it does not.
    package let level: Int
    package let at: Instant

    package init(field: Field, source: String, level: Int, at: Instant) {
        self.field = field
        self.source = source
        self.level = level
        self.at = at
    }

    /// Beside the value.
    package func tag(_ t: Strings) -> HTML {
        let day = at.localDate.description
        let words = source.isEmpty
            ? t("identity.proven.code", ["date": day]) : t("identity.proven", ["source": source, "date": day])
        return " \(Components.tag(words, .good))"
    }
}
