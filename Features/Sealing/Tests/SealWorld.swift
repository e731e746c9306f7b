import Access
import App
import Base
import Catalogue
import Dossiers
import Foundation
import Identity
import Jobs
import Logging
import Storage
import TestKit
import Testing
import Web

@testable import Journal
@testable import Sealing

/// A commune with one procedure, and a folder for the key and the file of seals.
struct SealWorld {
    let database: any Database
    let clock: SteppedClock
    let folder: TestFolder
    var settings: SealSettings

    init(_ engine: Engine, at now: Instant = TestSite.morning) async throws {
        database = try await TestDatabase.make(
            engine, migrations: Features.migrations, prepared: .init("seal world", fill: Self.fill))
        clock = SteppedClock(at: now)
        folder = try TestFolder()
        settings = SealSettings(folder: folder.url.path)
    }

    private static func fill(_ database: any Database) async throws {
        let early = TestSite.morning.adding(seconds: -86_400 * 30)
        let setUp = try CommandAct.make(.identitySetUp, command: "test", at: early)
        let edit = try CommandAct.make(.editCatalogue, command: "test", at: early)
        let record = """
            [{"code": "2.000815", "name": "Chứng thực bản sao", "field": "Chứng thực", "group": "chung_thuc",
            "authority": "UBND cấp xã", "department": "Văn phòng HĐND và UBND", "audience": "Công dân Việt Nam",
            "online": "truc_tiep", "channels": ["Trực tiếp"], "time": {"value": 1, "unit": "same_day"},
            "fee": {"amount_vnd": 2000, "by_channel": null}, "source": "QĐ 1/2026", "components": [],
            "results": [{"name": "Bản sao", "code": null}], "legal_basis": ["23/2015/NĐ-CP"], "common": true}]
            """
        try await database.write { tx in
            _ = try DemoPeople.seed(cost: .trivial, in: tx, act: setUp)
            let records = try CatalogueFile.read(Array(record.utf8)).records
            _ = try ImportCatalogue(records, effectiveFrom: early.localDate).run(in: tx, act: edit)
        }
    }

    var runner: SealRunner {
        get throws {
            try SealRunner(database: database, policy: Features.policy, clock: clock.clock, settings: settings,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        }
    }

    /// Seals now, as the button does.
    @discardableResult
    func close() async throws -> Seal {
        try await runner.close(requestID: "test") { _ in }
        return try #require(try await database.read { try SealStore.last(in: $0) })
    }

    func check(withFile: Bool = true) async throws -> SealVerdict {
        try await CheckSeals(database, file: withFile ? settings.file : nil).run()
    }

    func seals() async throws -> [Seal] { try await database.read { try SealStore.all(in: $0) } }
    func head() async throws -> JournalHead { try await database.read { try Journal.head(in: $0) } }
    var fileText: String { (try? String(contentsOfFile: settings.sealFile, encoding: .utf8)) ?? "" }

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

    /// Two entries: submitted and accepted.
    @discardableResult
    func receive(_ phone: String = "0912345678") async throws -> Dossier {
        let today = clock.clock.now.localDate
        return try await perform("motcua1", "dossier.receive") { tx, act in
            let procedure = try #require(try ProcedureStore.all(on: today, in: tx).first)
            let commune = try #require(try AgencyStore.agency(statisticsCode: DemoPeople.communeCode, in: tx))
            let filing = Filing(procedure: procedure, agency: commune, channel: .counter,
                applicant: Party(name: "Hồ Thị Xoan", phone: phone), request: "Sao y")
            return try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: tx, act: act)
        }
    }

    /// Entries that are about nothing, to make the tree large.
    func write(_ count: Int) async throws {
        try await perform("motcua1", "dossier.receive") { tx, act in
            let drafts = (0..<count).map { JournalDraft("test.written", of: "test", "\($0)", agency: nil) }
            for start in stride(from: 0, to: count, by: 100) {
                try Journal.append(Array(drafts[start..<min(start + 100, count)]), by: act, in: tx)
            }
        }
    }

    func receipt(of dossier: Dossier) async throws -> Receipt {
        try #require(try await database.read { try MakeReceipt(dossier: dossier).run(in: $0) })
    }

    func account(_ login: String) async throws -> AccountID {
        try #require(try await database.read { try CallerStore.account(ofLogin: login, in: $0) })
    }

    func site() async throws -> TestSite {
        try await TestSite.make(
            on: database, features: Features.all, resolveCaller: { try CallerStore.caller(for: $0, in: $1) },
            clock: clock)
    }

    /// Does what pages have queued.
    func work() async throws {
        try await JobRunner(database: database, handlers: runner.jobs, clock: clock.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }).runDue()
    }

    // MARK: What somebody with the database's password does

    func tamper(_ statements: SQL...) async throws {
        try await database.write { tx in
            try Self.disarm(tx)
            for statement in statements { try tx.execute(statement) }
        }
    }

    private static func disarm(_ tx: Transaction) throws {
        let guards: [(String, String)] = switch tx.engine {
        case .sqlite:
            ["entry_no_update", "entry_no_delete", "entry_next", "entry_head", "head_next", "head_no_delete"]
                .map { ("journal_\($0)", "") }
                + ["seal_no_update", "seal_no_delete", "seal_node_no_update", "seal_node_no_delete"].map { ($0, "") }
        case .postgresql:
            ["entry_no_change", "entry_next", "head_no_change", "head_next"]
                .map { ("journal_\($0)", " ON journal_\($0.prefix { $0 != "_" })") }
                + [("seal_no_change", " ON seal"), ("seal_node_no_change", " ON seal_node")]
        }
        for (name, place) in guards { try tx.script("DROP TRIGGER IF EXISTS \(name)\(place)") }
    }

    /// Changes an entry and makes the chain good again from there on, as somebody would who knows how it is made.
    func rewrite(_ number: Int64) async throws {
        try await database.write { tx in
            try Self.disarm(tx)
            var previous = ""
            for entry in try Journal.entries(after: number - 1, limit: Journal.entriesMax, in: tx) {
                let name = entry.number == number ? "Ai Đó" : entry.actorName
                let forged = JournalEntry(
                    number: entry.number, at: entry.at, kind: entry.kind, subjectKind: entry.subjectKind,
                    subject: entry.subject, agency: entry.agency, actor: entry.actor, actorName: name,
                    actorRole: entry.actorRole, requestID: entry.requestID, facts: entry.facts,
                    previousDigest: previous.isEmpty ? entry.previousDigest : previous, digest: "").redigested
                previous = forged.digest
                try tx.execute("""
                    UPDATE journal_entry SET actor_name = \(name), previous_digest = \(forged.previousDigest),
                        digest = \(forged.digest) WHERE number = \(entry.number)
                    """)
            }
            try tx.execute("UPDATE journal_head SET digest = \(previous)")
        }
    }
}

extension JournalEntry {
    /// With the digest that its fields give.
    fileprivate var redigested: JournalEntry {
        JournalEntry(
            number: number, at: at, kind: kind, subjectKind: subjectKind, subject: subject, agency: agency,
            actor: actor, actorName: actorName, actorRole: actorRole, requestID: requestID, facts: facts,
            previousDigest: previousDigest, digest: EntryDigest.hex(of: self))
    }
}
