import Access
import Base
import Journal
import Storage

/// Đưa ra khỏi tổ chức: an owner lets somebody out, or somebody leaves. The last owner stays.
package struct RemoveMember: Sendable {
    let organisation: OrganisationID
    let member: MandateID?

    package init(_ member: MandateID?, of organisation: OrganisationID) {
        self.organisation = organisation
        self.member = member
    }

    /// - Throws: `organisation-owners-only` (403), `organisation-needs-owner` (409).
    package func run(in tx: Transaction, act: Act) throws {
        try act.requireMandate(.mandateOwn)
        let folder = try OrganisationFolder.read(organisation, for: act.permit, in: tx)
        guard var leaving = folder.members.first(where: { $0.id == member }) else {
            throw Problem.invalid([FieldFault("lan", "mandate.member-missing")])
        }
        if leaving.id != folder.own.id { try folder.requireOwner() }
        try folder.requireOwner(without: leaving)
        let was = leaving.standing
        (leaving.standing, leaving.decidedAt, leaving.decidedBy) = (.ended, act.at, act.caller.name)
        try MandateStore.save(leaving, was: was, in: tx)
        try OrganisationStore.drop(madeBy: leaving.agent, to: organisation, in: tx)
        try Journal.append(leaving.entry("organisation.member-removed",
            ["by": leaving.id == folder.own.id ? "member" : "owner"]), by: act, in: tx)
    }
}
