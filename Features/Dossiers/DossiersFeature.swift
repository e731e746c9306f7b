import Access
import Books
import Calendars
import Catalogue
import Deadlines
import Identity
import Storage
import Web

/// Hồ sơ: from filing to the result. The front door: what this feature brings to the house.
package enum DossiersFeature {
    /// - Parameters: what other features bring to its pages: sections, moments of the story, dossiers of their own.
    package static func make(
        calendar: LiveCalendar, catalogue: LiveCatalogue, panels: [DossierPanel] = [],
        tellers: [StoryTeller] = [], shelves: [DossierShelf] = [], lookUp: LookUpPaper? = nil
    ) -> Feature {
        Feature(
            name: "dossiers", migrations: Books.migrations + migrations,
            sealed: [DossierPartsStore.sealed, FilingDraftStore.sealed], grants: grants,
            routes: routes(calendar, catalogue, panels, tellers, shelves) + LookUpPages(paper: lookUp).routes,
            jobs: [RecountDueDates.handler(over: calendar.base)],
            followers: [FollowSteps.follower(calendar)], navigation: navigation)
    }

    private static func routes(
        _ live: LiveCalendar, _ catalogue: LiveCatalogue, _ panels: [DossierPanel],
        _ tellers: [StoryTeller], _ shelves: [DossierShelf]
    ) -> [Route] {
        let citizens = FilingPages().routes + MyDossiersPages(live: live, panels: panels, tellers: tellers).routes
            + OwnDossierPages().routes
        let officials = CounterPages(live: live, catalogue: catalogue).routes
            + DeskPages(live: live, shelves: shelves).routes
            + DossierPages(live: live, panels: panels, tellers: tellers).routes
            + DeadlinePages(live: live).routes + LiveDossiers(live: live).routes
            + BulkPages(live: live, shelves: shelves).routes + ReasonPages().routes
            + LifeCyclePages().routes + CalendarPages(live: live).routes
        return citizens + officials + DossiersAPI(live: live).operations.map(\.route)
    }

    private static let navigation: [NavigationEntry] = [
        .init(.citizen, title: "dossier.nav.my", path: "/ho-so-cua-toi", permission: "dossier.own", order: 20),
        .init(.citizen, title: "dossier.nav.look-up", path: "/tra-cuu", permission: "dossier.look-up", order: 30),
        .init(.officer, title: "dossier.nav.desk", path: "/ban-lam-viec", permission: "dossier.see", order: 10),
        .init(.officer, title: "dossier.nav.counter", path: "/quay", permission: "dossier.receive", order: 20),
        .init(.officer, title: "dossier.nav.decide", path: "/ky-duyet", permission: "dossier.decide", order: 30),
        .init(.officer, title: "dossier.nav.search", path: "/tim-ho-so", permission: "dossier.see", order: 40),
        .init(.administrator, title: "dossier.life", path: LifeCyclePages.path, permission: "dossier.life-cycle",
            order: 35, icon: .file, about: "dossier.life.about"),
        .init(.administrator, title: "dossier.reasons", path: ReasonPages.path, permission: "dossier.reasons",
            order: 37, icon: .file, about: "dossier.reasons.about"),
        .init(.administrator, title: "dossier.calendar", path: CalendarPages.path, permission: .seeCalendar,
            order: 36, icon: .calendar, about: "dossier.calendar.about"),
    ]

    package static let grants: [AccessPolicy.Grant] = [
        .citizens("dossier.file"),
        .citizens("dossier.own"),
        .anybody("dossier.look-up"),
        .citizens(.dossierAPI, andStaff: officers),
        .staff("dossier.see", officers),
        .staff("dossier.note", officers.subtracting([.inspector])),
        .staff("dossier.receive", [.reception, .centreDirector, .centreDeputy]),
        .staff("dossier.work", [.specialist, .officeHead]),
        .staff("dossier.ask-supplement", [.reception, .specialist, .officeHead, .centreDirector, .centreDeputy]),
        .staff("dossier.assign", [.officeHead, .centreDirector, .centreDeputy]),
        .signing("dossier.decide", [.leader]),
        .staff("dossier.ask-again", [.leader]),
        .staff("dossier.fee", [.reception, .cashier, .centreDirector, .centreDeputy]),
        .staff("dossier.digitise", [.reception, .digitiser, .centreDirector, .centreDeputy]),
        .staff("dossier.duty", [.reception, .specialist, .officeHead, .centreDirector, .centreDeputy]),
        .staff("dossier.take-leg", [.reception, .specialist, .officeHead, .centreDirector, .centreDeputy]),
        .staff("dossier.review", [.officeHead]),
        .staff("dossier.extend", [.leader, .officeHead, .centreDirector, .centreDeputy]),
        .staff("dossier.decline", [.leader, .centreDirector, .centreDeputy]),
        .staff("dossier.life-cycle", [
            .administrator, .centreDirector, .centreDeputy, .officeHead, .procedureController, .inspector,
        ]),
        .staff("dossier.reasons", [.administrator, .centreDirector, .centreDeputy, .procedureController]),
        .staff("dossier.publish", [.reception, .recordsClerk, .officeHead, .centreDirector, .centreDeputy]),
    ]

    /// Everybody of a commune who works with dossiers, and those who look after how they do. Whoever only reports sees
    /// figures, and nobody's papers.
    private static let officers: Set<Role> = [
        .reception, .cashier, .digitiser, .specialist, .officeHead, .recordsClerk, .procedureController, .inspector,
        .leader, .centreDirector, .centreDeputy, .administrator,
    ]
}
