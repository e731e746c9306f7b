import Base
import Deadlines
import Foundation
import Jobs
import Journal
import Logging
import Sealing
import Storage
import Testing
import Web

@testable import App

/// Each finding of the doctor, by making the fault.
@Suite struct DoctorTests {
    @Test func `a running server knows how its machine stands, in sentences`() async throws {
        let watch = MachineWatch()
        #expect(try await watch.findings(at: Clock.system.now) == nil, "nobody has said whose machine it is")
        let ward = try await Ward()
        watch.choose(ward.configuration)
        let findings = try #require(try await watch.findings(at: ward.now))
        let report = MachineWatch.report(findings, CommandLanguage.strings(flag: "vi", environment: [:]))
        let list = try #require(try JSONReader.read(report).list)
        #expect(list.compactMap { $0["check"]?.text }.contains("journal") && list.count == findings.count)
        #expect(list.allSatisfy { $0["sentence"]?.text?.hasPrefix("app.") == false })
    }

    /// A commune of some dossiers with one fault.
    private struct Ward {
        let folder: Folder
        let configuration: Configuration
        let now: Instant

        init(certificate: String? = nil) async throws {
            folder = try await DemoFolder.copy(dossiers: 12)
            let flags = ["data": folder.path, "certificate": certificate].compactMapValues { $0 }
            configuration = try Configuration(flags: flags, environment: [:], file: nil)
            now = Clock.system.now
        }

        func house<Value: Sendable>(_ work: (any Database) async throws -> Value) async throws -> Value {
            let house = try await Storehouse.open(configuration, to: .change, clock: .system)
            do {
                let value = try await work(house.database)
                await house.database.close()
                return value
            } catch {
                await house.database.close()
                throw error
            }
        }

        func harm(_ statements: SQL...) async throws {
            try await house { database in
                try await database.write { tx in for statement in statements { _ = try tx.execute(statement) } }
            }
        }

