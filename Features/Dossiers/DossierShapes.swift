import Access
import Base
import Blobs
import Catalogue
import Deadlines
import Files
import Identity
import Journal
import Web

extension DossierState: APIValue {}
extension DossierAction: APIValue {}
extension ReturnMethod: APIValue {}
extension Punctuality: APIValue {}
extension FileType: APIValue {}

/// A dossier as one caller may see it: what is said between officers is not for the citizen.
struct SeenDossier: Sendable {
    let dossier: Dossier
    let now: Instant
    let isOfficer: Bool
    /// For officers.
    let step: CurrentStep?

    init(_ dossier: Dossier, step: CurrentStep? = nil, by request: WebRequest) {
        self.dossier = dossier
        now = request.now
        isOfficer = request.caller.staff != nil
        self.step = isOfficer ? step : nil
    }

    /// As its citizen sees it, whoever asks.
    init(forCitizen dossier: Dossier, at now: Instant) {
        self.dossier = dossier
        self.now = now
        isOfficer = false
        step = nil
    }
}

/// The same with everything that belongs to it.
struct SeenFolder: Sendable {
    let folder: DossierFolder
    let seen: SeenDossier

    init(_ folder: DossierFolder, calendar: WorkCalendar, by request: WebRequest) {
        self.folder = folder
        seen = SeenDossier(
            folder.dossier, step: CurrentStep(folder.basis, in: calendar, edition: 0), by: request)
    }

    init(forCitizen folder: DossierFolder, at now: Instant) {
        self.folder = folder
        seen = SeenDossier(forCitizen: folder.dossier, at: now)
    }

    var isOfficer: Bool { seen.isOfficer }
}

/// Dossiers as the API answers them.
enum DossierShapes {
    static let line = APIShape<SeenDossier>("DossierLine", "A dossier as lists show it.", head())

    static let whole = APIShape<SeenFolder>("Dossier", "A dossier with all that belongs to it.",
        head { (folder: SeenFolder) in folder.seen } + [
            .value("procedureName", "The procedure's short name at the time of filing.") { $0.folder.procedure.name },
            .value("agencyName", "The agency that resolves.") { $0.folder.agency.name },
            .value("officeName", "The office that has it.") { $0.folder.office?.name },
            .value("assigneeName", "Who works on it; null for citizens.") { seen in
                seen.isOfficer && !seen.folder.assigneeName.isEmpty ? seen.folder.assigneeName : nil
            },
            .part("applicant", "Chủ hồ sơ.", party) { $0.folder.applicant },
            .optionalPart("filer", "Người nộp, when it is somebody else.", party) { $0.folder.filer },
            .optionalPart("acting", "On what ground the filer acts for the applicant; null: not said.", acting) {
                $0.folder.acting
            },
            .value("onBehalfOf", "The mandate by which it was filed; null where by none.") {
                $0.folder.dossier.mandate
            },
            .value("request", "Nội dung yêu cầu, in the person's words.") { $0.folder.content.request },
            .value("term", "`same-day`, `16h` (of work), `5wd` (working days), `30d`, `2mo`; null: not known.") {
                $0.folder.content.term?.code
            },
            .value("fee", "In đồng; null: not known.") { $0.folder.content.fee?.amount },
            .value("isFeePaid", "Paid.") { $0.folder.content.feeStanding == .paid },
            .value("returnAddress", "Where the result goes by post.") { $0.folder.content.returnAddress },
            .parts("papers", "Giấy tờ nộp kèm.", paper) { $0.folder.papers },
            .optionalPart("supplement", "Yêu cầu bổ sung.", supplement) { $0.folder.supplement },
            .optionalPart("result", "Kết quả; for citizens from its publication on.", result) { seen in
                guard let result = seen.folder.result, seen.isOfficer || !result.number.isEmpty else { return nil }
                return SeenResult(result: result, isOfficer: seen.isOfficer)
            },
            .parts("notes", "Remarks between officers; none for citizens.", note) {
                $0.isOfficer ? $0.folder.notes : []
            },
        ])

    private static func head() -> [APIField<SeenDossier>] { head { $0 } }

    private static func head<Value>(
        _ seen: @escaping @Sendable (Value) -> SeenDossier
    ) -> [APIField<Value>] {
        [
            .value("id", "The id in this installation.") { seen($0).dossier.id },
            .value("code", "Mã hồ sơ, as on the receipt.") { seen($0).dossier.code.text },
            .value("state", "Where it stands.") { seen($0).dossier.state },
            .value("nationalStatus", "The same in the numbers of the national portal.") {
                seen($0).dossier.state.nationalStatus
            },
            .value("revision", "Grows with each change.") { seen($0).dossier.revision },
            .value("procedure", "The procedure's code.") { seen($0).dossier.procedureCode },
            .value("field", "Lĩnh vực.") { seen($0).dossier.field },
            .value("channel", "How it came in.") { seen($0).dossier.channel },
            .value("agency", "The agency that resolves.") { seen($0).dossier.agency },
            .value("receivingAgency", "The agency that received.") { seen($0).dossier.receivingAgency },
            .value("office", "The office that has it.") { seen($0).dossier.office },
            .value("assignee", "The account that works on it; null for citizens.") {
                seen($0).isOfficer ? seen($0).dossier.assignee : nil
            },
            .value("applicantName", "Chủ hồ sơ.") { seen($0).dossier.applicantName },
            .value("submittedAt", "Filed.") { seen($0).dossier.submittedAt },
            .value("acceptedAt", "Tiếp nhận; null: not yet.") { seen($0).dossier.acceptedAt },
            .value("dueAt", "Hẹn trả; null while there is none.") { seen($0).dossier.dueAt },
            .value("stepName", """
                The step of the internal way, or what another agency was asked for; null for citizens, where nobody \
                works on it, and in the answer to a deed.
                """) { seen($0).step?.name },
            .value("stepDueAt", "Hạn bước: the end of the step's share of the time, or of the leg's; null as above.") {
                seen($0).step?.dueAt
            },
            .value("finishedAt", "The moment that punctuality is judged by.") { seen($0).dossier.finishedAt },
            .value("returnedAt", "Handed over.") { seen($0).dossier.returnedAt },
            .value("punctuality", "Judged by date; null while nothing can be said.") {
                seen($0).dossier.punctuality(at: seen($0).now)
            },
            .value("returnMethod", "How the person wants the result.") { seen($0).dossier.returnMethod },
            .value("isDigitised", "All that was handed in is there as a file.") { seen($0).dossier.isDigitised },
        ]
    }

