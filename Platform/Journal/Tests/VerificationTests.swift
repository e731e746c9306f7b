import Base
import Storage
import TestKit
import Testing

@testable import Journal

@Suite struct VerificationTests {
    /// Takes the guards away, as somebody with the database's password could, and changes something.
    func tampered(_ engine: Engine, _ statements: [SQL]) async throws -> JournalVerdict {
        let database = try await Office.database(engine, entries: 9)
        try await database.write { tx in
            switch engine {
            case .sqlite:
                for name in ["entry_no_update", "entry_no_delete", "entry_next", "head_next", "head_no_delete"] {
                    try tx.script("DROP TRIGGER journal_\(name)")
                }
            case .postgresql:
                for name in ["entry_no_change", "entry_next", "head_no_change", "head_next"] {
                    try tx.script("DROP TRIGGER journal_\(name) ON journal_\(name.prefix { $0 != "_" })")
                }
            }
            for statement in statements { try tx.execute(statement) }
        }
        let inBatches = try await Journal.verify(database, batch: 3)
        #expect(try await database.read { try Journal.verify(in: $0) } == inBatches)
        return inBatches
    }

    static let changes: [(column: String, SQL)] = [
        ("at", "at = at + 1"), ("kind", "kind = 'dossier.acceptee'"), ("subject_kind", "subject_kind = 'dossies'"),
        ("subject", "subject = 'd9'"), ("agency_id", "agency_id = '019ab000-0000-7000-8000-000000000003'"),
        ("agency_id", "agency_id = NULL"), ("agency_id", "agency_id = 'x'"), ("actor_id", "actor_id = NULL"),
        ("actor_id", "actor_id = '019ab000-0000-7000-8000-000000000003'"), ("actor_name", "actor_name = 'Hồ Thị Mài'"),
        ("actor_role", "actor_role = 'reception'"), ("request_id", "request_id = '1123456789abcdef'"),
        ("facts", "facts = REPLACE(facts, 'Đa 5', 'Đa 6')"), ("facts", "facts = facts || ' '"), ("facts", "facts = ''"),
        ("facts", "facts = REPLACE(facts, '\"b\"', '\"c\"')"),
        ("facts", "facts = REPLACE(facts, '{', '{\"a\":\"0\",')"),
        ("previous_digest", "previous_digest = REPLACE(previous_digest, SUBSTR(previous_digest, 1, 1), 'x')"),
        ("digest", "digest = REPLACE(digest, SUBSTR(digest, 64, 1), 'x')"),
    ]

    @Test(arguments: Engine.tested, changes) func oneChangedByteIsFoundAndTheEntryNamed(
        engine: Engine, change: (column: String, sql: SQL)
    ) async throws {
        let verdict = try await tampered(engine, ["UPDATE journal_entry SET " + change.sql + " WHERE number = 5"])
        #expect(verdict == .broken(.changed(number: 5)), "\(change.column)")
    }

    static let others: [(SQL, JournalFault)] = [
        ("UPDATE journal_entry SET number = 50 WHERE number = 5", .missing(number: 5)),
        ("DELETE FROM journal_entry WHERE number = 5", .missing(number: 5)),
        ("DELETE FROM journal_entry WHERE number >= 5", .missing(number: 5)),
        ("DELETE FROM journal_entry", .missing(number: 1)),
        ("UPDATE journal_head SET number = 8", .misplaced(number: 9)),
        ("UPDATE journal_head SET number = 10", .missing(number: 10)),
        ("UPDATE journal_head SET digest = 'x'", .headDiffers(number: 9)),
    ]

    @Test(arguments: Engine.tested, others) func missingEntriesAndAWrongHeadAreFound(
        engine: Engine, attack: (sql: SQL, fault: JournalFault)
    ) async throws {
        #expect(try await tampered(engine, [attack.sql]) == .broken(attack.fault), "\(attack.sql.rendered.text)")
    }

    @Test(arguments: Engine.tested) func twoEntriesThatChangePlacesAreFound(engine: Engine) async throws {
        let verdict = try await tampered(engine, [
            "UPDATE journal_entry SET number = 100 WHERE number = 4",
            "UPDATE journal_entry SET number = 4 WHERE number = 5",
            "UPDATE journal_entry SET number = 5 WHERE number = 100",
        ])
        #expect(verdict == .broken(.changed(number: 4)))
    }

    @Test(arguments: Engine.tested)
    func anEntryWrittenAnewWithARightDigestBreaksTheChainBehindIt(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 9)
        let fifth = try await database.read { try Journal.entries(after: 4, limit: 1, in: $0) }[0]
        let forged = JournalEntry(
            number: 5, at: fifth.at, kind: "dossier.refused", subjectKind: fifth.subjectKind, subject: fifth.subject,
            agency: fifth.agency, actor: fifth.actor, actorName: fifth.actorName, actorRole: fifth.actorRole,
            requestID: fifth.requestID, facts: fifth.facts, previousDigest: fifth.previousDigest, digest: "")
        let digest = EntryDigest.hex(of: forged)
        let verdict = try await tampered(engine, [
            "UPDATE journal_entry SET kind = 'dossier.refused', digest = \(digest) WHERE number = 5"
        ])
        #expect(verdict == .broken(.unchained(number: 6)))
    }

    @Test(arguments: Engine.tested)
    func anEarlierNotedHeadFindsAJournalThatWasWrittenAnew(engine: Engine) async throws {
        let database = try await Office.database(engine, entries: 9)
        let entries = try await database.read { try Journal.entries(after: 0, limit: 9, in: $0) }
        let noted = JournalHead(number: 6, digest: entries[5].digest)
        let other = JournalHead(number: 6, digest: entries[4].digest)
        let later = JournalHead(number: 12, digest: entries[5].digest)
        let end = JournalVerdict.intact(JournalHead(number: 9, digest: entries[8].digest))
        #expect(try await Journal.verify(database, anchor: noted) == end)
        #expect(try await Journal.verify(database, anchor: other) == .broken(.anchorDiffers(number: 6)))
        #expect(try await Journal.verify(database, anchor: later) == .broken(.missing(number: 10)))
    }

    @Test(arguments: Engine.tested) func anEmptyJournalIsIntact(engine: Engine) async throws {
        #expect(try await Journal.verify(try await Office.database(engine)) == .intact(.empty))
    }
}
