import Access
import Base
import Catalogue
import Identity
import Storage

/// What a season needs before its first day: agencies with their offices and people, the catalogue, some citizens.
/// Everything is made through the deeds by which a real commune is set up.
package struct SeasonStage: Sendable {
    /// By statistics code.
    let casts: [String: OfficeCast]
    /// Citizens who are known by name, as the first invented people; everybody else is made up from a number.
    let people: [Int: InventedPerson]
    let citizens: [Int: Caller]
    /// Of every account that is made during the season. One hash serves all, which no real account may do.
    let password: PasswordHash

    /// - Parameters:
    ///   - setUp: the program's act with the permit `identity.set-up`; its moment is that of everything made here.
    ///   - publishing: the same with the permit `catalogue.edit`.
    /// - Throws: `commune-already-set-up` when some of it is there already, and what the deeds refuse with.
    package static func set(
        for profile: SeasonProfile, password: PasswordHash, in tx: Transaction, setUp: Act, publishing: Act
    ) throws -> SeasonStage {
        let agencies = profile.offices.map(\.agency)
        var people: DemoPeople?
        if agencies.contains(where: { $0.code == DemoPeople.communeCode }) {
            people = try DemoPeople.seed(hash: password, in: tx, act: setUp)
        } else {
            _ = try ImportAgencies(AgencyList.embedded()).run(in: tx, act: setUp)
        }
        let bodies = agencies.compactMap { agency in
            agency.parentCode.map {
                AgencyList.Entry(statisticsCode: agency.code, kind: .branch, name: agency.name, parentCode: $0)
            }
        }
        if !bodies.isEmpty { _ = try ImportAgencies(AgencyList(bodies)).run(in: tx, act: setUp) }
        let there = people == nil ? [] : [DemoPeople.communeCode, DemoPeople.otherCommuneCode]
        for (place, agency) in agencies.enumerated() where !there.contains(agency.code) {
            try InventedStaff(agency, number: place).add(password, in: tx, act: setUp)
        }
        let records = try CatalogueFile.read(CatalogueFile.builtIn).records
        _ = try ImportCatalogue(records, effectiveFrom: profile.first).run(in: tx, act: publishing)
        let casts = try agencies.map { ($0.code, try OfficeCast($0, on: profile.first, in: tx)) }
        let known = try people.map { try Self.known($0, in: tx) } ?? [:]
        return SeasonStage(casts: Dictionary(uniqueKeysWithValues: casts), people: known.mapValues(\.person),
            citizens: known.mapValues(\.caller), password: password)
    }

    private static func known(
        _ people: DemoPeople, in snapshot: Snapshot
    ) throws -> [Int: (person: InventedPerson, caller: Caller)] {
        var known: [Int: (InventedPerson, Caller)] = [:]
        for (number, phone) in DemoPeople.citizenPhones.enumerated() {
            guard let account = people.accounts[phone],
                let profile = try CitizenStore.profile(of: account, in: snapshot)
            else { continue }
            known[number] = (InventedPerson(profile), .citizen(CitizenCaller(account: account, name: profile.name)))
        }
        return known
    }
}
