import Access
import Base
import Dossiers
import Storage
import Web

/// One line of the log of readings (nhật ký truy cập): who saw whose papers, when, on what ground, from where.
///
/// It names the dossier and not the person: who that is stands in the dossier, and a log that outlives the dossier
/// shall not be the last place where the name is found.
package struct ReadLine: Sendable, Equatable {
    package let id: ID<ReadLine>
    package let at: Instant
    package let account: AccountID
    /// The reader's name and roles at that time.
    package let accountName: String
    package let roles: String
    /// The reader's; nil for citizens.
    package let agency: AgencyID?
    package let office: OfficeID?
    /// The name of the absent official in whose place it was; empty for everybody else.
    package let inPlaceOf: String
    package let what: Reading.What
    /// `dossier`, `external`, `journal`, `reading` …
    package let kind: String
    /// The id of the one record; empty for lists and logs.
    package let record: String
    /// The dossier's code; stays readable when the dossier is gone.
    package let code: String
    /// The agency that resolves the dossier.
    package let recordAgency: AgencyID?
    /// The id of the file; empty when it was no file.
    package let part: String
    /// The door's pattern.
    package let door: String
    package let ground: ReadGround
    package let address: String
    package let requestID: String
    /// How many rows a worklist showed. Which ones is not kept: an officer looks at them all day long, and the list
    /// shows of each no more than a name. 0 for every other look.
    package let shown: Int
    /// The records that a list showed.
    package let records: [String]

    /// The kind of reading of the lists that an officer works from.
    package static let worklist = "worklist"

    package init(
        id: ID<ReadLine>, at instant: Instant, account: AccountID, accountName: String, roles: String,
        agency: AgencyID?, office: OfficeID?, inPlaceOf: String, what: Reading.What, kind: String, record: String,
        code: String, recordAgency: AgencyID?, part: String, door: String, ground: ReadGround, address: String,
        requestID: String, shown: Int = 0, records: [String]
    ) {
        self.id = id
        at = instant
        self.account = account
        self.accountName = accountName
        self.roles = roles
        self.agency = agency
        self.office = office
        self.inPlaceOf = inPlaceOf
        self.what = what
        self.kind = kind
        self.record = record
        self.code = code
        self.recordAgency = recordAgency
        self.part = part
        self.door = door
        self.ground = ground
        self.address = address
        self.requestID = requestID
        self.shown = shown
        self.records = records
    }

    /// What a look becomes in the log.
    /// - Throws: `not-found` when the dossier has left the reader's reach meanwhile.
    init(_ read: ReadAct, by account: AccountID, in snapshot: Snapshot) throws {
        let caller = read.act.caller
        let isWorklist = read.reading.kind == Self.worklist
        let single = read.reading.what == .list || read.reading.what == .log ? nil : read.records.first
        var dossier: Dossier?
        if read.reading.kind == Dossier.subjectKind, let id = single.flatMap({ ID<Dossier>($0) }) {
            dossier = try DossierStore.dossier(id, for: read.act.permit, in: snapshot)
        }
        let stoodFor = caller.staff?.standsIn(for: dossier?.assignee) ?? read.act.permit.inPlaceOf.first
        self.init(
            id: ID(at: read.act.at), at: read.act.at, account: account, accountName: caller.name,
            roles: caller.roleText, agency: caller.staff?.agency, office: caller.staff?.office,
            inPlaceOf: stoodFor?.name ?? "", what: read.reading.what, kind: read.reading.kind, record: single ?? "",
            code: dossier?.code.text ?? "", recordAgency: dossier?.agency, part: read.part, door: read.door,
            ground: read.reading.what == .log ? .oversight : isWorklist ? .step : ReadGround(for: dossier, by: caller),
            address: read.address, requestID: read.act.requestID, shown: isWorklist ? read.records.count : 0,
            records: single == nil && !isWorklist ? read.records : [])
    }

    /// The line as one text that is the same for the same line: what the day's digest is made over.
    var canonical: String {
        var facts = [
            "id": id.description, "at": "\(at.microseconds)", "account": account.description, "name": accountName,
            "roles": roles, "agency": agency?.description ?? "", "office": office?.description ?? "",
            "in-place-of": inPlaceOf, "what": what.rawValue, "kind": kind, "record": record, "code": code,
            "record-agency": recordAgency?.description ?? "", "part": part, "door": door, "ground": ground.rawValue,
            "address": address, "request": requestID, "records": records.sorted().joined(separator: ","),
        ]
        // Days that were closed before worklists were written down keep their digests.
        if shown > 0 { facts["shown"] = "\(shown)" }
        return JSONFacts(facts).text
    }
}
