import Access

/// The roles as sets of permissions, read out of the policy that decides at every door: nothing here can differ from
/// what counts.
package struct RightsTable: Sendable {
    package let policy: AccessPolicy

    package init(_ policy: AccessPolicy) { self.policy = policy }

    private var all: [Permission] { policy.permissions.sorted { $0.name < $1.name } }

    /// Those that some roles hold and others do not.
    package var byRole: [Permission] {
        all.filter { permission in
            let count = policy.roles(holding: permission).count
            return 0 < count && count < Role.allCases.count
        }
    }

    /// What makes the role another than the rest; see `ofEveryRole` for what all have.
    package func permissions(of role: Role) -> [Permission] {
        byRole.filter { policy.roles(holding: $0).contains(role) }
    }

    package var ofEveryRole: [Permission] {
        all.filter { !policy.isForAnybody($0) && policy.roles(holding: $0).count == Role.allCases.count }
    }

    /// Of every citizen with an account.
    package var ofCitizens: [Permission] { all.filter { policy.isForCitizens($0) && !policy.isForAnybody($0) } }

    package var ofEverybody: [Permission] { all.filter(policy.isForAnybody) }

    /// Only the program itself, by its command line.
    package var ofNobody: [Permission] {
        all.filter { policy.roles(holding: $0).isEmpty && !policy.isForCitizens($0) && !policy.isForAnybody($0) }
    }

    /// The whole as names, one list for each role and for citizens, everybody and nobody.
    package var names: [String: [String]] {
        var lists = Dictionary(uniqueKeysWithValues: Role.allCases.map { role in
            (role.rawValue, (permissions(of: role) + ofEveryRole).map(\.name).sorted())
        })
        lists["citizen"] = ofCitizens.map(\.name)
        lists["everybody"] = ofEverybody.map(\.name)
        lists["nobody"] = ofNobody.map(\.name)
        lists["by-delegation"] = all.filter(policy.isDelegable).map(\.name)
        return lists
    }
}
