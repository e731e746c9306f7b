import Access
import App
import Base
import Blobs
import Foundation
import Identity
import Journal
import Logging
import Storage
import TestKit
import Web

/// The whole application in this process, with the demonstration's people: what journeys walk through.
struct House {
    let app: MotCua
    let people: DemoPeople
    let clock: SteppedClock
    private let folder: TestFolder

    /// - Parameter paces: nil asks as fast as it can: the clock stands still while thousands of doors are tried.
    static func make(_ engine: Engine, log: CapturedLog? = nil, paces: Paces? = nil) async throws -> House {
        let database = try await TestDatabase.make(engine, migrations: Features.migrations)
        let folder = try TestFolder()
        let clock = SteppedClock(at: TestSite.morning)
        let act = try CommandAct.make(.identitySetUp, command: "test", at: clock.clock.now)
        let people = try await database.write { tx in
            let installation = Installation(kind: .demo(seed: 1, dossiers: 0), at: act.at, isWhole: true)
            try InstallationStore.mark(installation, in: tx)
            return try DemoPeople.seed(cost: .trivial, in: tx, act: act)
        }
        var logger = Logger(label: "journeys")
        logger.logLevel = .critical
        if let log {
            logger = Logger(label: "journeys") { (_: String) -> any LogHandler in log }
            logger.logLevel = .trace
        }
        let blobs = try DiskBlobStore(directory: folder.path("blobs"), keys: .test)
        let house = Storehouse(database: database, blobs: blobs)
        let most = PaceRule.allowed.upperBound
        let fast = Paces(searchPerMinute: most, lookUpsPerMinute: most, programsPerMinute: most)
        let app = try await MotCua.make(
            house, clock: clock.clock, settings: WebSettings(paces: paces ?? fast), logger: logger)
        return House(app: app, people: people, clock: clock, folder: folder)
    }

    /// A browser: signed in, or nobody's.
    func client(as persona: Persona) async throws -> WebClient {
        let client = WebClient(app.dispatcher)
        if let account = try await account(of: persona) { try await client.signIn(as: account) }
        return client
    }

    /// Who the persona is to the access policy.
    func caller(of persona: Persona) async throws -> Caller {
        guard let account = try await account(of: persona) else { return .anonymous }
        let today = clock.clock.now.localDate
        let found = try await app.site.database.read { try CallerStore.caller(for: account, on: today, in: $0) }
        guard let found else { throw NobodyThere(persona: persona) }
        return found
    }

    /// A token of the API for the persona; nil for nobody.
    func token(of persona: Persona) async throws -> String? {
        guard let login = persona.login else { return nil }
        let now = clock.clock.now
        let act = try CommandAct.make(.identityTokens, command: "test", at: now)
        let deed = CreateAccessToken(login: login, name: "test", expiresAt: now.adding(seconds: 3600))
        return try await app.site.database.write { try deed.run(in: $0, act: act).secret }
    }

    struct NobodyThere: Error { let persona: Persona }

    private func account(of persona: Persona) async throws -> AccountID? {
        guard let login = persona.login else { return nil }
        guard let account = people.accounts[login] else { throw NobodyThere(persona: persona) }
        return account
    }
}

/// Everybody who may stand before a door: nobody, two citizens, each role at home, and some from the other commune.
enum Persona: String, CaseIterable, Sendable {
    case anonymous, citizen, otherCitizen
    case centreDirector, centreDeputy, reception, cashier, digitiser, officeHead, specialist, recordsClerk
    case procedureController, reporter, inspector, leader, administrator
    case provinceMonitor, provinceLeader, provinceAdministrator
    case otherDirector, otherReception, otherOfficeHead, otherSpecialist, otherLeader, otherAdministrator

    var login: String? {
        switch self {
        case .anonymous: nil
        case .citizen: "0900000101"
        case .otherCitizen: "0900000102"
        case .centreDirector: "giamdoc"
        case .centreDeputy: "phogiamdoc"
        case .reception: "motcua1"
        case .cashier: "thuphi"
        case .digitiser: "sohoa"
        case .recordsClerk: "vanthu"
        case .procedureController: "kiemsoat"
        case .reporter: "baocao"
        case .inspector: "thanhtra"
        case .provinceLeader: "tinh-lanhdao"
        case .provinceAdministrator: "tinh-quantri"
        case .officeHead: "kinhte"
        case .specialist: "kinhte1"
        case .leader: "chutich"
        case .administrator: "quantri"
        case .provinceMonitor: "tinh-theodoi"
        case .otherDirector: "hp-giamdoc"
        case .otherReception: "hp-motcua"
        case .otherOfficeHead: "hp-kinhte"
        case .otherSpecialist: "hp-kinhte1"
        case .otherLeader: "hp-chutich"
        case .otherAdministrator: "hp-quantri"
        }
    }

    var isOfOtherCommune: Bool { rawValue.hasPrefix("other") && self != .otherCitizen }
}

extension House {
    func journalLength() async throws -> Int64 {
        try await app.site.database.read { try Journal.head(in: $0).number }
    }
}
