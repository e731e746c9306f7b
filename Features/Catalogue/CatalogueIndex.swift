import Base

/// All procedures of a date, ready to be listed and searched.
package struct CatalogueIndex: Sendable {
    /// In force, by name as lists show them; withdrawn ones are left out.
    package let procedures: [Procedure]
    package let search: ProcedureSearch
    /// Lĩnh vực with how many procedures it has, in alphabetical order.
    package let fields: [(name: String, slug: String, count: Int)]
    private let byCode: [String: Procedure]

    package init(_ all: [Procedure], synonyms: [Synonym]) {
        byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
        procedures = all.filter { !$0.isWithdrawn }
            .map { (key: VietnameseText.folded($0.name), procedure: $0) }
            .sorted { $0.key < $1.key }.map(\.procedure)
        search = ProcedureSearch(procedures, synonyms: synonyms)
        fields = Dictionary(grouping: procedures, by: \.field)
            .map { (name: $0.key, slug: ProcedureFilter.slug($0.key), count: $0.value.count) }
            .sorted { VietnameseText.folded($0.name) < VietnameseText.folded($1.name) }
    }

    /// What comes with the program, before anybody has changed it.
    package static func builtIn(on date: LocalDate) throws(CatalogueFaults) -> CatalogueIndex {
        let records = try CatalogueFile.read(CatalogueFile.builtIn).records
        return CatalogueIndex(records.map {
            Procedure($0, id: ID(at: Instant(date)), version: 1, effectiveFrom: date, isWithdrawn: false)
        }, synonyms: Synonym.builtIn)
    }

    /// Also a withdrawn one.
    package func procedure(_ code: String) -> Procedure? { byCode[code] }

    /// What people come for most.
    package var common: [Procedure] { procedures.filter(\.isCommon) }

    /// The procedures of a life event: its own codes first, in their order, then its groups.
    package func procedures(of event: LifeEvent) -> [Procedure] {
        let first = event.codes.compactMap { byCode[$0] }.filter { !$0.isWithdrawn }
        let rest = procedures.filter { event.groups.contains($0.group) && !event.codes.contains($0.code) }
        return first + rest.filter(\.isCommon) + rest.filter { !$0.isCommon }
    }
}
