import Access
import Base
import Journal
import Storage

/// Takes in the list of provinces and communes. Repeatable: what stands already is only renamed when its name changed;
/// identifiers and other settings are kept; nothing is removed.
package struct ImportAgencies: Sendable {
    package struct Outcome: Sendable, Equatable {
        package var added = 0
        package var renamed = 0
        package var unchanged = 0

        package init(added: Int = 0, renamed: Int = 0, unchanged: Int = 0) {
            self.added = added
            self.renamed = renamed
            self.unchanged = unchanged
        }
    }

    package let list: AgencyList

    package init(_ list: AgencyList) { self.list = list }

    package func run(in tx: Transaction, act: Act) throws -> Outcome {
        try act.require(.identitySetUp)
        let known = try Dictionary(AgencyStore.all(in: tx).map { ($0.statisticsCode, $0) }) { first, _ in first }
        var outcome = Outcome()
        var fresh: [Agency] = []
        for entry in list.entries {
            guard let old = known[entry.statisticsCode] else {
                fresh.append(agency(entry))
                continue
            }
            if old.name == entry.name, old.kind == entry.kind {
                outcome.unchanged += 1
            } else {
                try AgencyStore.rename(old.id, to: entry.name, kind: entry.kind, in: tx)
                outcome.renamed += 1
            }
        }
        outcome.added = fresh.count
        try AgencyStore.insert(fresh, in: tx)
        guard outcome.added + outcome.renamed > 0 else { return outcome }
        try Journal.append(JournalDraft("identity.agencies-imported", of: "agency-list", "statistics", agency: nil,
            facts: ["added": String(outcome.added), "renamed": String(outcome.renamed)]), by: act, in: tx)
        return outcome
    }

    private func agency(_ entry: AgencyList.Entry) -> Agency {
        Agency(id: ImportAgencies.id(ofStatisticsCode: entry.statisticsCode), statisticsCode: entry.statisticsCode,
            kind: entry.kind, name: entry.name,
            parent: entry.parentCode.map { ImportAgencies.id(ofStatisticsCode: $0) }, identifier: nil, isRemote: false)
    }

    /// The same code has the same id in every installation, so that a commune's data can move to its province.
    /// - Precondition: two digits (a province) or five (a commune).
    package static func id(ofStatisticsCode code: String) -> AgencyID {
        let group = code.count == 2 ? "7001" : "7002"
        let padding = String(repeating: "0", count: max(0, 12 - code.count))
        guard let id = AgencyID("00000000-0000-\(group)-8000-\(padding)\(code)") else {
            preconditionFailure("no statistics code: \(code)")
        }
        return id
    }
}
