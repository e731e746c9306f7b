import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Files
import Identity
import Journal
import Mandates
import Storage

/// What is needed to open a dossier, from whichever door it comes.
package struct Filing: Sendable {
    /// A paper handed in, on paper or as a file that belongs to the filer's draft.
    package struct Paper: Sendable {
        package let component: Int
        package let name: String
        package let originals: Int
        package let copies: Int
        package let isPromised: Bool
        package let file: ID<KeptFile>?

        package init(component: Int, name: String, originals: Int, copies: Int, isPromised: Bool, file: ID<KeptFile>?) {
            self.component = component
            self.name = name
            self.originals = originals
            self.copies = copies
            self.isPromised = isPromised
            self.file = file
        }
    }

    package var procedure: Procedure
    package var agency: Agency
    package var channel: Channel
    package var applicant: Party
    /// Nil when the applicant files in person.
    package var filer: Party?
    package var filerAccount: AccountID?
    package var request: String
    package var papers: [Paper]
    package var returnMethod: ReturnMethod
    /// The agency at whose counter the person collects; nil for the one that takes the dossier in.
    package var returningAgency: AgencyID?
    package var returnAddress: String
    package var feeStanding: FeeStanding
    /// Pages and copies, for a fee that is counted by them.
    package var feeCount: FeeCount?
    /// What the officer says it costs where the catalogue does not.
    package var feeIfUnknown: Dong?
    /// The tag of the language in which the person files: `en`. Empty when nobody has said.
    package var language = ""
    /// How many sets of its papers are handed in.
    package var sets = 1
    /// On what ground the filer acts for the applicant; nil where nobody has said, and without a filer.
    package var acting: Acting?
    package var mandate: MandateID?
    package var organisation: OrganisationID?
    package var ownerAccount: AccountID?

    package init(
        procedure: Procedure, agency: Agency, channel: Channel, applicant: Party, filer: Party? = nil,
        filerAccount: AccountID? = nil, request: String = "", papers: [Paper] = [],
        returnMethod: ReturnMethod = .counter, returningAgency: AgencyID? = nil, returnAddress: String = "",
        feeStanding: FeeStanding = .unpaid, feeCount: FeeCount? = nil, feeIfUnknown: Dong? = nil
    ) {
        self.procedure = procedure
        self.agency = agency
        self.channel = channel
        self.applicant = applicant
        self.filer = filer
        self.filerAccount = filerAccount
        self.request = request
        self.papers = papers
        self.returnMethod = returnMethod
        self.returningAgency = returningAgency
        self.returnAddress = returnAddress
        self.feeStanding = feeStanding
        self.feeCount = feeCount
        self.feeIfUnknown = feeIfUnknown
    }
}

extension Filing {
    /// What it costs: counted by the rule of the procedure, or as the officer says; nil while nobody knows.
    package var fee: Dong? { procedure.feeRule(for: channel).bill(for: feeCount)?.total ?? feeIfUnknown }
}

/// Nộp hồ sơ: opens a dossier in state `submitted`, with its code. Used by the online form and by the counter.
struct OpenDossier {
    static let papersMax = 60

    let filing: Filing
    /// The record whose files the papers are: `draft` or nothing.
    let filesOf: (kind: String, id: String)?
    /// What the door has found wrong already: told together with the rest, for a person corrects a form once.
    var faultsOfDoor: [FieldFault] = []

    func run(in tx: Transaction, act: Act) throws -> Dossier { try open(in: tx, act: act).write(in: tx) }

    /// Checks the filing and gives the code; nothing of it has a row yet.
    func open(in tx: Transaction, act: Act) throws -> OpenedDossier {
        let (applicant, filer) = try checkedParties()
        guard let identifier = filing.agency.identifier else {
            throw Problem("agency-without-identifier", status: 409, arguments: ["agency": filing.agency.name])
        }
        let procedure = filing.procedure
        let dossier = Dossier(
            id: ID(at: act.at),
            code: try DossierStore.nextCode(identifier: identifier, day: act.at.localDate, in: tx),
            state: .submitted, revision: 1, procedure: procedure.id, procedureCode: procedure.code,
            field: procedure.field, channel: filing.channel, agency: filing.agency.id,
            receivingAgency: act.permit.agency ?? filing.agency.id,
            returningAgency: filing.returningAgency ?? act.permit.agency ?? filing.agency.id, office: nil,
            assignee: nil,
            filerAccount: filing.filerAccount, applicantName: applicant.name, submittedAt: act.at, acceptedAt: nil,
            dueAt: nil, finishedAt: nil, returnedAt: nil, returnMethod: filing.returnMethod,
            isDigitised: Self.isDigitised(filing), mandate: filing.mandate, organisation: filing.organisation,
            ownerAccount: filing.ownerAccount)
        let content = DossierContent(request: tidiedRequest, term: procedure.time.term(remote: filing.agency.isRemote),
            fee: filing.fee, feeStanding: filing.feeStanding, feeCount: filing.feeCount,
            returnAddress: VietnameseText.tidied(filing.returnAddress), language: filing.language,
            sets: filing.sets)
        var facts = ["fee": filing.fee.map { String($0.amount) } ?? "", "fee-standing": filing.feeStanding.word,
            "ground": filing.feeStanding.ground, "procedure": procedure.code]
        if filer != nil { facts["acting"] = filing.acting?.kind.rawValue ?? "unsaid" }
        facts["mandate"] = filing.mandate?.description
        return OpenedDossier(
            breath: DossierBreath(opening: dossier, facts: facts, by: act),
            content: content, parties: [(.applicant, applicant)] + (filer.map { [(.filer, $0)] } ?? []),
            acting: filer == nil ? nil : filing.acting, papers: try papers(at: act.at, in: tx), filesOf: filesOf)
    }

