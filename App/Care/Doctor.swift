import Base
import Blobs
import Calendars
import Dossiers
import Foundation
import Jobs
import Journal
import Keys
import Notices
import Sealing
import Storage

/// What somebody who looks after the machine asks first. Reads only, also beside a running server.
package struct Doctor: Sendable {
    /// What was looked at; the sentences are `app.doctor.<check>.<state>`, with `….advice` for what to do.
    package enum Check: String, Sendable, CaseIterable {
        case disk, clock, calendar, backup, jobs, notices, files, journal, dossiers, figures, seals, certificate
        case scanner, walls
    }

    package enum Verdict: String, Sendable { case good, note, wrong }

    package struct Finding: Sendable, Equatable {
        package let check: Check
        package let verdict: Verdict
        /// Which sentence of the check.
        package let state: String
        package let arguments: [String: String]
    }

    /// Below it a day's papers may not fit any more.
    package static let bytesFreeMin: Int64 = 2_000_000_000
    static let backupHoursMax: Int64 = 48
    static let jobStuckSeconds: Int64 = 3600
    static let certificateDaysMin: Int64 = 21
    /// For how long it is told that notices were given up.
    static let noticeDays: Int64 = 7

    let configuration: Configuration
    /// Only looks whether the attached files are there, without reading them, and at what the journal has got since the
    /// last backup; the figures are not counted again.
    let isQuick: Bool
    let bytesFreeMin: Int64

    package init(_ configuration: Configuration, isQuick: Bool = false, bytesFreeMin: Int64 = bytesFreeMin) {
        self.configuration = configuration
        self.isQuick = isQuick
        self.bytesFreeMin = bytesFreeMin
    }

    package func run(at now: Instant, progress: @escaping @Sendable (CareStep) -> Void) async throws -> [Finding] {
        let house = try await Storehouse.open(configuration, to: .look, clock: .system)
        do {
            var findings = [disk(), try await clock(house, now), try await calendar(house, now)]
            findings.append(try await backup(house, now))
            findings += [try await jobs(house, now), try await notices(house, now)]
            findings += [try await files(house, progress)]
            findings += try await invariants(house, progress)
            findings.append(try await seals(house, now))
            findings += certificate(now)
            findings += await scanner()
            findings += try await walls(house)
            await house.database.close()
            return findings
        } catch {
            await house.database.close()
            throw error
        }
    }

    private func disk() -> Finding {
        let folders = [configuration[Settings.data], configuration.blobsFolder]
        let free = folders.compactMap { try? DiskBlobStore.bytesFree(at: $0) }.min() ?? 0
        let arguments = ["gigabytes": "\(free / 1_000_000_000)", "folder": configuration[Settings.data]]
        return free < bytesFreeMin
            ? Finding(check: .disk, verdict: .wrong, state: "low", arguments: arguments)
            : Finding(check: .disk, verdict: .good, state: "good", arguments: arguments)
    }

    /// A clock that stands before what was already written would date papers wrongly.
    private func clock(_ house: Storehouse, _ now: Instant) async throws -> Finding {
        let last = try await house.database.read { try Journal.lastStamp(in: $0) }
        let arguments = ["now": now.iso8601, "last": last?.iso8601 ?? ""]
        guard let last, now < last.adding(seconds: -60) else {
            return Finding(check: .clock, verdict: .good, state: "good", arguments: arguments)
        }
        return Finding(check: .clock, verdict: .wrong, state: "behind", arguments: arguments)
    }

    /// Due dates of the last months of a year reach into the next. What was entered here counts, as the journal tells
    /// it: rows taken out of the table by hand are said.
    private func calendar(_ house: Storehouse, _ now: Instant) async throws -> Finding {
        let ledger = try await house.database.read { try CalendarLedger(in: $0) }
        guard ledger.isWhole else {
            return Finding(check: .calendar, verdict: .wrong, state: "damaged",
                arguments: ["entries": "\(ledger.revisions.count)"])
        }
        let (year, known) = (now.localDate.year, ledger.calendar(over: Features.calendar.base))
        let years = Set(known.years.map(\.number))
        let arguments = ["year": "\(year + 1)", "now": "\(year)"]
        if !years.contains(year) {
            return Finding(check: .calendar, verdict: .wrong, state: "none", arguments: arguments)
        }
        if !years.contains(year + 1) {
            let isLate = now.localDate.month >= 10
            return Finding(check: .calendar, verdict: isLate ? .wrong : .note, state: "missing", arguments: arguments)
        }
        return known.isOfficial(year: year + 1)
            ? Finding(check: .calendar, verdict: .good, state: "good", arguments: arguments)
            : Finding(check: .calendar, verdict: .note, state: "provisional", arguments: arguments)
    }

    private func backup(_ house: Storehouse, _ now: Instant) async throws -> Finding {
        let installation = try await house.database.read { try InstallationStore.installation(in: $0) }
        guard let note = BackupNote.read(in: configuration), let at = Instant(iso8601: note.at) else {
            let isDemo = installation?.isDemo ?? false
            return Finding(check: .backup, verdict: isDemo ? .note : .wrong, state: "never", arguments: [:])
        }
        let hours = now.seconds(since: at) / 3600
        return Finding(
            check: .backup, verdict: hours > Self.backupHoursMax ? .wrong : .good,
            state: hours > Self.backupHoursMax ? "old" : "good", arguments: ["hours": "\(hours)", "place": note.place])
    }

    private func jobs(_ house: Storehouse, _ now: Instant) async throws -> Finding {
        let (dead, stuck) = try await house.database.read { snapshot in
            (try Jobs.counts(in: snapshot)[.dead] ?? 0,
                try Jobs.stuck(since: now.adding(seconds: -Self.jobStuckSeconds), in: snapshot))
        }
        let arguments = ["dead": "\(dead)", "stuck": "\(stuck)"]
        if dead > 0 { return Finding(check: .jobs, verdict: .wrong, state: "dead", arguments: arguments) }
        if stuck > 0 { return Finding(check: .jobs, verdict: .wrong, state: "stuck", arguments: arguments) }
        return Finding(check: .jobs, verdict: .good, state: "good", arguments: arguments)
    }

    /// People who were not told: a channel was down for days.
    private func notices(_ house: Storehouse, _ now: Instant) async throws -> Finding {
        let count = try await house.database.read {
            try NoticeStore.givenUp(since: now.adding(seconds: -Self.noticeDays * 86_400), in: $0)
        }
        let arguments = ["count": "\(count)", "days": "\(Self.noticeDays)"]
        return count > 0
            ? Finding(check: .notices, verdict: .wrong, state: "given-up", arguments: arguments)
            : Finding(check: .notices, verdict: .good, state: "good", arguments: arguments)
    }

    // MARK: What must be true

    /// The invariants of the data: all of them, or what came after the last backup.
    private func invariants(
        _ house: Storehouse, _ progress: @escaping @Sendable (CareStep) -> Void
    ) async throws -> [Finding] {
        let noted = BackupNote.read(in: configuration)?.head
        var invariants = Invariants(house.database, anchor: noted)
        let violations = isQuick
            ? try await invariants.checkDossiers(after: noted ?? .empty) { progress(.invariants($0)) }
            : try await invariants.checkAll { progress(.invariants($0)) }
        func of(_ part: Invariants.Part) -> [Invariants.Violation] { violations.filter { $0.part == part } }
        func finding(_ check: Check, _ part: Invariants.Part) -> Finding {
            let found = of(part)
            return Finding(
                check: check, verdict: found.isEmpty ? .good : .wrong, state: found.isEmpty ? "good" : "broken",
                arguments: ["count": "\(found.count)", "first": found.first.map { "\($0.subject): \($0.rule)" } ?? ""])
        }
        let journal = of(.journal).first.map {
            Finding(check: .journal, verdict: .wrong, state: "broken", arguments: ["number": $0.subject])
        } ?? Finding(
            check: .journal, verdict: .good, state: isQuick && noted != nil ? "since" : "good",
            arguments: ["entries": "\(invariants.head.number)", "from": "\(noted?.number ?? 0)"])
        return [journal, finding(.dossiers, .dossiers)] + (isQuick ? [] : [finding(.figures, .figures)])
    }

    // MARK: Seals

    /// The journal against its seals and against their file; quickly: only the file against the database.
    private func seals(_ house: Storehouse, _ now: Instant) async throws -> Finding {
        let file = SealFile(configuration.seals.sealFile)
        let seals = try await house.database.read { try SealStore.all(in: $0) }
        guard let last = seals.last else {
            return Finding(check: .seals, verdict: .note, state: "never", arguments: ["file": file.path])
        }
        var arguments = ["number": "\(last.number)", "at": last.at.iso8601, "file": file.path]
        let standing = file.standing(to: seals)
        guard standing.isSound else {
            return Finding(check: .seals, verdict: .wrong, state: "file", arguments: arguments)
        }
        if !isQuick, case .broken(let fault, _) = try await CheckSeals(house.database, file: file).run() {
            arguments["first"] = fault.entry.map { "\($0)" } ?? fault.word
            return Finding(check: .seals, verdict: .wrong, state: "broken", arguments: arguments)
        }
        let hours = now.seconds(since: last.at) / 3600
        arguments["hours"] = "\(hours)"
        if standing != .agrees { return Finding(check: .seals, verdict: .note, state: "behind", arguments: arguments) }
        return Finding(check: .seals, verdict: .good, state: "good", arguments: arguments)
    }

    // MARK: Files

    private func files(
        _ house: Storehouse, _ progress: @Sendable (CareStep) -> Void
    ) async throws -> Finding {
        let digests = try await house.database.read { try DatabaseCopy.Moment(of: $0).digests }
        var (missing, damaged, first) = (0, 0, "")
        for (index, digest) in digests.enumerated() {
            if index % 100 == 0 { progress(.files(done: index, of: digests.count)) }
            do {
                if isQuick {
                    guard try house.blobs.holds(digest) else { throw BlobError.missing(digest) }
                } else {
                    for try await _ in try await house.blobs.stream(of: digest) {}
                }
            } catch BlobError.missing {
                missing += 1
                first = first.isEmpty ? digest : first
            } catch BlobError.damaged {
                damaged += 1
                first = first.isEmpty ? digest : first
            }
        }
        let arguments = [
            "count": "\(digests.count)", "missing": "\(missing)", "damaged": "\(damaged)", "first": first,
        ]
        return missing + damaged > 0
            ? Finding(check: .files, verdict: .wrong, state: "broken", arguments: arguments)
            : Finding(check: .files, verdict: .good, state: "good", arguments: arguments)
    }

    // MARK: Walls

    /// On PostgreSQL the database itself keeps communes apart, but not for a superuser.
    private func walls(_ house: Storehouse) async throws -> [Finding] {
        guard let isPassed = try await house.database.read({ try InstallationStore.seesThroughWalls(in: $0) }) else {
            return []
        }
        return [
            isPassed
                ? Finding(check: .walls, verdict: .note, state: "passed", arguments: [:])
                : Finding(check: .walls, verdict: .good, state: "good", arguments: [:])
        ]
    }

    // MARK: Scanner

    /// Whether the scanner that the settings name answers, and with which signatures.
    private func scanner() async -> [Finding] {
        guard let scanner = configuration.scanner else { return [] }
        do {
            let version = try await scanner.version()
            return [Finding(check: .scanner, verdict: .good, state: "good", arguments: ["version": version])]
        } catch {
            return [Finding(check: .scanner, verdict: .wrong, state: "away", arguments: [:])]
        }
    }

    // MARK: Certificate

    /// Of the web server in front, when the setting names its file; read by the system's `openssl`.
    private func certificate(_ now: Instant) -> [Finding] {
        let file = configuration[Settings.certificate]
        guard !file.isEmpty else { return [] }
        guard let end = CertificateEnd.read(file) else {
            return [Finding(check: .certificate, verdict: .wrong, state: "unreadable", arguments: ["file": file])]
        }
        let days = end.seconds(since: now) / 86_400
        let arguments = ["days": "\(days)", "date": end.localDate.description, "file": file]
        return [
            days < Self.certificateDaysMin
                ? Finding(check: .certificate, verdict: .wrong, state: "ending", arguments: arguments)
                : Finding(check: .certificate, verdict: .good, state: "good", arguments: arguments)
        ]
    }
}

/// Until when a certificate holds.
enum CertificateEnd {
    static func read(_ file: String) -> Instant? {
        let process = Process(), output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl", "x509", "-enddate", "-noout", "-dateopt", "iso_8601", "-in", file]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // notAfter=2027-02-03 04:05:06Z
        guard let value = said.split(separator: "=").last else { return nil }
        return Instant(iso8601: value.trimmingCharacters(in: .whitespacesAndNewlines).replacing(" ", with: "T"))
    }
}
