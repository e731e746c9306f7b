import Base

/// The weeks around today in the demonstration: a season of its own after the published one, stopped in the middle, so
/// that dossiers stand at every step of their way.
package enum RecentWeeks {
    /// Days before today with which the weeks begin, and after it with which they would end.
    private static let before = 26
    private static let after = 12

    /// How many dossiers there are when nobody says otherwise.
    package static let usual = 120

    package static func season(of agency: SeasonAgency, around today: LocalDate, count: Int) -> SeasonProfile {
        var office = OfficeSeason(agency: agency, received: count, online: count * 7 / 10,
            onlineFields: PublishedSeasons.usualOnline, counterFields: PublishedSeasons.usualCounter)
        office.late = count / 12
        office.openInTime = count / 10
        office.withdrawn = count / 60
        office.refused = count / 30
        office.undigitised = count / 30
        return SeasonProfile(name: "recent-weeks", first: today.adding(days: -before), last: today.adding(days: after),
            offices: [office], source: "invented")
    }
}
