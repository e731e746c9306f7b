import Access
import Base
import Identity
import Journal
import Storage

/// Vào tổ chức: somebody who was handed the word comes in with their own account.
package struct JoinOrganisation: Sendable {
    let code: String

    /// - Parameter code: as typed.
    package init(code: String) { self.code = OrganisationInvitation.code(code) }

    /// - Throws: a fault on `code` when it serves nobody, whatever the reason.
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> OrganisationID {
        try act.requireMandate(.mandateOwn)
        guard let account = act.caller.account, let own = try CitizenStore.profile(of: account, in: tx) else {
            throw Problem.forbidden
        }
        guard let invitation = try OrganisationStore.take(code, on: act.at.localDate, in: tx),
            let organisation = try OrganisationStore.organisation(invitation.organisation, in: tx)
        else { throw Problem.invalid([FieldFault("code", "mandate.invitation-nothing")]) }
        let members = try OrganisationStore.members(of: organisation.id, in: tx)
        guard let host = members.first(where: { $0.agent == invitation.madeBy && $0.memberRole == .owner }),
            members.count < Organisation.membersMax
        else { throw Problem.invalid([FieldFault("code", "mandate.invitation-nothing")]) }
        // Whoever is in already stays as they are.
        if members.contains(where: { $0.agent == account }) { return organisation.id }
        let member = Mandate.member(of: organisation, account, own.name, invitation.role, standing: .accepted,
            agency: host.agency, at: act.at)
        try MandateStore.insert(member, in: tx)
        try Journal.append(
            member.entry("organisation.member-joined", ["role": invitation.role.rawValue]), by: act, in: tx)
        return organisation.id
    }
}
