import Access
import Base
import Journal
import Storage

/// Đổi vai trò trong tổ chức.
package struct SetMemberRole: Sendable {
    let organisation: OrganisationID
    let member: MandateID?
    let role: Organisation.Role

    package init(_ member: MandateID?, of organisation: OrganisationID, to role: Organisation.Role) {
        self.organisation = organisation
        self.member = member
        self.role = role
    }

    /// - Throws: `organisation-owners-only` (403), `organisation-needs-owner` (409).
    package func run(in tx: Transaction, act: Act) throws {
        try act.requireMandate(.mandateOwn)
        let folder = try OrganisationFolder.read(organisation, for: act.permit, in: tx)
        try folder.requireOwner()
        guard let found = folder.members.first(where: { $0.id == member }) else {
            throw Problem.invalid([FieldFault("lan", "mandate.member-missing")])
        }
        guard found.memberRole != role else { return }
        if role == .member {
            try folder.requireOwner(without: found)
            try OrganisationStore.drop(madeBy: found.agent, to: organisation, in: tx)
        }
        try OrganisationStore.setRole(role, of: found.id, in: tx)
        try Journal.append(
            found.entry("organisation.role-changed", ["role": role.rawValue]), by: act, in: tx)
    }
}
