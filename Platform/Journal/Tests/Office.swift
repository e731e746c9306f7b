import Access
import Base
import Storage
import TestKit

@testable import Journal

/// One officer who writes into the journal, at nine in the morning.
enum Office {
    static let now = Instant(iso8601: "2026-11-23T09:00")!
    static let agency = AgencyID("019ab000-0000-7000-8000-000000000001")!
    static let officer = StaffCaller(
        account: AccountID("019ab000-0000-7000-8000-000000000002")!, name: "Hồ Thị Mai",
        roles: [.reception, .specialist], agency: agency, office: nil)

    static func act(at instant: Instant = now) -> Act {
        let permit = try! AccessPolicy([.staff("test.write", [.reception])]).permit("test.write", to: .staff(officer))
        return Act(permit: permit, at: instant, requestID: "0123456789abcdef")
    }

    static func draft(_ subject: String = "d1", facts: [String: String] = [:]) -> JournalDraft {
        JournalDraft("dossier.accepted", of: "dossier", subject, agency: agency, facts: facts)
    }

    static func database(_ engine: Engine) async throws -> any Database {
        try await TestDatabase.make(engine, migrations: Journal.migrations + [seen])
    }

    /// A database whose journal has entries 1 to `count`.
    static func database(_ engine: Engine, entries count: Int) async throws -> any Database {
        let database = try await database(engine)
        try await database.write { tx in
            for number in 1...count {
                let facts = ["b": "Đống Đa \(number)", "a": "\"x\""]
                try Journal.append(draft("d\(number % 3)", facts: facts), by: act(), in: tx)
            }
        }
        return database
    }

    /// What a consumer in the tests writes down.
    private static let seen = Migration("test/001-seen", "CREATE TABLE seen (number BIGINT NOT NULL PRIMARY KEY)")
}
