import Base
import Deadlines
import Web

/// Thủ tục hành chính for programs: the list, the search and one record, open to everybody.
struct CatalogueAPI: Sendable {
    static let limitMax = 1000

    let catalogue: LiveCatalogue

    var operations: [APIOperation] { [list, one] }

    private var list: APIOperation {
        .list("/procedures", .readCatalogue,
            .init("listProcedures", tag: "procedures", "Procedures in force, or a search"),
            query: [
                .optional("q", .text(max: CatalogueLimits.queryMax),
                    "Words as people type them, a code, or a form's number; best match first."),
                .optional("field", .text(max: CatalogueLimits.queryMax),
                    "Lĩnh vực, as its name or without marks: `ho-tich`."),
                .optional("event", .word(LifeEvent.all.map(\.key)), "A life event (sự kiện trong đời)."),
                .optional("audience", Audience.apiSchema, "For whom (đối tượng thực hiện)."),
                .optional("level", OnlineLevel.apiSchema, "How far it goes online (mức độ trực tuyến)."),
            ], limitMax: Self.limitMax, item: ProcedureShapes.line
        ) { call in
            let index = try await catalogue.index(for: call.request)
            let filter = ProcedureFilter(FormValues([
                (name: "q", value: call.query.text("q")),
                (name: "linh-vuc", value: Self.slug(call.query.text("field"))),
                (name: "su-kien", value: call.query.text("event")),
                (name: "doi-tuong", value: call.query.text("audience")),
                (name: "muc", value: call.query.text("level")),
            ]))
            let found = filter.results(in: index).map(\.procedure)
            return filter.query.isEmpty ? try Self.byCode(found, call) : try Self.byRank(found, call)
        }
    }

    /// The place is the last code: what is published meanwhile moves nothing.
    private static func byCode(_ procedures: [Procedure], _ call: APICall) throws -> APIPage<Procedure> {
        let last = try call.place()?.first ?? ""
        let rest = procedures.filter { $0.code > last }.sorted { $0.code < $1.code }
        return APIPage(Array(rest.prefix(call.limit + 1)), limit: call.limit) { call.cursor($0.code) }
    }

    /// The place is a rank.
    private static func byRank(_ procedures: [Procedure], _ call: APICall) throws -> APIPage<Procedure> {
        let start = Int(try call.placeNumber() ?? 0)
        let page = procedures.dropFirst(start).prefix(call.limit)
        let end = start + page.count
        return APIPage(Array(page), next: end < procedures.count ? call.cursor(String(end)) : nil)
    }

    private static func slug(_ field: String) -> String { field.isEmpty ? "" : ProcedureFilter.slug(field) }

    private var one: APIOperation {
        .get("/procedures/:code", .readCatalogue, .init("getProcedure", tag: "procedures", "One procedure, whole"),
            in: [
                .required("code", .text(min: 8, max: 40), "The national code: `1.001193`, with or without a local end.")
            ],
            query: [.optional("version", .integer(1...100_000), "An older version; the one in force when not given.")],
            answer: ProcedureShapes.whole
        ) { call in
            guard let code = ProcedureCode.normalised(call.request.parameters["code"] ?? "") else {
                throw Problem.notFound
            }
            let (date, version) = (call.request.now.localDate, call.query.integer("version"))
            let found = try await call.request.site.database.read { snapshot in
                try version.map { try ProcedureStore.version($0, of: code, in: snapshot) }
                    ?? ProcedureStore.current(code: code, on: date, in: snapshot)
            }
            guard let found else { throw Problem.notFound }
            return found
        }
    }
}

extension Audience: APIValue {}
extension Channel: APIValue {}
extension OnlineLevel: APIValue {}
extension Component.Kind: APIValue {}

/// Procedures as the API answers them.
enum ProcedureShapes {
    static let line = APIShape<Procedure>("ProcedureLine", "A procedure as lists show it.", head)

    static let whole = APIShape<Procedure>("Procedure", "One version of a procedure, as it must be published.", head + [
        .value("officialName", "The name in the decision that published it.") { $0.officialName },
        .value("authority", "Cơ quan thực hiện.") { $0.authority },
        .value("department", "The office of the commune that works on it.") { $0.department },
        .parts("components", "Thành phần hồ sơ.", component) { $0.components },
        .parts("results", "Kết quả.", result) { $0.results },
        .value("legalBasis", "Căn cứ pháp lý.") { $0.legalBasis },
        .value("steps", "Trình tự thực hiện, where it is published.") { $0.steps },
        .value("requirements", "Yêu cầu, điều kiện.") { $0.requirements },
        .value("source", "Where the record came from.") { $0.source },
        .value("doubts", "Parts of which the source is unsure.") { $0.doubts.sorted() },
    ])

    private static let head: [APIField<Procedure>] = [
        .value("code", "The national code.") { $0.code },
        .value("name", "The short name.") { $0.name },
        .value("field", "Lĩnh vực.") { $0.field },
        .value("version", "From 1; grows with each change.") { $0.version },
        .value("effectiveFrom", "In force from this day.") { $0.effectiveFrom },
        .value("isWithdrawn", "No longer in force.") { $0.isWithdrawn },
        .value("isCommon", "Among those that people come for most.") { $0.isCommon },
        .value("audiences", "For whom.") { $0.audiences.sorted { $0.rawValue < $1.rawValue } },
        .value("channels", "Where a dossier may be filed.") { $0.channels.sorted { $0.rawValue < $1.rawValue } },
        .value("level", "How far it goes online.") { $0.online },
        .part("time", "Thời hạn giải quyết.", time) { $0.time },
        .part("fee", "Phí, lệ phí.", fee) { $0.fee },
    ]

    private static let time = APIShape<ProcessingTime>("ProcessingTime", "How long it may take.", [
        .optionalPart("normal", "Null: not published.", term) { $0.normal },
        .optionalPart("remote", "In mountainous, border and island communes, where it differs.", term) { $0.remote },
        .optionalPart("house", "For a single dwelling, where it differs.", term) { $0.house },
        .value("note", "In the words of the source.") { $0.note },
    ])

    private static let term = APIShape<Term>("Term", "A length of time in law.", [
        .value("count", "How many units.") { ProcedureWords.word($0).value },
        .value("unit", "`same_day`, `hour` (of work), `working_day`, `day`, `month`.") { ProcedureWords.word($0).unit },
    ])

    private static let fee = APIShape<Fee>("Fee", "What it costs. Null is not free: unknown, or set by the province.", [
        .value("amount", "In đồng.") { $0.amount?.amount },
        .value("byChannel", "In đồng, where channels differ.") { fee in
            Dictionary(uniqueKeysWithValues: fee.byChannel.map { ($0.key.rawValue, $0.value.amount) })
        },
        .value("isSetByProvince", "Set by the provincial council.") { $0.isSetByProvince },
        .value("note", "In the words of the source.") { $0.note },
    ])

    private static let component = APIShape<Component>("Component", "A paper that belongs to the dossier.", [
        .value("number", "Its place in the list: how a dossier's papers refer to it.") { $0.number },
        .value("name", "What it is.") { $0.name },
        .value("kind", "To hand in, only to show, or needed in some cases.") { $0.kind },
        .value("originals", "How many.") { $0.originals },
        .value("copies", "How many.") { $0.copies },
        .value("form", "The number of the form.") { $0.form },
        .value("group", "The case for which it is needed.") { $0.group },
    ])

    private static let result = APIShape<ResultPaper>("ResultPaper", "What the person receives.", [
        .value("name", "What it is.") { $0.name },
        .value("code", "Its code, where published.") { $0.code },
    ])
}
