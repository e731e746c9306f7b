import Base
import Journal
import Storage
import Web

/// What others add to the bundle of evidence: the seals over the journal, how the machine stands.
package struct EvidencePart: Sendable {
    /// Asks the machine, which takes its time, and not the data of the moment. Nil: there is nothing to say.
    package typealias Asking = @Sendable (Instant, Strings) async throws -> [UInt8]?

    enum Source: Sendable {
        case data(@Sendable (Snapshot) throws -> [UInt8])
        case machine(Asking)
    }

    let name: String
    let source: Source

    /// - Parameter name: of the file in the archive; ASCII.
    package init(_ name: String, bytes: @escaping @Sendable (Snapshot) throws -> [UInt8]) {
        self.name = name
        source = .data(bytes)
    }

    package init(_ name: String, asking: @escaping Asking) {
        self.name = name
        source = .machine(asking)
    }
}

/// Gói chứng cứ: what an investigator takes away. Written from one moment's data, and each file is in its own words, so
/// that it can be checked without the program.
struct IncidentEvidence: Sendable {
    /// So many days before the finding, when the incident names no first day.
    private static let daysBefore = 30

    let incident: Incident
    let parts: [EvidencePart]

    init(_ incident: Incident, parts: [EvidencePart]) {
        self.incident = incident
        self.parts = parts
    }

    private var span: (from: Instant, before: Instant) {
        let found = incident.facts.foundAt.localDate
        return (
            Instant(Self.firstDay(of: incident)), Instant((incident.facts.through ?? found).adding(days: 1))
        )
    }

    /// From which day on an incident is looked into.
    static func firstDay(of incident: Incident) -> LocalDate {
        incident.facts.from ?? incident.facts.foundAt.localDate.adding(days: -daysBefore)
    }

    func zip(of site: Site, at now: Instant, _ t: Strings) async throws -> [UInt8] {
        let verdict = try await Journal.verify(site.database)
        let files = try await site.database.read { snapshot in try self.files(in: snapshot) } + answers(at: now, t)
        var zip = ZipFile(at: now)
        let standing =
            switch verdict {
            case .intact(let head): "intact up to entry \(head.number), digest \(head.digest)"
            case .broken(let fault): "broken at entry \(fault.number)"
            }
        zip.add("README.txt", Array("""
            Incident \(incident.code), found \(incident.facts.foundAt.iso8601). Made \(now.iso8601).
            Span: \(span.from.iso8601) to before \(span.before.iso8601).
            journal.jsonl: the entries of the journal in the span, with their digests, each chained to the one before.
            The whole journal was verified when this was made: \(standing).
            readings.jsonl: the looks in the scope of the incident, in the form over which the days' digests are made.
            reading-days.jsonl: the digests of the days; entries «reading.day-closed» of the journal say the same.
            doctor.json: how the machine stood when this was made, as `motcua doctor --quick --json` says it.
            Seals and receipts can be checked with `motcua verify`, the installation with `motcua doctor`.

            """.utf8))
        for (name, bytes) in files { zip.add(name, bytes) }
        return zip.bytes
    }

    private func files(in snapshot: Snapshot) throws -> [(String, [UInt8])] {
        var search = TouchedPeople.search(incident)
        search.from = search.from ?? span.from
        let lines = try ReadLogStore.lines(matching: search, in: snapshot).reversed().map(\.canonical)
        let days = try ReadLogStore.days(limit: 400, in: snapshot).reversed().filter {
            Instant($0.day) >= span.from && Instant($0.day) < span.before
        }.map { JSONFacts(["day": $0.day.iso8601, "lines": "\($0.lines)", "digest": $0.digest]).text }
        var files = [
            ("readings.jsonl", Self.text(lines)), ("reading-days.jsonl", Self.text(days)),
            ("journal.jsonl", Self.text(try entries(in: snapshot))),
        ]
        for part in parts {
            if case .data(let bytes) = part.source { files.append((part.name, try bytes(snapshot))) }
        }
        return files
    }

    /// A machine that cannot be asked is a finding itself, and takes nothing from the rest.
    private func answers(at now: Instant, _ t: Strings) async -> [(String, [UInt8])] {
        var files: [(String, [UInt8])] = []
        for part in parts {
            guard case .machine(let ask) = part.source else { continue }
            do {
                if let bytes = try await ask(now, t) { files.append((part.name, bytes)) }
            } catch { files.append((part.name, Self.text([JSONFacts(["problem": "\(error)"]).text]))) }
        }
        return files
    }

    /// The entries of the span that concern the agency or nobody's: another commune's are not this one's evidence.
    private func entries(in snapshot: Snapshot) throws -> [String] {
        var (texts, before): ([String], Int64?) = ([], nil)
        while true {
            var search = JournalSearch(before: before, limit: 1000)
            search.agency = incident.agency
            let found = try Journal.entries(matching: search, in: snapshot)
            for entry in found where entry.at >= span.from && entry.at < span.before { texts.append(Self.line(entry)) }
            guard let last = found.last, last.at >= span.from, found.count == 1000 else { return texts.reversed() }
            before = last.number
        }
    }

    private static func line(_ entry: JournalEntry) -> String {
        JSONFacts([
            "number": "\(entry.number)", "at": entry.at.iso8601, "kind": entry.kind, "subject-kind": entry.subjectKind,
            "subject": entry.subject, "agency": entry.agency?.description ?? "",
            "actor": entry.actor?.description ?? "", "actor-name": entry.actorName, "actor-role": entry.actorRole,
            "request": entry.requestID, "facts": JSONFacts(entry.facts).text, "previous": entry.previousDigest,
            "digest": entry.digest,
        ]).text
    }

    private static func text(_ lines: [String]) -> [UInt8] { Array(lines.map { $0 + "\n" }.joined().utf8) }
}
