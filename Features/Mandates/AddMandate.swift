import Access
import Base
import Blobs
import Identity
import Journal
import Storage

/// Thêm người tôi làm thay: the agent says for whom, on which ground and until when, and shows the paper. An officer
/// looks at it with the first dossier, or before.
package struct AddMandate: Sendable {
    package static let filesMax = 6

    package let kind: Mandate.Kind
    package let agency: AgencyID?
    package let principal: Principal
    package var paper = Mandate.Paper()
    package var consent: Consent?
    package var scope = MandateScope([])
    /// Today when not given.
    package var from: LocalDate?
    package var through: LocalDate?
    package var files: [StagedFile] = []
    /// What the door has found wrong already: told together with the rest.
    package var faultsOfDoor: [FieldFault] = []

    package init(_ kind: Mandate.Kind, agency: AgencyID?, principal: Principal) {
        self.kind = kind
        self.agency = agency
        self.principal = principal
    }

    /// - Throws: every fault at once; `too-many-mandates` (409).
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> Mandate {
        let agent = try MandateOpener(in: tx, act: act)
        let today = act.at.localDate
        let (person, tidyFaults) = principal.tidied()
        var faults = faultsOfDoor + tidyFaults
        if person.personalID == agent.profile.personalID?.digits, !person.personalID.isEmpty {
            faults.append(FieldFault("personal-id", "mandate.is-yourself"))
        }
        let served = try agency.map { try AgencyStore.isServed($0, in: tx) } ?? false
        if !served { faults.append(FieldFault("agency", "mandate.agency-missing")) }
        let (from, through) = days(today: today)
        faults += faultsOfPaper()
        let clash = MandateRule.fault(kind, from: from, through: through, bornOn: person.birthDate, today: today)
        if let clash, !faults.contains(where: { $0.field == clash.field }) { faults.append(clash) }
        guard faults.isEmpty, let agency else { throw Problem.invalid(faults) }
        let mandate = Mandate(
            id: MandateID(at: act.at), kind: kind, agent: agent.account, agentName: agent.profile.name,
            principal: person, principalAccount: nil, organisation: nil, paper: tidied(paper),
            consent: kind == .helper ? consent : nil, scope: scope, from: from, through: through, agency: agency,
            standing: .awaiting, madeAt: act.at, decidedAt: nil, decidedBy: "", reason: "")
        try agent.insert(mandate, with: files, in: tx)
        try Journal.append(mandate.entry("mandate.added", ["files": "\(files.count)"]), by: act, in: tx)
        return mandate
    }

    private func days(today: LocalDate) -> (from: LocalDate, through: LocalDate?) {
        switch kind {
        case .parent:
            let adult = principal.birthDate.map(MandateRule.adultDay(bornOn:))
            return (principal.birthDate ?? today, adult?.adding(days: -1))
        case .representative:
            let first = from ?? paper.day ?? today
            return (first, through ?? MandateRule.unsaidEnd(from: first))
        case .helper: return (from ?? today, through)
        case .member: return (today, nil)
        }
    }

    private func faultsOfPaper() -> [FieldFault] {
        var faults: [FieldFault] = []
        let long = ["max": "\(MandateRule.textLengthMax)"]
        for (field, text) in [("paper-number", paper.number), ("paper-place", paper.place),
            ("witness", consent?.witness ?? ""), ("purpose", consent?.purpose ?? "")]
        where text.count > MandateRule.textLengthMax {
            faults.append(FieldFault(field, "mandate.too-long", long))
        }
        if scope.words.count > MandateScope.wordsMax
            || scope.words.contains(where: { $0.count > MandateScope.wordLengthMax })
        {
            faults.append(FieldFault("scope-words", "mandate.scope-long", ["max": "\(MandateScope.wordsMax)"]))
        }
        if files.count > Self.filesMax {
            faults.append(FieldFault("file", "mandate.files-many", ["max": "\(Self.filesMax)"]))
        }
        switch kind {
        case .member: break
        case .parent:
            if files.isEmpty, VietnameseText.tidied(paper.number).isEmpty {
                faults.append(FieldFault("paper-number", "mandate.birth-paper-missing"))
            }
        case .representative:
            if files.isEmpty { faults.append(FieldFault("file", "mandate.scan-missing")) }
        case .helper:
            if VietnameseText.tidied(consent?.purpose ?? "").isEmpty {
                faults.append(FieldFault("purpose", "mandate.purpose-missing"))
            }
            guard let consent else { return faults + [FieldFault("consent", "mandate.consent-missing")] }
            guard consent.way == .paper else { return faults }
            if files.isEmpty { faults.append(FieldFault("file", "mandate.consent-scan-missing")) }
            if VietnameseText.tidied(consent.witness).isEmpty {
                faults.append(FieldFault("witness", "mandate.witness-missing"))
            }
        }
        return faults
    }

    private func tidied(_ paper: Mandate.Paper) -> Mandate.Paper {
        Mandate.Paper(number: VietnameseText.tidied(paper.number), place: VietnameseText.tidied(paper.place),
            day: paper.day)
    }
}

extension Mandate {
    /// The entry of one act on it. Who is meant stands in the row: the journal is kept longer than a name may be.
    func entry(_ kind: String, _ more: [String: String] = [:]) -> JournalDraft {
        var facts = ["kind": self.kind.rawValue, "standing": standing.rawValue, "from": from.iso8601]
        facts["through"] = through?.iso8601
        facts["consent"] = consent?.way.rawValue
        facts["organisation"] = organisation?.description
        return JournalDraft(kind, of: Self.subjectKind, id.description, agency: agency,
            facts: facts.merging(more) { $1 })
    }
}
