import Access
import Web

/// Báo cáo, số liệu: the roof of the house. It follows the journal and owns nothing but sums.
package enum ReportingFeature {
    package static func make() -> Feature {
        Feature(
            name: "reporting", migrations: migrations,
            grants: [
                .anybody("figures.public"),
                .staff("figures.see", [
                    .centreDirector, .centreDeputy, .leader, .officeHead, .administrator, .provinceMonitor,
                ]),
            ],
            routes: FiguresPages().routes, followers: [FollowJournal.follower],
            navigation: [
                .init(.citizen, title: "reporting.nav", path: "/so-lieu", permission: "figures.public", order: 40),
                .init(.officer, title: "reporting.nav", path: "/so-lieu-noi-bo", permission: "figures.see", order: 60),
            ])
    }
}
