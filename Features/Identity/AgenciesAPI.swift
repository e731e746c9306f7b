import Access
import Base
import Storage
import Web

/// Cơ quan, đơn vị for programs: provinces, communes and their offices, open to everybody.
struct AgenciesAPI: Sendable {
    static let limitMax = 1000
    private static let queryMax = 100

    var operations: [APIOperation] { [list, one] }

    private var list: APIOperation {
        .list("/agencies", .identityAgencies, .init("listAgencies", tag: "agencies", "Provinces and communes"),
            query: [
                .optional("q", .text(max: Self.queryMax), "Words of the name, with or without marks."),
                .optional("kind", Agency.Kind.apiSchema, "What kind of body."),
                .optional("parent", .id, "Only what stands directly under this agency."),
                .optional("served", .bool, "Only those that this installation serves, or only the others."),
            ], limitMax: Self.limitMax, item: Self.line
        ) { call in
            let (agencies, served) = try await call.request.site.database.read { snapshot in
                (try AgencyStore.all(in: snapshot), Set(try AgencyStore.served(in: snapshot).map(\.id)))
            }
            let words = VietnameseText.folded(call.query.text("q")).split(separator: " ")
            let (kind, parent) = (call.query.word("kind", Agency.Kind.self), call.query.id("parent") as AgencyID?)
            let last = try call.place()?.first ?? ""
            let found = agencies.filter { agency in
                let name = VietnameseText.folded(agency.name)
                return agency.statisticsCode > last && words.allSatisfy { name.contains($0) }
                    && (kind.map { agency.kind == $0 } ?? true) && (parent.map { agency.parent == $0 } ?? true)
                    && (call.query.bool("served").map { served.contains(agency.id) == $0 } ?? true)
            }
            let listings = found.map { Listing(agency: $0, isServed: served.contains($0.id), offices: []) }
            return APIPage(listings, limit: call.limit) { call.cursor($0.agency.statisticsCode) }
        }
    }

    private var one: APIOperation {
        .get("/agencies/:id", .identityAgencies, .init("getAgency", tag: "agencies", "One agency with its offices"),
            in: [.required("id", .id, "The agency's id.")], answer: Self.whole
        ) { call in
            let id: AgencyID = try call.request.id("id")
            return try await call.request.site.database.read { snapshot in
                guard let agency = try AgencyStore.agency(id, in: snapshot) else { throw Problem.notFound }
                return Listing(agency: agency, isServed: try AgencyStore.isServed(id, in: snapshot),
                    offices: try AgencyStore.offices(of: id, in: snapshot))
            }
        }
    }

    private struct Listing: Sendable {
        let agency: Agency
        let isServed: Bool
        let offices: [Office]
    }

    private static let head: [APIField<Listing>] = [
        .value("id", "The id in this installation.") { $0.agency.id },
        .value("statisticsCode", "As QĐ 19/2025/QĐ-TTg numbers it: 2 digits for a province, 5 for a commune.") {
            $0.agency.statisticsCode
        },
        .value("kind", "What kind of body.") { $0.agency.kind },
        .value("name", "With its kind: `Xã Hướng Hiệp`.") { $0.agency.name },
        .value("parent", "What it stands under; null for a province.") { $0.agency.parent },
        .value("identifier", "Mã định danh điện tử, which opens dossier codes; null until it is set.") {
            $0.agency.identifier
        },
        .value("isRemote", "Mountainous, border, island: some terms are longer there.") { $0.agency.isRemote },
        .value("isServed", "This installation takes its dossiers.") { $0.isServed },
    ]

    private static let line = APIShape<Listing>("AgencyLine", "A body of the State.", head)

    private static let whole = APIShape<Listing>("Agency", "A body of the State with its offices.", head + [
        .parts("offices", "In the order in which the commune lists them.", office) { $0.offices }
    ])

    private static let office = APIShape<Office>("Office", "A part of an agency.", [
        .value("id", "The id in this installation.") { $0.id },
        .value("kind", "Which part.") { $0.kind },
        .value("name", "Its name.") { $0.name },
    ])
}

extension Agency.Kind: APIValue {}
extension Office.Kind: APIValue {}
