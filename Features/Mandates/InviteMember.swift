import Access
import Base
import Journal
import Storage

/// Mời người vào tổ chức: an owner gets a word to hand on.
package struct InviteMember: Sendable {
    let organisation: OrganisationID
    let role: Organisation.Role

    package init(_ organisation: OrganisationID, as role: Organisation.Role) {
        self.organisation = organisation
        self.role = role
    }

    /// - Returns: the word.
    /// - Throws: `organisation-owners-only` (403), `too-many-invitations` (409).
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> String {
        try act.requireMandate(.mandateOwn)
        let folder = try OrganisationFolder.read(organisation, for: act.permit, in: tx)
        try folder.requireOwner()
        let today = act.at.localDate
        guard try OrganisationStore.invitations(to: organisation, on: today, in: tx).count
            < OrganisationInvitation.openMax
        else {
            let most = ["max": "\(OrganisationInvitation.openMax)"]
            throw Problem("too-many-invitations", status: 409, arguments: most)
        }
        let invitation = OrganisationInvitation(code: OrganisationInvitation.freshCode(), organisation: organisation,
            role: role, madeBy: folder.own.agent, through: today.adding(days: OrganisationInvitation.daysMax))
        try OrganisationStore.insert(invitation, in: tx)
        try Journal.append(
            folder.own.entry("organisation.member-invited", ["role": role.rawValue]), by: act, in: tx)
        return invitation.code
    }
}
