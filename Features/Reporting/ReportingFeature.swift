import Access
import Storage
import Web

/// Báo cáo, số liệu: the roof of the house. It follows the journal and owns nothing but sums.
package enum ReportingFeature {
    /// - Parameter featured: what the figures show when nobody asks for a period and the installation is about one, as
    ///   a demonstration is about its season; nil for the last 30 days.
    package static func make(
        featured: @escaping @Sendable (Snapshot) throws -> ReportPeriod? = { _ in nil }
    ) -> Feature {
        Feature(
            name: "reporting", migrations: migrations,
            grants: [
                .anybody("figures.public"),
                .staff("figures.see", [
                    .centreDirector, .centreDeputy, .leader, .officeHead, .administrator, .provinceMonitor,
                    .provinceLeader, .provinceAdministrator, .procedureController, .reporter, .inspector,
                ]),
            ],
            routes: FiguresPages(featured: featured).routes
                + StatisticsAPI(featured: featured).operations.map(\.route),
            followers: [FollowJournal.follower],
            navigation: [
                .init(.citizen, title: "reporting.nav", path: "/so-lieu", permission: "figures.public", order: 40),
                .init(.officer, title: "reporting.nav", path: "/so-lieu-noi-bo", permission: "figures.see", order: 60),
            ])
    }
}
