import Access
import Base
import Blobs
import Dossiers
import Files
import Identity
import Storage
import Web

/// Bản sao dữ liệu: everything that is held on one person, as values for programs and as a page for people, with the
/// papers. What officials remark among themselves is the agency's and not in it.
package struct PersonCopy: Sendable {
    /// Papers beyond this are named and left out: they are on the pages of their dossiers.
    private static let bytesMax = 200_000_000
    static let dossiersMax = 200

    let name: String
    let profile: CitizenProfile?
    let dossiers: [DossierCopy]
    let requests: [RightsRequest]
    /// On which day which office opened which dossier.
    let looks: [(day: LocalDate, place: String, code: String)]
    /// Incidents of which the law lets the person be told: those whom it touched have been written to.
    let incidents: [Incident]
    /// What the owners of other tables bring.
    let more: [(part: String, entries: [CopyPart.Entry])]
    /// Kinds of records that are not in it.
    let without: [String]
    let madeAt: Instant

    /// All that one account holds.
    static func own(
        _ asked: CopyPart.Asked, _ parts: CopyParts, for permit: Permit, in snapshot: Snapshot
    ) throws -> PersonCopy {
        let (account, now) = (asked.account, asked.now)
        let more = try parts.parts.map { (part: $0.name, entries: try $0.entries(asked, snapshot)) }
        let profile = try CitizenStore.profile(of: account, in: snapshot)
        let filed = try DossierStore.held(by: account, for: permit, limit: dossiersMax, in: snapshot)
        return try PersonCopy(
            profile?.name ?? "", profile, filed.map(\.id), for: permit,
            requests: RightsRequestStore.requests(from: account, limit: 100, in: snapshot), more,
            without: parts.without + older(than: filed.count, of: dossiersMax), at: now, in: snapshot)
    }

    /// For a written request: the dossiers of the own agency that carry the person's number.
    static func asked(
        by request: RightsRequest, for permit: Permit, at now: Instant, in snapshot: Snapshot
    ) throws -> PersonCopy {
        guard !request.personalID.isEmpty else { throw Problem("rights-no-personal-id", status: 409) }
        let found = try DossierSearchStore.dossiers(.personalID(request.personalID), for: permit, in: snapshot)
        return try PersonCopy(
            request.name, nil, found.map(\.id), for: permit, requests: [request],
            without: older(than: found.count, of: DossierSearchStore.resultsMax), at: now, in: snapshot)
    }

    /// A copy that is full says that there may be more.
    private static func older(than count: Int, of most: Int) -> [String] { count < most ? [] : ["older"] }

    private init(
        _ name: String, _ profile: CitizenProfile?, _ ids: [ID<Dossier>], for permit: Permit,
        requests: [RightsRequest], _ more: [(part: String, entries: [CopyPart.Entry])] = [], without: [String] = [],
        at now: Instant, in snapshot: Snapshot
    ) throws {
        self.name = name
        self.profile = profile
        self.requests = requests
        self.more = more
        self.without = without
        madeAt = now
        dossiers = try ids.map {
            try DossierCopy.read($0, for: permit, at: now, in: snapshot)
        }
        looks = try dossiers.flatMap { copy in
            try ReadersPanel.visits(of: copy.folder.dossier, in: snapshot).map {
                ($0.day, $0.place, copy.folder.dossier.code.text)
            }
        }
        incidents = try Self.incidents(touching: ids, in: snapshot)
    }

    /// As long as people have not been told, an incident is being looked into, and nobody is warned by a copy.
    private static func incidents(touching ids: [ID<Dossier>], in snapshot: Snapshot) throws -> [Incident] {
        guard !ids.isEmpty else { return [] }
        return try IncidentStore.told(in: snapshot).filter { incident in
            guard incident.facts.hasScope else { return false }
            var search = TouchedPeople.search(incident)
            search.records = ids.map(\.description)
            search.limit = 1
            return try !ReadLogStore.lines(matching: search, in: snapshot).isEmpty
        }
    }

    // MARK: As values

    var node: JSONNode {
        func text(_ value: String?) -> JSONNode { JSONNode(value.map { .text($0) } ?? .null) }
        func object(_ members: [(String, JSONNode)]) -> JSONNode {
            JSONNode(.object(members.map { .init(name: $0.0, node: $0.1) }))
        }
        let account = profile.map { profile in
            object([
                ("name", text(profile.name)), ("personalId", text(profile.personalID?.digits)),
                ("birthDate", text(profile.birthDate?.iso8601)), ("phone", text(profile.phone?.digits)),
                ("email", text(profile.email?.text)), ("address", text(profile.address)),
                ("sex", text(profile.sex?.rawValue)),
            ])
        } ?? JSONNode(.null)
        return object([
            ("madeAt", text(madeAt.iso8601)), ("name", text(name)), ("account", account),
            ("dossiers", JSONNode(.list(dossiers.map(\.node)))),
            ("requests", JSONNode(.list(requests.map { one in
                object([
                    ("code", text(one.code)), ("kind", text(one.kind.rawValue)), ("content", text(one.content)),
                    ("receivedAt", text(one.receivedAt.iso8601)), ("outcome", text(one.answer?.outcome.rawValue)),
                    ("ground", text(one.answer?.ground)), ("note", text(one.answer?.note)),
                ])
            }))),
            ("readings", JSONNode(.list(looks.map { look in
                object([("day", text(look.day.iso8601)), ("office", text(look.place)), ("dossier", text(look.code))])
            }))),
            ("incidents", JSONNode(.list(incidents.map { one in
                object([
                    ("code", text(one.code)), ("kind", text(one.facts.kind.rawValue)),
                    ("foundAt", text(one.facts.foundAt.iso8601)), ("consequences", text(one.facts.consequences)),
                    ("measures", text(one.facts.measures)),
                ])
            }))),
        ] + more.map { part, entries in
            (part, JSONNode(.list(entries.map { object($0.facts.map { ($0.name, text($0.value)) }) })))
        } + [("without", JSONNode(.list(without.map { text($0) })))])
    }

    // MARK: As an archive

    func zip(_ blobs: any BlobStore, _ t: Strings) async throws -> [UInt8] {
        var zip = ZipFile(at: madeAt)
        var left = Self.bytesMax
        var paths: [ID<KeptFile>: String] = [:]
        for copy in dossiers {
            for (index, file) in copy.files.enumerated() where file.size <= left {
                let path = "giay-to/\(copy.folder.dossier.code.text)/\(twoDigits(index + 1)).\(file.type.ending)"
                do { zip.add(path, try await blobs.bytes(of: file.digest)) } catch let problem as Problem
                    where problem.code == "file-dangerous"
                {
                    // Malicious code is nobody's data, and the rest of the copy is theirs.
                    continue
                }
                paths[file.id] = path
                left -= file.size
            }
        }
        zip.add("du-lieu.json", Array(node.indentedText.utf8))
        zip.add("doc.html", Array(page(paths, t).text.utf8))
        return zip.bytes
    }
}
