import Access
import Base
import Dossiers
import Storage

/// Người có thể bị ảnh hưởng: worked out from the log of readings, by the account, the address and the days of an
/// incident.
package struct TouchedPeople: Sendable {
    package struct Person: Sendable, Equatable {
        package let name: String
        package let personalID: String
        package let phone: String
        package let email: String
        package let address: String
        /// Codes of the dossiers that were seen, without repeats.
        package var codes: [String]
    }

    /// By name, each once: the same personal id, or the same name and phone, is one person.
    package let people: [Person]
    /// The dossiers that were seen.
    package let dossiers: [ID<Dossier>]
    /// How many lines of the log it was worked out from.
    package let looks: Int
    /// Of these, worklists: how many rows of names they showed together, of which only the number is known.
    package let listed: Int
    /// The log had more lines than one answer holds: the days must be narrowed.
    package let isCut: Bool

    package static let nobody = TouchedPeople(people: [], dossiers: [], looks: 0, listed: 0, isCut: false)

    private init(people: [Person], dossiers: [ID<Dossier>], looks: Int, listed: Int, isCut: Bool) {
        self.people = people
        self.dossiers = dossiers
        self.looks = looks
        self.listed = listed
        self.isCut = isCut
    }

    package init(_ incident: Incident, for permit: Permit, in snapshot: Snapshot) throws {
        guard incident.facts.hasScope else {
            self = .nobody
            return
        }
        let lines = try ReadLogStore.lines(matching: Self.search(incident), in: snapshot)
        let seen = lines.filter { $0.kind == Dossier.subjectKind }
            .flatMap { $0.record.isEmpty ? $0.records : [$0.record] }
        var people: [String: Person] = [:]
        var dossiers: [ID<Dossier>] = []
        for id in Set(seen).sorted().compactMap({ ID<Dossier>($0) }) {
            // What has left the agency's reach since is for the other agency to tell.
            guard let dossier = try? DossierStore.dossier(id, for: permit, in: snapshot) else { continue }
            dossiers.append(id)
            for party in try DossierPartsStore.parties(of: id, in: snapshot).values {
                let key = party.personalID.isEmpty ? "\(party.name)\u{0}\(party.phone)" : party.personalID
                var person = people[key] ?? Person(
                    name: party.name, personalID: party.personalID, phone: party.phone, email: party.email,
                    address: party.address, codes: [])
                if !person.codes.contains(dossier.code.text) { person.codes.append(dossier.code.text) }
                people[key] = person
            }
        }
        self.init(
            people: people.values.sorted { ($0.name, $0.phone) < ($1.name, $1.phone) }, dossiers: dossiers,
            looks: lines.count, listed: lines.reduce(0) { $0 + $1.shown }, isCut: lines.count == ReadLogStore.linesMax)
    }

    static func search(_ incident: Incident) -> ReadSearch {
        var search = ReadSearch(
            agency: incident.agency, account: incident.facts.account, limit: ReadLogStore.linesMax)
        search.address = incident.facts.address
        search.from = incident.facts.from.map { Instant($0) }
        search.before = incident.facts.through.map { Instant($0.adding(days: 1)) }
        return search
    }
}
