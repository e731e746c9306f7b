import Access
import Base

/// Of whom a second factor is demanded.
package struct SecondFactorRule: Sendable {
    package let roles: Set<Role>
    /// Where officials sign in with their password alone, when their role does not ask for more. Empty: everywhere.
    package let officeNetworks: [NetworkRange]

    package init(roles: Set<Role>, officeNetworks: [NetworkRange] = []) {
        self.roles = roles
        self.officeNetworks = officeNetworks
    }

    /// It may be used, and nobody has to: citizens, demonstrations.
    package static let offered = SecondFactorRule(roles: [])
    /// Leaders who sign, directors of centres and administrators.
    package static let lawful: Set<Role> = [.leader, .centreDirector, .centreDeputy, .administrator]

    func demands(_ own: Set<Role>) -> Bool { !own.isDisjoint(with: roles) }

    func isOutside(_ address: String) -> Bool {
        guard !officeNetworks.isEmpty else { return false }
        return NetworkAddress(address).map { address in !officeNetworks.contains { $0.contains(address) } } ?? true
    }
}
