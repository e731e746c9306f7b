import Access
import Base
import Mandates

/// On what ground the filer acts for the applicant, as it was said when the dossier was filed: by a mandate of the
/// account that filed it online, or by the paper that somebody showed at the counter.
package struct Acting: Sendable, Equatable {
    static let paperLengthMax = 200

    package var kind: Mandate.Kind
    package var paper: Mandate.Paper

    package init(kind: Mandate.Kind, paper: Mandate.Paper = Mandate.Paper()) {
        self.kind = kind
        self.paper = paper
    }

    init(_ mandate: Mandate) {
        self.init(kind: mandate.kind, paper: mandate.paper)
    }

    /// What is wrong with what an officer typed of it.
    var faults: [FieldFault] {
        [("acting-paper", paper.number), ("acting-place", paper.place)].compactMap { field, text in
            text.count > Self.paperLengthMax
                ? FieldFault(field, "dossier.too-long", ["max": "\(Self.paperLengthMax)"]) : nil
        }
    }
}

extension Dossier {
    /// Whether a citizen may supplement, withdraw and stop it; who only sees it may not. THE rule of acting for others:
    /// the applicant's own account always; a member of the applicant's organisation; the filer while the mandate
    /// counts by which they filed, and without a mandate until the applicant takes the dossier into their own account.
    package func isActedOn(by citizen: CitizenCaller) -> Bool {
        if ownerAccount == citizen.account { return true }
        if let organisation, citizen.organisations.contains(organisation) { return true }
        guard filerAccount == citizen.account else { return false }
        if let mandate { return citizen.mandates.contains(mandate) }
        return ownerAccount == nil
    }
}

extension Filing {
    /// Filed by this mandate: its person is the applicant, whatever was typed; only what the mandate does not know is
    /// taken from the form.
    mutating func fileFor(_ mandate: Mandate) {
        let person = mandate.principal
        applicant.name = person.name
        if mandate.kind != .member { applicant.personalID = person.personalID }
        if let birth = person.birthDate { applicant.birthDate = birth }
        acting = Acting(mandate)
        (self.mandate, organisation, ownerAccount) = (mandate.id, mandate.organisation, mandate.principalAccount)
    }
}
