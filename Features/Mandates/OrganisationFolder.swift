import Access
import Base
import Storage

/// An organisation as one of its people sees it.
struct OrganisationFolder: Sendable {
    let organisation: Organisation
    let members: [Mandate]
    /// The caller's own.
    let own: Mandate

    var isOwner: Bool { own.memberRole == .owner }

    /// - Throws: `not-found` for whoever is not in it today.
    static func read(_ id: OrganisationID, for permit: Permit, in snapshot: Snapshot) throws -> OrganisationFolder {
        guard let account = permit.caller.account,
            let found = try OrganisationStore.organisation(id, in: snapshot)
        else { throw Problem.notFound }
        let members = try OrganisationStore.members(of: id, in: snapshot)
        guard let own = members.first(where: { $0.agent == account }) else { throw Problem.notFound }
        return OrganisationFolder(organisation: found, members: members, own: own)
    }

    /// - Throws: `organisation-owners-only` (403).
    func requireOwner() throws(Problem) {
        guard isOwner else { throw Problem("organisation-owners-only", status: 403) }
    }

    /// - Throws: `organisation-needs-owner` (409) when nobody else could let people in and out.
    func requireOwner(without member: Mandate) throws(Problem) {
        guard members.contains(where: { $0.id != member.id && $0.memberRole == .owner }) else {
            throw Problem("organisation-needs-owner", status: 409)
        }
    }
}