    private static let party = APIShape<Party>("Party", "A person of a dossier. Empty: not given.", [
        .value("name", "Full name.") { $0.name },
        .value("personalId", "12 digits, or 9 on old papers.") { $0.personalID },
        .value("birthDate", "Null: not given.") { $0.birthDate },
        .value("phone", "10 digits.") { $0.phone },
        .value("email", "Address.") { $0.email },
        .value("address", "Where the person lives.") { $0.address },
    ])

    private static let acting = APIShape<Acting>("ActingGround", """
        By which paper one acts for another. Empty: not given.
        """, [
        .value("kind", "`representative` (by a paper), `parent`, `helper` (village team), `member` (organisation).") {
            $0.kind.rawValue
        },
        .value("paperNumber", "Số chứng thực, số giấy khai sinh.") { $0.paper.number },
        .value("paperPlace", "Where it was certified or issued.") { $0.paper.place },
        .value("paperDay", "When it was signed; null: not given.") { $0.paper.day },
    ])

    private static let paper = APIShape<DossierPaper>("Paper", "A paper of a dossier.", [
        .value("id", "The id in this installation.") { $0.id },
        .value("component", "Number of the procedure's component; 0 outside the list.") { $0.component },
        .value("name", "What it is.") { $0.name },
        .value("originals", "How many on paper.") { $0.originals },
        .value("copies", "How many on paper.") { $0.copies },
        .value("isPromised", "The person will bring the original.") { $0.isPromised },
        .optionalPart("file", "Null: on paper only.", file) { $0.file },
    ])

    static let file = APIShape<KeptFile>("File", "A file that the house keeps.", [
        .value("id", "The id in this installation.") { $0.id },
        .value("name", "As the person's device called it.") { $0.name },
        .value("type", "Known from its bytes.") { $0.type },
        .value("size", "In bytes.") { $0.size },
        .value("sha256", "Hexadecimal.") { $0.digest },
    ])

    private static let supplement = APIShape<Supplement>("Supplement", "What was asked for, once, all together.", [
        .value("askedAt", "When.") { $0.askedAt },
        .value("points", "One a line.") { $0.points },
        .value("answeredAt", "Null: not yet.") { $0.answeredAt },
        .value("answer", "What was said with it.") { $0.answer },
    ])

    private struct SeenResult: Sendable {
        let result: DossierResult
        let isOfficer: Bool
    }

    private static let result = APIShape<SeenResult>("Result", "The result on its way.", [
        .value("proposal", "What the specialist proposes; null for citizens.") {
            $0.isOfficer ? $0.result.proposal : nil
        },
        .value("proposedBy", "Null for citizens.") { $0.isOfficer ? $0.result.proposedBy : nil },
        .value("approverName", "Who signed; empty before.") { $0.result.approverName },
        .value("signedAs", "As whom: the lines over the name, parted by a line feed; empty before.") {
            $0.result.signedAs
        },
        .value("number", "Number of the result paper; empty before its publication.") { $0.result.number },
        .optionalPart("file", "The electronic result; null: on paper only.", file) { $0.result.file },
        .value("collectedBy", "Who has it; empty before.") { $0.result.collectedBy },
    ])

    private static let note = APIShape<DossierNote>("Note", "A remark between officers.", [
        .value("at", "When.") { $0.at },
        .value("author", "Who.") { $0.author },
        .value("text", "What.") { $0.text },
    ])

    /// One entry of a dossier's history and whether it is told to an officer.
    struct SeenEvent: Sendable {
        let entry: JournalEntry
        let isOfficer: Bool
    }

    static let event = APIShape<SeenEvent>("DossierEvent", "Something that happened to a dossier.", [
        .value("number", "Its place in the journal.") { $0.entry.number },
        .value("at", "When.") { $0.entry.at },
        .value("kind", "`dossier.accepted` …") { $0.entry.kind },
        .value("state", "Where the dossier stood after it.") { $0.entry.facts["state"] },
        .value("dueAt", "Hẹn trả after it.") { $0.entry.facts["due"].flatMap { Instant(iso8601: $0) } },
        .value("detail", "The reason, the points asked for, the office or the number that belongs to it.") {
            DossierTimeline.detail(of: $0.entry)
        },
        .value("actor", "Who did it; null for citizens.") { $0.isOfficer ? $0.entry.actorName : nil },
        .value("onBehalfOf", "The absent person in whose place it was done; null where by the actor's own right.") {
            $0.isOfficer ? $0.entry.onBehalfOf : nil
        },
    ])
}
