import Access
import Web

/// Báo cáo, số liệu: the roof of the house. It reads the published report views of the features and owns no data.
package enum ReportingFeature {
    package static func make() -> Feature {
        Feature(
            name: "reporting",
            grants: [
                .anybody("figures.public"),
                .staff("figures.see", [.centreDirector, .centreDeputy, .leader, .officeHead, .administrator, .provinceMonitor]),
            ],
            routes: FiguresPages().routes,
            navigation: [
                .init(.citizen, title: "reporting.nav", path: "/so-lieu", permission: "figures.public", order: 40),
                .init(.officer, title: "reporting.nav", path: "/so-lieu-noi-bo", permission: "figures.see", order: 60),
            ])
    }
}
