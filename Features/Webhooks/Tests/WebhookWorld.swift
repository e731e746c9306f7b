import Access
import App
import Base
import Catalogue
import Dossiers
import Foundation
import Identity
import Journal
import Logging
import Storage
import Synchronization
import TestKit
import Testing

@testable import Webhooks

/// Two communes with one procedure and receivers that are no more than a list of what they were sent.
struct WebhookWorld {
    let database: any Database
    let clock = SteppedClock(at: TestSite.morning)
    let receivers = Receivers()

    init(_ engine: Engine) async throws {
        database = try await TestDatabase.make(
            engine, migrations: Features.migrations, prepared: .init("webhook world", fill: Self.fill))
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

    var runner: WebhookRunner {
        WebhookRunner(database: database, policy: Features.policy, clock: clock.clock,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { [receivers] message, subscriber, _ in await receivers.take(message, subscriber) }
    }

    // MARK: What people do

    func add(
        for login: String, kinds: [String] = [], url: String = "https://a.example/"
    ) async throws -> ID<Subscriber> {
        let deed = AddSubscriber(login: login, url: url, kinds: kinds, policy: Features.policy)
        return try await system { try deed.run(in: $0, act: $1).id }
    }

    func system<Value: Sendable>(
        _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let act = try CommandAct.make(.webhookManage, command: "test", at: clock.clock.now)
        return try await database.write { try deed($0, act) }
    }

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
    /// - Parameter agency: the code of the commune that resolves; the clerk's own may only receive.
    @discardableResult
    func receive(
        by login: String = "motcua1", for agency: String = DemoPeople.communeCode
    ) async throws -> ID<Dossier> {
        let today = clock.clock.now.localDate
        return try await perform(login, "dossier.receive") { tx, act in
            let procedure = try #require(try ProcedureStore.all(on: today, in: tx).first)
            let commune = try #require(try AgencyStore.agency(statisticsCode: agency, in: tx))
            let filing = Filing(procedure: procedure, agency: commune, channel: .counter,
                applicant: Party(name: "Hồ Thị Xoan"), request: "Sao y")
            return try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: tx, act: act).id
        }
    }

    func note(_ dossier: ID<Dossier>, by login: String = "motcua1") async throws {
        try await perform(login, "dossier.receive") {
            try NoteOnDossier(dossier, text: "Kín").run(in: $0, act: $1)
        }
    }

    func subscriber(_ id: ID<Subscriber>) async throws -> Subscriber {
        try #require(try await database.read { try SubscriberStore.subscriber(id, in: $0) })
    }

    func entries() async throws -> [JournalEntry] {
        try await database.read { try Journal.entries(after: 0, limit: 10_000, in: $0) }
    }
}

/// Receivers that write down what they are sent and answer as the test wants.
final class Receivers: Sendable {
    struct Sent: Sendable {
        let subscriber: ID<Subscriber>
        let message: WebhookMessage
        let outcome: WebhookOutcome

        var numbers: [Int64] {
            get throws {
                let entries = try JSONReader.read(message.body)["entries"]?.list ?? []
                return entries.compactMap { $0["number"]?.integer }
            }
        }
    }

    private struct State {
        var sent: [Sent] = []
        var answers: [ID<Subscriber>: [WebhookOutcome]] = [:]
        var meanwhile: (@Sendable () async -> Void)?
    }

    private let state = Mutex(State())

    /// The next answers of one receiver; then it answers 200.
    func prepare(_ id: ID<Subscriber>, _ answers: WebhookOutcome...) { state.withLock { $0.answers[id] = answers } }

    /// Happens once while a message is on its way.
    func meanwhile(_ happens: @escaping @Sendable () async -> Void) { state.withLock { $0.meanwhile = happens } }

    func take(_ message: WebhookMessage, _ subscriber: Subscriber) async -> WebhookOutcome {
        let happens = state.withLock { state in
            defer { state.meanwhile = nil }
            return state.meanwhile
        }
        await happens?()
        return state.withLock { state in
            var answers = state.answers[subscriber.id] ?? []
            let outcome = answers.isEmpty ? .answered(200) : answers.removeFirst()
            state.answers[subscriber.id] = answers
            state.sent.append(Sent(subscriber: subscriber.id, message: message, outcome: outcome))
            return outcome
        }
    }

    func sent(to id: ID<Subscriber>) -> [Sent] { state.withLock { $0.sent.filter { $0.subscriber == id } } }

    /// Numbers of the entries that a receiver has confirmed, in the order in which they came.
    func confirmed(by id: ID<Subscriber>) throws -> [Int64] {
        try sent(to: id).filter(\.outcome.isWell).flatMap { try $0.numbers }
    }
}
