import Access
import Calendars
import Dossiers
import Identity
import Storage
import Web

extension Permission {
    /// See what one has looked at oneself.
    static let readingOwn: Permission = "reading.own"
    /// See who of the centre has looked at what.
    static let readingSee: Permission = "reading.see"
    /// Learn what is kept of people and why: everybody's.
    static let privacyNotice: Permission = "privacy.notice"
    /// See all kinds of records with their tables.
    static let privacyKinds: Permission = "privacy.kinds"
    /// Record incidents with personal data, and what is done about them.
    static let incidentManage: Permission = "incident.manage"
    /// Take a copy of the own data, ask for corrections.
    static let ownRecords: Permission = "privacy.own"
    /// Answer what people ask about their data.
    static let rightsManage: Permission = "privacy.rights"
    /// Propose, approve and call back destructions; hold records.
    static let purgeManage: Permission = "purge.manage"
    /// Destroy what was approved: the program itself.
    static let purgeCarryOut: Permission = "purge.carry-out"
    /// Close a day of the log: the program itself.
    static let readingClose: Permission = "reading.close"
}

/// Dữ liệu cá nhân: who has seen whose papers, what is kept of people, for how long, and what they may ask of us.
package enum PrivacyFeature {
    /// - Parameters:
    ///   - hasher: the one line in which all passwords of the process stand.
    ///   - purgers: what the schedule may destroy.
    ///   - fadings: what goes by itself.
    ///   - copies: what other features bring to the copy of somebody's data.
    ///   - evidence: what other features bring to an incident's bundle.
    package static func make(
        hasher: PasswordHasher, calendar: LiveCalendar, purgers: [Purger], fadings: [Fading] = [],
        copies: CopyParts = CopyParts([], without: []), evidence: [EvidencePart] = []
    ) -> Feature {
        let confirm = ConfirmPassword(hasher: hasher)
        return Feature(
            name: "privacy", migrations: migrations, sealed: [PurgeStore.sealed, RightsRequestStore.sealed],
            grants: grants,
            routes: ReadLogPages.routes + RecordKindPages.routes + IncidentPages(evidence: evidence).routes
                + OwnRecordsPages(confirm: confirm, calendar: calendar, parts: copies).routes
                + RightsPages(confirm: confirm, calendar: calendar).routes
                + PurgePages(confirm: confirm, purgers: purgers, fadings: fadings).routes,
            navigation: [
                NavigationEntry(.administrator, title: "privacy.log", path: ReadLogPages.path, permission: .readingSee,
                    order: 902, icon: .list, about: "privacy.log.about"),
                NavigationEntry(.administrator, title: "privacy.kinds", path: RecordKindPages.adminPath,
                    permission: .privacyKinds, order: 901, icon: .list, about: "privacy.kinds.about"),
                NavigationEntry(.administrator, title: "privacy.incident", path: IncidentPages.path,
                    permission: .incidentManage, order: 903, icon: .warning, about: "privacy.incident.about"),
                NavigationEntry(.administrator, title: "privacy.rights", path: RightsPages.path,
                    permission: .rightsManage, order: 904, icon: .person, about: "privacy.rights.about"),
                NavigationEntry(.administrator, title: "privacy.purge", path: PurgePages.path,
                    permission: .purgeManage, order: 906, icon: .clock, about: "privacy.purge.about"),
            ])
    }

    /// On the pages of a dossier: officials are told that looking is written down, the person sees who has looked.
    package static let panels: [DossierPanel] = [
        DossierPanel(for: [.officer]) { ReadersPanel.told($1.strings) },
        DossierPanel(for: [.citizen]) { try await ReadersPanel.readers(of: $0.dossier, $1) },
    ]

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.readingOwn, Set(Role.allCases)),
        .staff(.readingSee, [.centreDirector, .administrator, .inspector]),
        .staff(.readingClose, []),
        .staff(.incidentManage, [.centreDirector, .administrator]),
        .citizens(.ownRecords),
        .staff(.rightsManage, [.centreDirector, .centreDeputy, .administrator]),
        .staff(.purgeManage, [.centreDirector, .administrator]),
        .staff(.purgeCarryOut, []),
        .anybody(.privacyNotice),
        .staff(.privacyKinds, [.administrator, .centreDirector, .centreDeputy]),
    ]
}
