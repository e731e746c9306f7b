import Access
import Base
import Storage
import Web

/// Quyền làm thay for programs: by which mandates the caller acts, for `onBehalfOf` of a new dossier.
struct MandatesAPI: Sendable {
    var operations: [APIOperation] { [list] }

    private var list: APIOperation {
        .list("/mandates", .mandateOwn,
            .init("listMandates", tag: "mandates", "For whom the caller acts or has acted, the newest first"),
            item: Self.line
        ) { call in
            guard let account = call.request.caller.account else { throw Problem.forbidden }
            let last: MandateID? = try call.placeID()
            let found = try await call.request.site.database.read { try MandateStore.mandates(of: account, in: $0) }
                .sorted { $0.id > $1.id }.filter { one in last.map { one.id < $0 } ?? true }
            let today = call.request.now.localDate
            return APIPage(found.map { Line(mandate: $0, today: today) }, limit: call.limit) {
                call.cursor($0.mandate.id.description)
            }
        }
    }

    private struct Line: Sendable {
        let mandate: Mandate
        let today: LocalDate
    }

    private static let line = APIShape<Line>("Mandate", "By which one acts for another.", [
        .value("id", "For `onBehalfOf`.") { $0.mandate.id },
        .value("kind", "`representative` (by a paper), `parent`, `helper` (village team), `member` (organisation).") {
            $0.mandate.kind.rawValue
        },
        .value("name", "For whom.") { $0.mandate.principal.name },
        .value("state", "`awaiting` and `in-force` may be filed by.") { $0.mandate.state(on: $0.today).rawValue },
        .value("from", "The first day.") { $0.mandate.from },
        .value("through", "The last day, included; null: until somebody ends it.") { $0.mandate.through },
        .value("paperNumber", "Số chứng thực, số giấy khai sinh, mã số thuế; empty: only a scan.") {
            $0.mandate.paper.number
        },
    ])
}
