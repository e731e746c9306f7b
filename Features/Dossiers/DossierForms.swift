import Access
import Base
import Catalogue
import Deadlines
import Files
import Identity
import Mandates
import Storage
import Web

/// What programs may send about dossiers, and how it becomes what the deeds take.
enum DossierForms {
    static let party = APIObject("NewParty", "A person of a new dossier.", [
        .required("name", .text(min: 1, max: Party.nameLengthMax), "Full name."),
        .optional("personalId", .text(max: 20), "12 digits, or 9 on old papers."),
        .optional("birthDate", .date, "Date of birth."),
        .optional("phone", .text(max: 20), "10 digits."),
        .optional("email", .text(max: 254), "Address."),
        .optional("address", .text(max: Party.addressLengthMax), "Where the person lives."),
    ])

    static let paper = APIObject("NewPaper", "A paper handed in with a new dossier.", [
        .required("component", .integer(1...1000), "Number of the procedure's component."),
        .optional("originals", .integer(0...999), "On paper. Officers only."),
        .optional("copies", .integer(0...999), "On paper. Officers only."),
        .optional("files", .list(.id, max: 20), "Ids of uploads. Citizens only."),
        .optional("isPromised", .bool, "The original will be brought. Citizens only."),
    ])

    static let acting = APIObject("Acting", "The paper by which the person at the desk acts for the applicant.", [
        .required("kind", .word(Mandate.Kind.allCases.map(\.rawValue)), "The ground."),
        .optional("paperNumber", .text(max: Acting.paperLengthMax), "Số chứng thực, số giấy khai sinh."),
        .optional("paperPlace", .text(max: Acting.paperLengthMax), "Where it was certified or issued."),
        .optional("paperDay", .date, "When it was signed."),
    ])

    static let new = APIObject("NewDossier", """
        A citizen files online for themselves or for somebody else; an officer receives at the counter, which accepts \
        the dossier in the same step.
        """, [
            .required("procedure", .text(min: 8, max: 40), "The procedure's code."),
            .optional("applicant", .object(party), "Chủ hồ sơ. A citizen who leaves it out files for themselves."),
            .optional("request", .text(max: DossierContent.requestLengthMax), "Nội dung yêu cầu."),
            .optional("papers", .list(.object(paper), max: OpenDossier.papersMax), "Giấy tờ nộp kèm."),
            .optional("returnMethod", ReturnMethod.apiSchema, "At the counter when not given."),
            .optional("returnAddress", .text(max: 500), "Needed for the post."),
            .optional("agency", .id, "Citizens only: which commune, when the installation serves several."),
            .optional("channel", .word([Channel.counter.rawValue, Channel.post.rawValue]), "Officers only."),
            .optional("onBehalfOf", .id, """
                Citizens only: the mandate by which they act (làm thay); its person is the applicant, who is left out.
                """),
            .optional("filer", .object(party), "Officers only: người nộp, when it is somebody else."),
            .optional("acting", .object(acting), "Officers only: on what ground the filer acts for the applicant."),
            .optional("isFeePaid", .bool, "Officers only."),
            .optional("sets", .integer(DossierContent.setsRange), "Officers only: số bộ hồ sơ; 1 when not given."),
            .optional("termDays", .integer(1...365), "Officers only: working days, where the catalogue gives no time."),
            .optional("office", .id, "Officers only: forwards the dossier in the same step."),
        ])

    private static let officersOnly: Set<String> = [
        "channel", "filer", "acting", "isFeePaid", "sets", "termDays", "office",
    ]
    private static let officersOnlyOfPapers: Set<String> = ["originals", "copies"]
    private static let citizensOnly: Set<String> = ["agency", "onBehalfOf"]
    private static let citizensOnlyOfPapers: Set<String> = ["files", "isPromised"]

    /// - Throws: `invalid-form` naming what this kind of caller may not send.
    static func check(_ body: APIInput, isOfficer: Bool) throws(Problem) {
        let refused = isOfficer ? citizensOnly : officersOnly
        let refusedOfPapers = isOfficer ? citizensOnlyOfPapers : officersOnlyOfPapers
        var faults = body.names.filter(refused.contains).map { FieldFault($0, "api.not-here") }
        for (index, paper) in body.parts("papers").enumerated() {
            faults += paper.names.filter(refusedOfPapers.contains)
                .map { FieldFault("papers[\(index)].\($0)", "api.not-here") }
        }
        if body.has("onBehalfOf"), body.has("applicant") { faults.append(FieldFault("onBehalfOf", "api.not-together")) }
        if isOfficer, !body.has("applicant") { faults.append(FieldFault("applicant", "api.missing")) }
        guard faults.isEmpty else { throw .invalid(faults) }
    }

