import Access
import Base
import Journal
import Storage

/// Sets what the law leaves to settings: the identifier that opens dossier codes, and whether the longer terms of
/// remote places hold.
package struct ChangeAgency: Sendable {
    package let agency: AgencyID
    /// As typed; empty takes it away.
    package let identifier: String
    package let isRemote: Bool

    package init(agency: AgencyID, identifier: String, isRemote: Bool) {
        self.agency = agency
        self.identifier = identifier
        self.isRemote = isRemote
    }

    /// - Throws: `invalid-form` with `identifier-shape` or `identifier-taken` on the field `identifier`.
    package func run(in tx: Transaction, act: Act) throws {
        try act.require(.identityManage)
        try act.requireReach(to: agency)
        guard let old = try AgencyStore.agency(agency, in: tx) else { throw Problem.notFound }
        var wanted: String?
        if !identifier.isEmpty {
            guard let read = AgencyIdentifier(identifier) else {
                throw Problem.invalid([FieldFault("identifier", "identity.identifier-shape")])
            }
            if let other = try AgencyStore.agency(identifier: read.text, in: tx), other.id != agency {
                throw Problem.invalid([FieldFault("identifier", "identity.identifier-taken", ["name": other.name])])
            }
            wanted = read.text
        }
        guard wanted != old.identifier || isRemote != old.isRemote else { return }
        try AgencyStore.set(identifier: wanted, isRemote: isRemote, of: agency, in: tx)
        try Journal.append(JournalDraft("identity.agency-changed", of: "agency", agency.description, agency: agency,
            facts: [
                "identifier": wanted ?? "", "identifier-before": old.identifier ?? "",
                "remote": isRemote ? "1" : "0", "remote-before": old.isRemote ? "1" : "0",
            ]), by: act, in: tx)
    }
}