        /// What is found, by check; each has its sentence and, when all is not well, its advice in both languages.
        func look(
            after seconds: Int64 = 0, quick: Bool = false, bytesFreeMin: Int64 = Doctor.bytesFreeMin
        ) async throws -> [Doctor.Check: Doctor.Finding] {
            let doctor = Doctor(configuration, isQuick: quick, bytesFreeMin: bytesFreeMin)
            let findings = try await doctor.run(at: now.adding(seconds: seconds)) { _ in }
            for language in ["vi", "en"] {
                let t = CommandLanguage.strings(flag: language, environment: [:])
                for finding in findings {
                    let key = "app.doctor.\(finding.check.rawValue).\(finding.state)"
                    for key in finding.verdict == .good ? [key] : [key, "\(key).advice"] {
                        let sentence = t(key, finding.arguments)
                        #expect(sentence != key && !sentence.contains("{"), "\(key): \(sentence)")
                    }
                }
            }
            return Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0) })
        }

        func blob() throws -> String {
            let found = FileManager.default.enumerator(atPath: configuration.blobsFolder)
            while let next = found?.nextObject() as? String {
                if next.split(separator: "/").last?.count == 64 { return "\(configuration.blobsFolder)/\(next)" }
            }
            throw NoBlob()
        }

        struct NoBlob: Error {}

        func backUp() async throws {
            _ = try await TakeBackup(configuration, place: folder.path + "-place", passphrase: nil).run { _ in }
        }
    }

    @Test func `a healthy commune has nothing wrong, and is told to save`() async throws {
        let ward = try await Ward()
        let found = try await ward.look()
        #expect(Set(found.keys) == Set(Doctor.Check.allCases).subtracting([.certificate, .scanner, .walls]))
        #expect(!found.values.contains { $0.verdict == .wrong }, "\(found)")
        #expect(found[.backup]?.state == "never")
        #expect(Set(try await ward.look(quick: true).keys) == Set(found.keys).subtracting([.figures]))
    }

    @Test func `a disk that is nearly full is told`() async throws {
        let ward = try await Ward()
        #expect(try await ward.look(quick: true, bytesFreeMin: .max)[.disk]?.state == "low")
    }

    @Test func `a clock behind what was written, and a year without a calendar, are told`() async throws {
        let ward = try await Ward()
        let behind = try await ward.look(after: -86_400 * 3650, quick: true)
        #expect(behind[.clock]?.state == "behind" && behind[.clock]?.verdict == .wrong)
        let last = try #require(WorkCalendar.vietnam.years.map(\.number).max())
        func seconds(_ day: String) throws -> Int64 {
            Instant(try #require(LocalDate(iso8601: day))).seconds(since: ward.now)
        }
        for (day, state, verdict) in [
            ("\(last + 1)-02-01", "none", Doctor.Verdict.wrong), ("\(last)-11-01", "missing", .wrong),
            ("\(last)-02-01", "missing", .note),
        ] {
            let found = try await ward.look(after: try seconds(day), quick: true)[.calendar]
            #expect(found?.state == state && found?.verdict == verdict, "\(day)")
        }
        let next = try await ward.look(after: try seconds("\(last - 1)-11-01"), quick: true)[.calendar]
        #expect(next?.state == (WorkCalendar.vietnam.isOfficial(year: last) ? "good" : "provisional"))
    }

    @Test func `a stored calendar that is not the journal's is told`() async throws {
        let ward = try await Ward()
        #expect(try await ward.look(quick: true)[.calendar]?.state != "damaged")
        try await ward.harm("""
            INSERT INTO calendar_revision (number, kind, agency_id, details, reason, source, at, author_name, seal)
            VALUES (1, 'day-off', NULL, '2026-11-25 Nghỉ', 'Nghỉ', 'Tự ý', 0, 'Không ai', 'none')
            """)
        let found = try await ward.look(quick: true)[.calendar]
        #expect(found?.state == "damaged" && found?.verdict == .wrong && found?.arguments["entries"] == "0")
    }

    @Test func `notices that were given up are told for a week`() async throws {
        let ward = try await Ward()
        let made = ward.now.adding(seconds: -5 * 86_400)
        try await ward.harm("""
            INSERT INTO notice (id, cause, about, agency_id, recipient, channel, address, subject, body, created_at,
                state, attempts, not_before, gateway_id, last_problem)
            VALUES ('n', 'entry-1', 'accepted', 'a', 'filer', 'mail', 'x@example.vn', '', '', \(made), 'given-up', 40,
                0, '', '450')
            """)
        let found = try await ward.look(quick: true)[.notices]
        #expect(found?.state == "given-up" && found?.verdict == .wrong && found?.arguments["count"] == "1")
        #expect(try await ward.look(after: 8 * 86_400, quick: true)[.notices]?.verdict == .good)
    }

    @Test func `a file of seals that lacks lines or contradicts, and a changed journal, are told`() async throws {
        let ward = try await Ward()
        #expect(try await ward.look(quick: true)[.seals]?.state == "never")
        let seal = try #require(try await SealingBeside.close(ward.configuration))
        #expect(try await ward.look()[.seals]?.state == "good")
        let file = URL(filePath: ward.configuration.seals.sealFile)
        let whole = try Data(contentsOf: file)
        try whole.dropLast(5).write(to: file)
        #expect(try await ward.look(quick: true)[.seals]?.state == "behind")
        try (whole + whole).write(to: file)
        #expect(try await ward.look(quick: true)[.seals]?.state == "file")
        try whole.write(to: file)
        try await ward.house { database in
            try await database.write { tx in
                // Whoever leaves the guard away is found by that alone.
                let name = "journal_entry_no_update"
                let text: String = try #require(
                    try tx.row("SELECT sql FROM sqlite_master WHERE name = \(name)"))["sql"]
                try tx.script("DROP TRIGGER \(name)")
                try tx.execute("UPDATE journal_entry SET actor_name = 'X' WHERE number = \(seal.size)")
                try tx.script(text)
            }
        }
        let found = try await ward.look()
        #expect(found[.seals]?.state == "broken" && found[.seals]?.arguments["first"] == "\(seal.size)")
    }

    @Test func `a backup is good for two days`() async throws {
        let ward = try await Ward()
        try await ward.backUp()
        #expect(try await ward.look(quick: true)[.backup]?.verdict == .good)
        let old = try await ward.look(after: 49 * 3600, quick: true)[.backup]
        #expect(old?.state == "old" && old?.verdict == .wrong)
    }

    @Test func `work that nobody does, and work that was given up, are told`() async throws {
        let ward = try await Ward()
        let early = ward.now.adding(seconds: -7200)
        try await ward.house { database in
            try await database.write { tx in _ = try Jobs.queue(kind: "test.fails", in: tx, at: early) }
        }
        #expect(try await ward.look(quick: true)[.jobs]?.state == "stuck")
        try await ward.house { database in
            var rules = JobRules()
            rules.attemptsMax = 1
            let failing = JobHandler(kind: "test.fails") { _ in throw Problem("test-fails", status: 500) }
            try await JobRunner(database: database, handlers: [failing], clock: .system, rules: rules,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }).runDue()
        }
        #expect(try await ward.look(quick: true)[.jobs]?.state == "dead")
    }

    @Test func `a paper that is gone is told at once, and one that has changed when all are read`() async throws {
        let ward = try await Ward()
        let blob = try ward.blob()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: blob)
        try Data("something else".utf8).write(to: URL(filePath: blob))
        #expect(try await ward.look(quick: true)[.files]?.verdict == .good)
        #expect(try await ward.look()[.files]?.arguments["damaged"] == "1")
        try FileManager.default.removeItem(atPath: blob)
        let found = try await ward.look(quick: true)[.files]
        #expect(found?.state == "broken" && found?.arguments["missing"] == "1")
    }

    @Test func `an entry that was never written by the program is told, also by the quick look`() async throws {
        let ward = try await Ward()
        try await ward.harm("""
            INSERT INTO journal_entry (number, at, kind, subject_kind, subject, agency_id, actor_id, actor_name,
                actor_role, request_id, facts, previous_digest, digest)
            SELECT number + 1, at, kind, subject_kind, subject, agency_id, actor_id, actor_name, actor_role, request_id,
                facts, digest, digest
            FROM journal_entry ORDER BY number DESC LIMIT 1
            """)
        for quick in [true, false] {
            let found = try await ward.look(quick: quick)[.journal]
            #expect(found?.state == "broken" && found?.verdict == .wrong)
        }
    }

    @Test func `a chain that is not the one of the last backup is told`() async throws {
        let ward = try await Ward()
        try await ward.backUp()
        #expect(try await ward.look(quick: true)[.journal]?.state == "since")
        let note = try #require(BackupNote.read(in: ward.configuration))
        let other = String(note.journalDigest.reversed())
        try BackupNote(at: note.at, place: note.place, journalNumber: note.journalNumber, journalDigest: other)
            .write(in: ward.configuration)
        for quick in [true, false] { #expect(try await ward.look(quick: quick)[.journal]?.state == "broken") }
    }

    @Test func `a dossier and a figure that the journal does not know are told`() async throws {
        let ward = try await Ward()
        try await ward.harm(
            "UPDATE dossier SET due_at = due_at + 1000000",
            "UPDATE figure_count SET received = received + 1 WHERE grain = 'year' AND received > 0")
        let found = try await ward.look()
        #expect(found[.dossiers]?.state == "broken" && found[.journal]?.verdict == .good)
        #expect(found[.figures]?.state == "broken" && found[.figures]?.verdict == .wrong)
    }

    @Test(arguments: [(400, "good"), (5, "ending"), (nil, "unreadable")] as [(Int?, String)])
    func `a certificate that ends soon or cannot be read is told`(days: Int?, state: String) async throws {
        let folder = try Folder()
        let file = "\(folder.path)/tls.pem"
        if let days {
            let openssl = Process()
            openssl.executableURL = URL(filePath: "/usr/bin/env")
            openssl.arguments = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=may.example",
                "-days", "\(days)", "-keyout", "\(folder.path)/key.pem", "-out", file]
            openssl.standardError = FileHandle.nullDevice
            try openssl.run()
            await openssl.untilExit()
        } else {
            try folder.write("no certificate", to: "tls.pem")
        }
        let found = try await Ward(certificate: file).look(quick: true)[.certificate]
        #expect(found?.state == state && found?.verdict == (state == "good" ? .good : .wrong))
    }
}
