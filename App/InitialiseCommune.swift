import Access
import Base
import Catalogue
import Identity
import Journal
import Storage

/// Makes the data of a real commune: agencies, the commune with its offices and first administrator, the catalogue.
/// All in one transaction: it is there whole, or not at all.
package struct InitialiseCommune: Sendable {
    package struct Outcome: Sendable {
        package let agency: Agency
        package let procedures: Int
    }

    package let statisticsCode: String
    package let identifier: AgencyIdentifier
    package let isRemote: Bool
    package let administratorName: String
    package let administratorLogin: String
    package let password: PasswordHash
    package let catalogue: ImportCatalogue

    package init(
        statisticsCode: String, identifier: AgencyIdentifier, isRemote: Bool, administratorName: String,
        administratorLogin: String, password: PasswordHash,
        catalogue: ImportCatalogue
    ) {
        self.statisticsCode = statisticsCode
        self.identifier = identifier
        self.isRemote = isRemote
        self.administratorName = administratorName
        self.administratorLogin = administratorLogin
        self.password = password
        self.catalogue = catalogue
    }

    /// - Parameter publishing: the act with the permit to edit the catalogue.
    /// - Throws: `installation-exists`, or what the parts refuse with.
    package func run(in tx: Transaction, act: Act, publishing: Act) throws -> Outcome {
        try InstallationStore.mark(Installation(kind: .real, at: act.at, isWhole: true), in: tx)
        try Journal.append(
            JournalDraft("installation.made", of: "installation", "real", agency: nil,
                facts: ["commune": statisticsCode, "version": Version.text]), by: act, in: tx)
        _ = try ImportAgencies(AgencyList.embedded()).run(in: tx, act: act)
        let commune = try SetUpCommune(
            statisticsCode: statisticsCode, identifier: identifier.text, isRemote: isRemote,
            administratorName: administratorName, administratorLogin: administratorLogin,
            administratorPassword: password, mustChangePassword: false,
            secondFactorRoles: SecondFactorRule.lawful
        ).run(in: tx, act: act)
        let procedures = try catalogue.run(in: tx, act: publishing)
        return Outcome(agency: commune.agency, procedures: procedures.added.count)
    }
}