    private var tidiedRequest: String {
        filing.request.split(separator: "\n", omittingEmptySubsequences: false)
            .map { VietnameseText.tidied(String($0)) }.joined(separator: "\n")
    }

    /// The people of the filing with their text tidied.
    /// - Throws: every fault of the whole filing at once.
    private func checkedParties() throws(Problem) -> (applicant: Party, filer: Party?) {
        var faults: [FieldFault] = []
        func checked(_ party: Party, _ prefix: String) -> Party {
            do throws(Problem) { return try party.checked(prefix: prefix) } catch {
                faults += error.fields
                return party
            }
        }
        let applicant = checked(filing.applicant, "applicant-")
        let filer = filing.filer.map { checked($0, "filer-") }
        if filer != nil { faults += filing.acting?.faults ?? [] }
        faults += faultsOfRest + faultsOfDoor
        if filing.procedure.isWithdrawn { throw Problem("procedure-withdrawn", status: 409) }
        guard faults.isEmpty else { throw .invalid(faults) }
        return (applicant, filer)
    }

    private var faultsOfRest: [FieldFault] {
        var faults: [FieldFault] = []
        if filing.request.count > DossierContent.requestLengthMax {
            faults.append(FieldFault("request", "dossier.too-long", ["max": "\(DossierContent.requestLengthMax)"]))
        }
        if filing.returnMethod == .post, VietnameseText.tidied(filing.returnAddress).isEmpty {
            faults.append(FieldFault("return-address", "dossier.return-address-missing"))
        }
        if !DossierContent.setsRange.contains(filing.sets) {
            faults.append(FieldFault("sets", "dossier.sets-range", ["max": "\(DossierContent.setsRange.upperBound)"]))
        }
        if filing.papers.count > Self.papersMax {
            faults.append(FieldFault("papers", "dossier.too-many-papers", ["max": "\(Self.papersMax)"]))
        }
        return faults
    }

    private func papers(at now: Instant, in tx: Transaction) throws -> [DossierPaper] {
        let files = try filesOf.map { try FileStore.files(ownerKind: $0.kind, owner: $0.id, in: tx) } ?? [:]
        return filing.papers.map { paper in
            let file = paper.file.flatMap { files[$0] }
            return DossierPaper(id: ID(at: now), component: paper.component,
                name: paper.name.isEmpty ? file?.name ?? "" : paper.name, originals: paper.originals,
                copies: paper.copies, isPromised: paper.isPromised, file: file)
        }
    }

    /// Số hóa: everything handed in is there as a file. Papers only shown do not count (TT 03/2025/TT-VPCP, article 5).
    static func isDigitised(_ filing: Filing) -> Bool {
        !filing.papers.isEmpty && filing.papers.allSatisfy { $0.file != nil }
    }
}

/// A dossier that has a code and no row yet: further steps of the same act are taken before it is written.
struct OpenedDossier {
    var breath: DossierBreath
    var content: DossierContent
    let parties: [(Party.Role, Party)]
    let acting: Acting?
    let papers: [DossierPaper]
    let filesOf: (kind: String, id: String)?

    func write(in tx: Transaction) throws -> Dossier {
        let id = breath.dossier.id
        try breath.write(in: tx)
        try DossierPartsStore.insert(parties, of: id, in: tx)
        if let acting { try DossierPartsStore.insert(acting, of: id, in: tx) }
        if let mandate = breath.dossier.mandate {
            for agency in Set([breath.dossier.agency, breath.dossier.receivingAgency]) {
                try MandateStore.noteUse(of: mandate, at: agency, in: tx)
            }
        }
        try DossierPartsStore.insert(content, of: id, in: tx)
        try DossierPartsStore.insert(papers, of: id, in: tx)
        if let filesOf {
            try FileStore.move(fromKind: filesOf.kind, from: filesOf.id, toKind: "dossier", to: id.description, in: tx)
        }
        return breath.dossier
    }
}
