import Access
import Assets
import Base
import Catalogue
import Storage

/// The catalogue that the executable carries: what a new commune begins with until it imports its own.
package enum BuiltInCatalogue {
    static let path = "Features/Catalogue/Data/procedures.json"

    /// - Parameter effectiveFrom: two-tier government began on 1 July 2025; a demonstration counts from there.
    @discardableResult
    package static func publish(
        effectiveFrom: LocalDate, command: String, at now: Instant, in tx: Transaction
    ) throws -> ImportCatalogue.Outcome {
        let content = try CatalogueFile.read(Assets.bytes(of: path))
        return try ImportCatalogue(content.records, effectiveFrom: effectiveFrom)
            .run(in: tx, act: CommandAct.make(.editCatalogue, command: command, at: now))
    }

    /// The day on which communes took over what districts had done.
    package static let twoTiersSince = LocalDate(dayNumber: 20_270)
}
