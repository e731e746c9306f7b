import Access
import Base
import Catalogue
import Identity
import Journal
import Mandates
import Storage
import Workflows

/// Everything of one dossier, as its page shows it: read in one snapshot.
package struct DossierFolder: Sendable {
    package let dossier: Dossier
    package let procedure: Procedure
    package let agency: Agency
    package let office: Office?
    package let assigneeName: String
    package let applicant: Party
    /// Nil when the applicant filed in person.
    package let filer: Party?
    /// On what ground the filer acts; nil where nobody has said.
    package let acting: Acting?
    /// As it stands now, with what was decided about it since.
    package let mandate: Mandate?
    package let papers: [DossierPaper]
    package let content: DossierContent
    package let notes: [DossierNote]
    /// Supplements, stops and the extension.
    package let clock: ClockRecord
    package let legs: [DossierLeg]
    package let opinions: [Opinion]
    package let visits: [SiteVisit]
    package let result: DossierResult?
    package let history: [JournalEntry]
    /// The internal way in force at its acceptance; nil when the common one serves.
    package let workflow: Workflow?

    /// The last request to supplement.
    package var supplement: Supplement? { clock.supplements.last }

    /// The leg that another agency has now, or has been sent and not yet taken.
    package var openLeg: DossierLeg? { legs.last.flatMap { $0.givenBack == nil && $0.received == nil ? $0 : nil } }

    /// Whether the date may still be moved: not before, and a day ahead at least.
    package func mayExtend(at now: Instant) -> Bool {
        clock.extended == nil && dossier.dueAt.map { now.localDate < $0.localDate } ?? false
    }

    package static func read(_ id: ID<Dossier>, for permit: Permit, in snapshot: Snapshot) throws -> DossierFolder {
        try read(try DossierStore.dossier(id, for: permit, in: snapshot), in: snapshot)
    }

    static func read(_ dossier: Dossier, in snapshot: Snapshot) throws -> DossierFolder {
        let parties = try DossierPartsStore.parties(of: dossier.id, in: snapshot)
        guard let procedure = try ProcedureStore.version(dossier.procedure, in: snapshot),
            let agency = try AgencyStore.agency(dossier.agency, in: snapshot), let applicant = parties[.applicant]
        else { throw StorageError.badColumn("dossier", "incomplete: \(dossier.id)") }
        return DossierFolder(
            dossier: dossier, procedure: procedure, agency: agency,
            office: try dossier.office.flatMap { try AgencyStore.office($0, in: snapshot) },
            assigneeName: try dossier.assignee.flatMap { try StaffStore.member($0, in: snapshot)?.name } ?? "",
            applicant: applicant, filer: parties[.filer],
            acting: parties[.filer] == nil ? nil : try DossierPartsStore.acting(of: dossier.id, in: snapshot),
            mandate: try dossier.mandate.flatMap { try MandateStore.mandate(underDossier: $0, in: snapshot) },
            papers: try DossierPartsStore.papers(of: dossier.id, in: snapshot),
            content: try DossierPartsStore.content(of: dossier.id, in: snapshot),
            notes: try DossierPartsStore.notes(of: dossier.id, in: snapshot),
            clock: try DossierClockStore.record(of: dossier.id, in: snapshot),
            legs: try DossierLegStore.legs(of: dossier.id, in: snapshot),
            opinions: try DossierInquiryStore.opinions(of: dossier.id, in: snapshot),
            visits: try DossierInquiryStore.visits(of: dossier.id, in: snapshot),
            result: try DossierPartsStore.result(of: dossier.id, in: snapshot),
            history: try Journal.entries(of: "dossier", dossier.id.description, in: snapshot),
            workflow: try workflow(of: dossier, in: snapshot))
    }

    /// The internal way by which it goes.
    static func workflow(of dossier: Dossier, in snapshot: Snapshot) throws -> Workflow? {
        try dossier.acceptedAt.flatMap {
            try WorkflowStore.workflow(of: dossier.agency, procedure: dossier.procedureCode, at: $0, in: snapshot)
        }
    }
}
