import Access
import App
import Base
import Catalogue
import Deadlines
import Foundation
import Identity
import Journal
import Logging
import Storage
import Synchronization
import TestKit
import Testing
import Web

@testable import Dossiers
@testable import Notices

/// A commune with two procedures, and lines that are no more than a list of what they were given.
struct NoticesWorld {
    static let copy = "2.000815"
    static let permit = "1.000001"

    let database: any Database
    let clock: SteppedClock
    let lines = RecordedLines()

    init(_ engine: Engine, at now: Instant = TestSite.morning) async throws {
        database = try await TestDatabase.make(
            engine, migrations: Features.migrations, prepared: .init("notices world", fill: Self.fill))
        clock = SteppedClock(at: now)
    }

    private static func fill(_ database: any Database) async throws {
        let early = TestSite.morning.adding(seconds: -86_400 * 30)
        let setUp = try CommandAct.make(.identitySetUp, command: "test", at: early)
        let edit = try CommandAct.make(.editCatalogue, command: "test", at: early)
        func record(_ code: String, _ name: String, _ time: String) -> String {
            """
            {"code": "\(code)", "name": "\(name)", "field": "Chứng thực", "group": "chung_thuc",
            "authority": "UBND cấp xã", "department": "Văn phòng HĐND và UBND", "audience": "Công dân Việt Nam",
            "online": "truc_tiep", "channels": ["Trực tiếp"], "time": \(time),
            "fee": {"amount_vnd": 2000, "by_channel": null}, "source": "QĐ 1/2026", "components": [],
            "results": [{"name": "Bản sao", "code": null}], "legal_basis": ["23/2015/NĐ-CP"], "common": true}
            """
        }
        let records = """
            [\(record(copy, "Chứng thực bản sao", #"{"value": 1, "unit": "same_day"}"#)),
            \(record(permit, "Cấp giấy phép", #"{"value": 10, "unit": "working_day"}"#))]
            """
        try await database.write { tx in
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            _ = try ImportCatalogue(CatalogueFile.read(Array(records.utf8)).records, effectiveFrom: early.localDate)
                .run(in: tx, act: edit)
        }
    }

    func runner(zalo: Bool = false, digestAt: LocalTime = LocalTime(hour: 7, minute: 30)) throws -> NoticeRunner {
        var settings = NoticeSettings(folder: "/nowhere")
        settings.digestAt = digestAt
        return try NoticeRunner(
            database: database, policy: Features.policy, clock: clock.clock, calendar: .vietnam,
            localisation: Localisation(), publicURL: "https://motcua.example", settings: settings,
            lines: lines.lines(zalo: zalo), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    // MARK: What people do

    func perform<Value: Sendable>(
        _ login: String, _ permission: Permission, _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let now = clock.clock.now
        return try await database.write { tx in
            let account = try #require(try CallerStore.account(ofLogin: login, in: tx))
            let caller = try #require(try CallerStore.caller(for: account, in: tx))
            let act = Act(permit: try Features.policy.permit(permission, to: caller), at: now, requestID: "test")
            return try deed(tx, act)
        }
    }

    @discardableResult
    func receive(
        _ code: String = copy, at agency: String = DemoPeople.communeCode,
        applicant: Party = Party(name: "Hồ Thị Xoan", email: "xoan@example.vn"),
        filer: Party? = nil
    ) async throws -> ID<Dossier> {
        let today = clock.clock.now.localDate
        let clerk = agency == DemoPeople.communeCode ? "motcua1" : "hp-motcua"
        return try await perform(clerk, "dossier.receive") { tx, act in
            let procedure = try #require(try ProcedureStore.current(code: code, on: today, in: tx))
            let commune = try #require(try AgencyStore.agency(statisticsCode: agency, in: tx))
            let filing = Filing(procedure: procedure, agency: commune, channel: .counter, applicant: applicant,
                filer: filer, request: "Sao y")
            return try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: tx, act: act).id
        }
    }

    /// Files online from the citizen's account, with an address in it.
    func file(by login: String, in language: String = "") async throws -> ID<Dossier> {
        let today = clock.clock.now.localDate
        return try await perform(login, "dossier.file") { tx, act in
            let procedure = try #require(try ProcedureStore.current(code: Self.copy, on: today, in: tx))
            let commune = try #require(try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: tx))
            var filing = Filing(procedure: procedure, agency: commune, channel: .online,
                applicant: Party(name: "Hồ Văn Pả", email: "pa@example.vn"), filerAccount: act.caller.account,
                request: "Sao y")
            filing.language = language
            return try OpenDossier(filing: filing, filesOf: nil).run(in: tx, act: act).id
        }
    }

    func account(_ login: String) async throws -> AccountID {
        try #require(try await database.read { try CallerStore.account(ofLogin: login, in: $0) })
    }

    func notices() async throws -> [Notice] {
        try await database.read { try NoticeStore.page(nil, of: nil, number: 1, in: $0) }.sorted { $0.id < $1.id }
    }

    /// Damages a dossier's row, as a broken disk or a hand in the database would.
    func damage(_ dossier: ID<Dossier>) async throws {
        try await database.write { tx in
            try tx.execute("UPDATE dossier SET procedure_id = 'broken' WHERE id = \(dossier)")
        }
    }

    func site() async throws -> TestSite {
        try await TestSite.make(
            on: database, features: Features.all, resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
            clock: clock)
    }
}

/// Lines that write down what they are given and answer as the test wants.
final class RecordedLines: Sendable {
    private struct State {
        var given: [Notice] = []
        var answers: [NoticeOutcome] = []
        var standing: NoticeOutcome?
        var meanwhile: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())

    /// The next answers; then all is taken.
    func prepare(_ answers: NoticeOutcome...) { state.withLock { $0.answers = answers } }

    /// Every answer until told otherwise.
    func always(_ answer: NoticeOutcome?) { state.withLock { $0.standing = answer } }

    /// Happens once while a notice is on its way.
    func meanwhile(_ happens: @escaping @Sendable () async -> Void) { state.withLock { $0.meanwhile = happens } }

    var given: [Notice] { state.withLock { $0.given } }

    func lines(zalo: Bool) -> NoticeLines {
        let line = NoticeLines.Line(leadsTo: "test") { [self] notice, _ in await take(notice) }
        return NoticeLines(lines: [.mail: line, .sms: line, .zalo: line], hasZalo: zalo)
    }

    private func take(_ notice: Notice) async -> NoticeOutcome {
        let happens = state.withLock { state in
            defer { state.meanwhile = nil }
            return state.meanwhile
        }
        await happens?()
        return state.withLock { state in
            state.given.append(notice)
            if let standing = state.standing { return standing }
            return state.answers.isEmpty ? .sent("taken") : state.answers.removeFirst()
        }
    }
}
