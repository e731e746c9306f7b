import Access
import Base
import Deadlines
import Identity
import Journal
import Storage

/// Ghi yêu cầu về dữ liệu cá nhân: what a person asks online of the own account, or on paper at the counter.
package struct AskAboutOwnRecords: Sendable {
    let kind: RightsRequest.Kind
    let content: String
    /// Who asks on paper; nil for the account that is signed in.
    let person: (name: String, personalID: String, phone: String)?
    /// Whom a citizen asks; an official enters for the own agency.
    let agency: AgencyID?
    let calendar: WorkCalendar

    package init(
        _ kind: RightsRequest.Kind, content: String, person: (name: String, personalID: String, phone: String)? = nil,
        agency: AgencyID? = nil, calendar: WorkCalendar
    ) {
        self.kind = kind
        self.content = content
        self.person = person
        self.agency = agency
        self.calendar = calendar
    }

    /// - Throws: `invalid-form`; `too-many-rights-requests` (409).
    @discardableResult
    package func run(in tx: Transaction, act: Act) throws -> ID<RightsRequest> {
        let asker = try asker(act, in: tx)
        let content = VietnameseText.tidied(content)
        var faults: [FieldFault] = []
        if content.isEmpty { faults.append(FieldFault("content", "privacy.rights-content")) }
        if content.count > RightsRequest.textMax {
            faults.append(FieldFault("content", "privacy.too-long", ["max": "\(RightsRequest.textMax)"]))
        }
        if asker.name.isEmpty || asker.name.count > 120 { faults.append(FieldFault("name", "privacy.rights-name")) }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        let (today, year) = (act.at.localDate, act.at.localDate.year)
        let dates = try RightsRequest.dates(of: kind, received: today, in: calendar)
        let one = RightsRequest(
            id: ID(at: act.at), agency: asker.agency,
            number: try YearNumberStore.next(in: "rights_request", of: asker.agency, year: year, tx), year: year,
            kind: kind,
            account: asker.account, name: asker.name, personalID: asker.personalID, phone: asker.phone,
            content: content, receivedAt: act.at, acknowledgeBy: dates.acknowledge, answerBy: dates.answer,
            acknowledgedAt: nil, acknowledgedBy: "", answer: nil)
        try RightsRequestStore.insert(one, in: tx)
        try RightsLedger.tell("rights.received", one, by: act, in: tx)
        return one.id
    }

    private struct Asker {
        let agency: AgencyID
        let account: AccountID?
        let name: String
        let personalID: String
        let phone: String
    }

    private func asker(_ act: Act, in tx: Transaction) throws -> Asker {
        if let person {
            guard let own = act.permit.agency else { throw Problem.forbidden }
            return Asker(
                agency: own, account: nil, name: VietnameseText.tidied(person.name),
                personalID: person.personalID.filter(\.isNumber), phone: person.phone.filter(\.isNumber))
        }
        guard let account = act.caller.citizen?.account, let profile = try CitizenStore.profile(of: account, in: tx)
        else { throw Problem.forbidden }
        let served = try AgencyStore.served(in: tx)
        guard let agency = served.first(where: { $0.id == agency }) ?? (served.count == 1 ? served.first : nil) else {
            throw Problem.invalid([FieldFault("agency", "dossier.agency-missing")])
        }
        let open = try RightsRequestStore.requests(from: account, limit: 100, in: tx)
            .count { $0.answer == nil && $0.agency == agency.id }
        guard open < RightsRequest.openMax else {
            throw Problem("too-many-rights-requests", status: 409, arguments: ["max": "\(RightsRequest.openMax)"])
        }
        return Asker(
            agency: agency.id, account: account, name: profile.name, personalID: profile.personalID?.digits ?? "",
            phone: profile.phone?.digits ?? "")
    }
}

/// What the journal says of such requests: which, of what sort, how it ended; never who or what about.
enum RightsLedger {
    static func tell(
        _ kind: String, _ one: RightsRequest, _ more: [String: String] = [:], by act: Act, in tx: Transaction
    ) throws {
        let facts = ["code": one.code, "kind": one.kind.rawValue, "answer-by": one.answerBy.iso8601]
        try Journal.append(
            JournalDraft(kind, of: "rights-request", one.id.description, agency: one.agency,
                facts: facts.merging(more) { _, new in new }),
            by: act, in: tx)
    }
}
