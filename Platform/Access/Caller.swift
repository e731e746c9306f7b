import Base

/// Marks for ids of records that `Identity` owns and everybody refers to.
package enum AccountMark {}
package enum AgencyMark {}
package enum OfficeMark {}
/// Marks of `Mandates`: a paper by which one acts for another, and an organisation.
package enum MandateMark {}
package enum OrganisationMark {}
package typealias AccountID = ID<AccountMark>
package typealias AgencyID = ID<AgencyMark>
package typealias OfficeID = ID<OfficeMark>
package typealias MandateID = ID<MandateMark>
package typealias OrganisationID = ID<OrganisationMark>

/// Who asks: established once per request, from the session or the token, never from what the request says.
package enum Caller: Sendable, Equatable {
    /// Nobody has signed in.
    case anonymous
    /// A citizen (công dân) or somebody who acts for an organisation.
    case citizen(CitizenCaller)
    /// An official (cán bộ, công chức) of one agency.
    case staff(StaffCaller)
    /// The program itself: jobs, imports, the command line. The word says which.
    case system(String)

    package var account: AccountID? {
        switch self {
        case .citizen(let citizen): citizen.account
        case .staff(let staff): staff.account
        case .anonymous, .system: nil
        }
    }

    /// The name to show beside what the caller did.
    package var name: String {
        switch self {
        case .anonymous: ""
        case .citizen(let citizen): citizen.name
        case .staff(let staff): staff.name
        case .system(let word): word
        }
    }

    package var staff: StaffCaller? {
        guard case .staff(let staff) = self else { return nil }
        return staff
    }

    package var citizen: CitizenCaller? {
        guard case .citizen(let citizen) = self else { return nil }
        return citizen
    }

    /// What the journal writes as the role: the caller's roles joined by a comma, `citizen`, `anonymous` or `system`.
    package var roleText: String {
        switch self {
        case .anonymous: "anonymous"
        case .citizen: "citizen"
        case .staff(let staff): staff.roles.map(\.rawValue).sorted().joined(separator: ",")
        case .system: "system"
        }
    }
}

package struct CitizenCaller: Sendable, Equatable {
    package let account: AccountID
    package let name: String
    /// By which they may act for somebody else today (giấy uỷ quyền, người đại diện).
    package var mandates: Set<MandateID>
    /// Of which they are a member today.
    package var organisations: Set<OrganisationID>

    package init(
        account: AccountID, name: String, mandates: Set<MandateID> = [], organisations: Set<OrganisationID> = []
    ) {
        self.account = account
        self.name = name
        self.mandates = mandates
        self.organisations = organisations
    }
}

package struct StaffCaller: Sendable, Equatable {
    package let account: AccountID
    package let name: String
    /// The official's own; what they have of others today is in `standsInFor`.
    package let roles: Set<Role>
    package let agency: AgencyID
    /// The office (phòng) inside the agency; nil for the leaders of the agency.
    package let office: OfficeID?
    /// Those of the same agency who are away today and in whose place this official works.
    package let standsInFor: [StoodFor]
    /// What others have given them to sign, and as whom they sign what is theirs; empty for most.
    package let signsUnder: [SigningRight]
    /// Set while the official is away and somebody works in their place; nothing is taken from them by it.
    package let absence: Absence?

    package init(
        account: AccountID, name: String, roles: Set<Role>, agency: AgencyID, office: OfficeID?,
        standsInFor: [StoodFor] = [], signsUnder: [SigningRight] = [], absence: Absence? = nil
    ) {
        self.account = account
        self.name = name
        self.roles = roles
        self.agency = agency
        self.office = office
        self.standsInFor = standsInFor
        self.signsUnder = signsUnder
        self.absence = absence
    }

    /// The person in whose place this official holds what `account` holds; nil for everybody else's, and the own.
    package func standsIn(for account: AccountID?) -> StoodFor? { standsInFor.first { $0.account == account } }
}
