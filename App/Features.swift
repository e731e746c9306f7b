import Access
import Calendars
import Catalogue
import Deadlines
import Dossiers
import External
import Files
import Identity
import Jobs
import Journal
import Mandates
import Notices
import OpenID
import Papers
import Privacy
import Reporting
import Sealing
import Simulation
import Storage
import Web
import Webhooks
import Workflows

/// THE list of features, in spine order: what the house can do follows from it.
package enum Features {
    package static let all: [Feature] = spine + [administration, WeaknessPages.feature, APIDoor.feature(over: spine)]

    private static let spine: [Feature] = [
        platform,
        IdentityFeature.make(
            hasher: hasher, ways: OpenIDFeature.ways(providers), codes: codes,
            fields: { try ProcedureStore.fields(in: $0) }),
        CatalogueFeature(catalogue).feature,
        FilesFeature.make(),
        MandatesFeature.make { try OwnerLedger.give(allBy: $0, by: $2, in: $1) },
        CalendarsFeature.make(calendar),
        WorkflowsFeature.make(calendar: calendar),
        DossiersFeature.make(
            calendar: calendar, catalogue: catalogue,
            panels: [PapersFeature.panel] + NoticesFeature.panels + [SealingFeature.panel, OpenIDFeature.panel]
                + PrivacyFeature.panels,
            tellers: [NoticesFeature.teller], shelves: [ExternalFeature.shelf], lookUp: SealingFeature.lookUp),
        PapersFeature.make(calendar: { calendar.current }),
        ExternalFeature.make(),
        ReportingFeature.make(featured: featuredPeriod),
        WebhooksFeature.make(),
        NoticesFeature.make(calendar: calendar),
        SealingFeature.make(),
        OpenIDFeature.make(providers, hasher: hasher),
        PrivacyFeature.make(
            hasher: hasher, calendar: calendar, purgers: purgers, fadings: fadings, copies: copyParts,
            evidence: [seals, machine]),
    ]

    /// The seals over the journal, in the lines of their file.
    private static let seals = EvidencePart("seals.jsonl") { snapshot in
        Array(try SealStore.all(in: snapshot).map { $0.line + "\n" }.joined().utf8)
    }

    /// How the machine stands, beside what it says.
    private static let machine = EvidencePart("doctor.json") { now, t in
        try await machineWatch.findings(at: now).map { MachineWatch.report($0, t) }
    }

    /// Whom to ask about the machine; nobody until the settings have been read.
    package static let machineWatch = MachineWatch()

    /// The season that a demonstration shows; nil for a real commune.
    private static let featuredPeriod: @Sendable (Snapshot) throws -> ReportPeriod? = { snapshot in
        guard case .demo(_, _, let profile) = try InstallationStore.installation(in: snapshot)?.kind else { return nil }
        return PublishedSeasons.period(of: profile).flatMap { ReportPeriod(from: $0.first, through: $0.last) }
    }

    /// The catalogue in memory, shared by everything that searches it.
    private static let catalogue = LiveCatalogue()

    /// Systems that sign citizens in; none until the settings have been read.
    package static let providers = Providers()

    /// How codes reach telephones; nobody is reached until the settings have been read.
    package static let codes = CodeLine()

    /// The one line in which all passwords of the process stand.
    private static let hasher = PasswordHasher()

    /// The working calendar in memory, shared by everything that counts days.
    package static let calendar = LiveCalendar(.vietnam)

    /// The tables of the platform's parts come first: every feature may lean on them.
    private static let platform = Feature(
        name: "platform", migrations: Journal.migrations + Jobs.migrations + WebTables.migrations
            + InstallationStore.migrations + [DataKeyStore.migration],
        sealed: [OnceStore.sealed], grants: ChangeKeys.grants,
        followers: [Follower("platform.reseal") { try await Resealing.step($0, sealed) }])

    /// What only those who build this program need: `serve --development on` adds it.
    static let development = Feature(name: "development", grants: Styleguide.grants, routes: [Styleguide.route])

    private static let administration = AdministrationPages.feature(over: spine)

    /// In the order in which they must be applied.
    package static var migrations: [Migration] { all.flatMap(\.migrations) }

    /// The tables with sealed columns.
    package static var sealed: [SealedTable] { all.flatMap(\.sealed) }

    /// Who may do what.
    package static let policy = AccessPolicy(all.flatMap(\.grants))
}
