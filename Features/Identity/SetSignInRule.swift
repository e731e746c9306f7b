import Access
import Base
import Journal
import Storage

/// An administrator says of whom the agency demands a second factor, and where its office is.
package struct SetSignInRule: Sendable {
    static let networksMax = 50

    package let roles: Set<Role>
    /// A network each line, as typed.
    package let networks: [String]
    /// Demonstrations alone may leave out the roles that the law names.
    package let isDemo: Bool

    package init(roles: Set<Role>, networks: [String], isDemo: Bool) {
        self.roles = roles
        self.networks = networks
        self.isDemo = isDemo
    }

    /// - Throws: `identity.network-wrong`, `identity.networks-many`, `identity.network-locks-out`.
    package func run(from address: String, in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        guard let agency = act.permit.agency else { throw Problem.notFound }
        let rule = SecondFactorRule(roles: isDemo ? roles : roles.union(SecondFactorRule.lawful),
            officeNetworks: try ranges())
        // An administrator who has no factor and is outside what was typed would be the first who cannot come back.
        let own = try act.caller.account.flatMap { try SecondFactorStore.factor(of: $0, in: tx) }
        if rule.isOutside(address), own?.confirmedAt == nil {
            throw Problem.invalid([FieldFault("networks", "identity.network-locks-out", ["address": address])])
        }
        try SecondFactorRuleStore.save(rule, of: agency, in: tx)
        try Journal.append(JournalDraft("identity.sign-in-rule-set", of: "agency", agency.description, agency: agency,
            facts: [
                "roles": rule.roles.map(\.rawValue).sorted().joined(separator: " "),
                "networks": rule.officeNetworks.map(\.text).joined(separator: " "),
            ]), by: act, in: tx)
    }

    private func ranges() throws(Problem) -> [NetworkRange] {
        let typed = networks.map { VietnameseText.tidied($0) }.filter { !$0.isEmpty }
        guard typed.count <= Self.networksMax else {
            throw .invalid([FieldFault("networks", "identity.networks-many", ["max": "\(Self.networksMax)"])])
        }
        var ranges: [NetworkRange] = []
        for text in typed {
            guard let range = NetworkRange(text) else {
                throw .invalid([FieldFault("networks", "identity.network-wrong", ["text": text])])
            }
            ranges.append(range)
        }
        return ranges
    }
}
