import Base

/// Somebody who is away and in whose place an official works today (người được làm thay).
package struct StoodFor: Sendable, Hashable {
    package let account: AccountID
    package let name: String
    /// The absent person's office, to which the carried roles reach; nil for somebody of the whole agency.
    package let office: OfficeID?
    /// The absent person's roles as far as they are carried; often all, for a leader none.
    package let roles: Set<Role>
    /// The last day of it, included.
    package let until: LocalDate

    /// - Parameter roles: all that the absent person holds; what is never carried is left out here.
    package init(account: AccountID, name: String, office: OfficeID?, roles: Set<Role>, until: LocalDate) {
        self.account = account
        self.name = name
        self.office = office
        self.roles = roles.filter(\.isCarriedByStandIn)
        self.until = until
    }

    /// The same with those roles only; nil when none is left.
    func narrowed(to wanted: Set<Role>) -> StoodFor? {
        let left = roles.intersection(wanted)
        return left.isEmpty ? nil : StoodFor(account: account, name: name, office: office, roles: left, until: until)
    }

    /// What the journal says of a deed that was done in this person's place.
    package var facts: [String: String] {
        [Self.accountFact: account.description, Self.nameFact: name]
    }

    package static let accountFact = "on-behalf-of"
    package static let nameFact = "on-behalf-of-name"
}

extension Role {
    /// What a stand-in has of the absent person's roles: the daily work of an office, which would lie otherwise.
    ///
    /// Signing is not carried: who signs for whom (KT., TL., TUQ.) is ordered on paper and for named matters
    /// (NĐ 30/2020/NĐ-CP, article 13), not by a leave. Nor is the running of the centre or of the system: those have
    /// deputies of their own, and who makes accounts shall be named in person.
    package var isCarriedByStandIn: Bool {
        switch self {
        case .reception, .cashier, .digitiser, .officeHead, .specialist, .recordsClerk, .procedureController,
            .reporter:
            true
        case .centreDirector, .centreDeputy, .leader, .administrator, .inspector, .provinceMonitor, .provinceLeader,
            .provinceAdministrator:
            false
        }
    }
}

/// That somebody is away today, and who works in their place.
package struct Absence: Sendable, Hashable {
    package let deputy: AccountID
    package let deputyName: String
    /// The last day of it, included.
    package let until: LocalDate

    package init(deputy: AccountID, deputyName: String, until: LocalDate) {
        self.deputy = deputy
        self.deputyName = deputyName
        self.until = until
    }
}
