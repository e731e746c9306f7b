import Access
import Web

extension Permission {
    /// The door to the rooms; what stands behind it each may open or not.
    static let administrationEnter: Permission = "administration.enter"
    /// The jobs of the installation.
    static let administrationSee: Permission = "administration.see"
    /// The journal of the own agency.
    static let journalSee: Permission = "administration.journal"
}

/// `/quan-tri`: what an administrator can look after, gathered from all features.
struct AdministrationPages: Sendable {
    static let path = "/quan-tri"

    /// The administrators' entries of all features.
    let entries: [NavigationEntry]

    /// The administrators' rooms that belong to no feature, and the way to all others.
    static func feature(over features: [Feature]) -> Feature {
        let own = [
            NavigationEntry(
                .administrator, title: "administration.jobs", path: JobPages.path, permission: .administrationSee,
                order: 890, icon: .clock, about: "administration.jobs.about"),
            NavigationEntry(
                .administrator, title: "administration.journal", path: JournalPages.path, permission: .journalSee,
                order: 900, icon: .list, about: "administration.journal.about"),
        ]
        let entries = (features.flatMap(\.navigation) + own).filter { $0.place == .administrator }
        let door = NavigationEntry(
            .officer, title: "administration.title", path: path, permission: .administrationEnter, order: 800)
        return Feature(
            name: "administration",
            grants: [
                .staff(.administrationEnter, [
                    .administrator, .centreDirector, .centreDeputy, .officeHead, .procedureController, .inspector,
                    .leader, .provinceAdministrator,
                ]),
                .staff(.administrationSee, [.administrator]),
                .staff(.journalSee, [.administrator, .centreDirector, .inspector]),
            ],
            routes: AdministrationPages(entries: entries).routes + JobPages.routes + JournalPages.routes,
            navigation: own + [door])
    }

    var routes: [Route] { [.get(Self.path, .administrationEnter) { request in .page(page(request)) }] }

    private func page(_ request: WebRequest) -> Page {
        let t = request.strings
        let open = entries.filter { request.site.policy.allows($0.permission, to: request.caller) }
            .sorted { ($0.order, $0.path) < ($1.order, $1.path) }
        return Page(title: t("administration.title"), density: .officer, section: Self.path, main: """
            <h1>\(t("administration.title"))</h1>
            \(Components.cards(open.map { entry in
                .init(entry.icon, t(entry.title), text: entry.about.map { t($0) } ?? "", to: entry.path)
            }))
            """)
    }
}