    static func procedure(_ body: APIInput, on date: LocalDate, in snapshot: Snapshot) throws -> Procedure {
        let code = ProcedureCode.normalised(body.text("procedure"))
        guard let found = try code.flatMap({ try ProcedureStore.current(code: $0, on: date, in: snapshot) }) else {
            throw Problem.invalid([FieldFault("procedure", "dossier.procedure-unknown")])
        }
        let numbers = Set(found.components.map(\.number))
        let faults = body.parts("papers").enumerated().compactMap { index, paper -> FieldFault? in
            numbers.contains(paper.integer("component") ?? 0)
                ? nil : FieldFault("papers[\(index)].component", "dossier.component-unknown")
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        return found
    }

    // MARK: At the counter

    static func filing(_ body: APIInput, procedure: Procedure, agency: Agency) -> Filing {
        let papers = body.parts("papers").map { paper in
            let number = paper.integer("component") ?? 0
            return Filing.Paper(component: number,
                name: procedure.components.first { $0.number == number }?.name ?? "",
                originals: paper.integer("originals") ?? 0, copies: paper.integer("copies") ?? 0, isPromised: false,
                file: nil)
        }
        var filing = Filing(procedure: procedure, agency: agency, channel: body.word("channel") ?? .counter,
            applicant: body.part("applicant").map(party) ?? Party(name: ""), filer: body.part("filer").map(party),
            request: body.text("request"), papers: papers, returnMethod: body.word("returnMethod") ?? .counter,
            returnAddress: body.text("returnAddress"), feeStanding: body.bool("isFeePaid") == true ? .paid : .unpaid)
        filing.sets = body.integer("sets") ?? 1
        filing.acting = filing.filer == nil ? nil : body.part("acting").flatMap { paper in
            paper.word("kind", Mandate.Kind.self).map { kind in
                Acting(kind: kind, paper: Mandate.Paper(number: paper.text("paperNumber"),
                    place: paper.text("paperPlace"), day: paper.date("paperDay")))
            }
        }
        return filing
    }

    private static func party(_ input: APIInput) -> Party {
        Party(name: input.text("name"), personalID: input.text("personalId"), phone: input.text("phone"),
            email: input.text("email"), address: input.text("address"), birthDate: input.date("birthDate"))
    }

    // MARK: Online

    /// The same as typed into the screens of the online form.
    static func answers(_ body: APIInput, profile: CitizenProfile?) -> [String: String] {
        let person = body.part("applicant").map(party) ?? Party(name: profile?.name ?? "",
            personalID: profile?.personalID?.digits ?? "", phone: profile?.phone?.digits ?? "",
            address: profile?.address ?? "", birthDate: profile?.birthDate)
        let mandate: MandateID? = body.id("onBehalfOf")
        var answers = [
            "who": mandate?.description ?? (body.has("applicant") ? "other" : "self"),
            "applicant-name": person.name,
            "applicant-personal-id": person.personalID, "applicant-phone": person.phone,
            "applicant-email": person.email, "applicant-address": person.address, "request": body.text("request"),
            "return-method": body.word("returnMethod", ReturnMethod.self)?.rawValue ?? ReturnMethod.counter.rawValue,
            "return-address": body.text("returnAddress"),
        ]
        if let birth = person.birthDate {
            answers["applicant-birth-date-ngay"] = "\(birth.day)"
            answers["applicant-birth-date-thang"] = "\(birth.month)"
            answers["applicant-birth-date-nam"] = "\(birth.year)"
        }
        for paper in body.parts("papers") where paper.bool("isPromised") == true {
            answers["promise-\(paper.integer("component") ?? 0)"] = "1"
        }
        return answers
    }

    // MARK: Faults

    /// A deed names fields as the pages' forms do; the API's names are those of its own objects.
    static func naming<Value>(_ deed: () throws -> Value) throws -> Value {
        do { return try deed() } catch var problem as Problem {
            problem.fields = problem.fields.map { FieldFault(name($0.field), $0.code, $0.arguments) }
            throw problem
        }
    }

    private static func name(_ field: String) -> String {
        for party in ["applicant", "filer"] where field.hasPrefix("\(party)-") {
            return "\(party).\(camel(String(field.dropFirst(party.count + 1))))"
        }
        if field.hasPrefix("component-") { return "papers" }
        return field == "term" ? "termDays" : field == "collector" ? "collectedBy" : camel(field)
    }

    private static func camel(_ words: String) -> String {
        let parts = words.split(separator: "-")
        return parts.prefix(1).joined() + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
