import Access
import Base
import Catalogue
import Dossiers
import Identity
import Web

/// The pages of the director's board: big figures first, made to be read on a telephone too.
struct BoardViews {
    static let pageSize = 50
    private static let path = BoardPages.path

    private let request: WebRequest
    private let t: Strings
    private let reading: BoardPages.Reading
    private var board: DirectorBoard { reading.board }
    private let people: [AccountID: String]
    private let offices: [OfficeID: String]

    init(_ request: WebRequest, _ reading: BoardPages.Reading) {
        self.request = request
        self.reading = reading
        t = request.strings
        people = Dictionary(reading.people.map { ($0.account, $0.name) }) { first, _ in first }
        offices = Dictionary(reading.offices.map { ($0.id, $0.name) }) { first, _ in first }
    }

    /// Nobody, in an address.
    private static let nobody = "0"

    static func address(
        _ list: DirectorBoard.List?, office: DirectorBoard.Whose<OfficeID> = .anybodys,
        person: DirectorBoard.Whose<AccountID> = .anybodys
    ) -> String {
        let parts = [list.map { "loc=\($0.rawValue)" }, part("phong", office), part("nguoi", person)]
            .compactMap(\.self)
        return "\(path)/ho-so" + (parts.isEmpty ? "" : "?\(parts.joined(separator: "&"))")
    }

    private static func part<Mark>(_ name: String, _ whose: DirectorBoard.Whose<ID<Mark>>) -> String? {
        switch whose {
        case .anybodys: nil
        case .one(let id): "\(name)=\(id?.description ?? nobody)"
        }
    }

    /// Reads what `part` has written; what is no id is anybody's.
    static func whose<Mark>(_ text: String) -> DirectorBoard.Whose<ID<Mark>> {
        text == nobody ? .one(nil) : ID<Mark>(text).map { .one($0) } ?? .anybodys
    }

    // MARK: The board

    func page(_ stuck: [DirectorBoard.Line], _ names: [ID<Procedure>: String]) -> Page {
        let tiles = DirectorBoard.List.allCases.map { list in
            let count = board.count(list)
            let tone: Tone =
                switch list {
                case .late: count > 0 ? .late : .good
                case .stepLate, .today: count > 0 ? .warn : .neutral
                case .tomorrow, .stuck: .neutral
                }
            return Components.Tile(t("notices.board.\(list.rawValue)"), t.formats.number(count),
                detail: detail(of: list), tone: tone, to: Self.address(list))
        }
        let broken: HTML = reading.broken == 0 ? .empty : Components.notice(.warn) {
            "<p>\(t("notices.board.broken", ["count": "\(reading.broken)"]))</p>"
        }
        return Page(title: t("notices.board.title"), density: .officer, section: Self.path, main: """
            <h1>\(t("notices.board.title"))</h1>
            <p class="lead">\(t("notices.board.lead", [
                "count": t.formats.number(board.lines.count), "day": t.formats.longDate(board.today),
            ]))</p>
            \(broken)
            \(Components.tiles(tiles))
            <h2>\(t("notices.board.by-office"))</h2>
            \(shares(board.offices(), t("notices.board.office"), t("notices.board.no-office"), offices) {
                Self.address($0, office: .one($1))
            })
            <h2>\(t("notices.board.by-person"))</h2>
            \(shares(board.people(), t("notices.board.person"), t("notices.board.nobody"), people) {
                Self.address($0, person: .one($1))
            })
            <h2>\(t("notices.board.longest"))</h2>
            \(table(stuck, names))
            """)
    }

    private func detail(of list: DirectorBoard.List) -> String {
        switch list {
        case .late, .stepLate: ""
        case .today: t.formats.date(board.today)
        case .tomorrow: t.formats.date(board.tomorrow)
        case .stuck: t("notices.board.stuck-from", ["days": "\(DirectorBoard.stuckDays)"])
        }
    }

    /// One row for each office or person, those with the most late dossiers first.
    private func shares<Key>(
        _ shares: [ID<Key>?: DirectorBoard.Share], _ title: String, _ none: String, _ names: [ID<Key>: String],
        address: (DirectorBoard.List?, ID<Key>?) -> String
    ) -> HTML {
        let sorted = shares.map { (key: $0.key, name: $0.key.map { names[$0] ?? "?" } ?? none, share: $0.value) }
            .sorted { left, right in
                let (one, other) = (left.share.counts[.late] ?? 0, right.share.counts[.late] ?? 0)
                return one == other ? left.name < right.name : one > other
            }
        let rows = sorted.map { row -> Components.TableRow in
            func link(_ list: DirectorBoard.List?, _ count: Int) -> HTML {
                count == 0 ? "0" : "<a href=\"\(address(list, row.key))\">\(t.formats.number(count))</a>"
            }
            let counts = DirectorBoard.List.allCases.map { link($0, row.share.counts[$0] ?? 0) }
            return Components.TableRow(["\(row.name)", link(nil, row.share.open)] + counts,
                tone: row.share.counts[.late] == nil ? nil : .late)
        }
        let columns = [Components.Column(title), .init(t("notices.board.open"), .number)]
            + DirectorBoard.List.allCases.map { .init(t("notices.board.\($0.rawValue)"), .number) }
        return Components.table(caption: title, columns: columns, rows: rows, hidesCaption: true, folds: true,
            empty: Components.emptyState(t("notices.board.none")))
    }

    private func table(_ lines: [DirectorBoard.Line], _ names: [ID<Procedure>: String]) -> HTML {
        Components.table(
            caption: t("notices.board.title"),
            columns: [
                .init(t("notices.code"), .code), .init(t("notices.procedure")), .init(t("notices.board.with")),
                .init(t("notices.due")), .init(t("notices.board.rests"), .number),
                .init(t("notices.board.call"), .action),
            ],
            rows: lines.map { line in
                let dossier = line.dossier
                let with = line.isGuest ? t("notices.board.leg")
                    : line.person.flatMap { people[$0] } ?? line.office.flatMap { offices[$0] }
                let due = dossier.dueAt.map { t.formats.date($0.localDate) } ?? ""
                let isLate = line.lists.contains(.late)
                return Components.TableRow(
                    [
                        "<a href=\"/ho-so/\(dossier.id)\">\(dossier.code.text)</a>",
                        "\(names[dossier.procedure] ?? dossier.procedureCode)",
                        "\(with ?? t("notices.board.no-office"))",
                        """
                        \(due)\(if: isLate && !line.isGuest, " \(Components.tag(t("notices.board.qua-han"), .late))")\
                        \(line.step?.words(at: request.now, t))
                        """,
                        "\(t("notices.board.days", ["days": "\(line.restingDays)"]))",
                        // Whoever has the leg calls nobody of the agency that resolves.
                        line.isGuest ? .empty : Components.buttonLink(
                            t("notices.board.call"), to: "\(Self.path)/goi/\(dossier.id)", .secondary),
                    ], tone: isLate ? .late : nil)
            }, hidesCaption: true, folds: true, empty: Components.emptyState(t("notices.board.none")))
    }

    // MARK: A list

    func listPage(
        _ list: DirectorBoard.List?, office: DirectorBoard.Whose<OfficeID>, person: DirectorBoard.Whose<AccountID>,
        _ lines: [DirectorBoard.Line], _ names: [ID<Procedure>: String], number: Int, total: Int
    ) -> Page {
        let title = t(list.map { "notices.board.\($0.rawValue)" } ?? "notices.board.open")
        let whose = [
            name(of: office, offices, t("notices.board.no-office")),
            name(of: person, people, t("notices.board.nobody")),
        ].compactMap(\.self)
        let parts = [t("notices.board.count", ["count": t.formats.number(total)])] + whose
        let pages = (total + Self.pageSize - 1) / Self.pageSize
        let address = Self.address(list, office: office, person: person)
        let sign = address.contains("?") ? "&" : "?"
        return Page(title: title, density: .officer, section: Self.path, main: """
            \(Components.backLink(to: Self.path, t, label: t("notices.board.title")))
            <h1>\(title)</h1>
            <p class="lead">\(parts.joined(separator: " · "))</p>
            \(table(lines, names))
            \(Components.pagination(page: number, of: pages, t) { "\(address)\(sign)trang=\($0)" })
            """)
    }

    private func name<Mark>(
        of whose: DirectorBoard.Whose<ID<Mark>>, _ names: [ID<Mark>: String], _ none: String
    ) -> String? {
        switch whose {
        case .anybodys: nil
        case .one(let id): id.map { names[$0] ?? "?" } ?? none
        }
    }

    // MARK: A call

    static func callPage(
        _ dossier: Dossier, _ people: [StaffMember], _ calls: [ReminderCall], _ request: WebRequest,
        _ problem: Problem?
    ) -> Page {
        let t = request.strings
        let form = FormView(request, problem)
        let choices = people.map { FormView.Choice($0.account.description, $0.name, hint: $0.title) }
        let title = t("notices.call.title")
        return Page(title: form.title(title), density: .officer, section: path, main: """
            \(form.summary)
            \(Components.backLink(to: path, t, label: t("notices.board.title")))
            <h1>\(title)</h1>
            <p class="lead"><a href="/ho-so/\(dossier.id)">\(dossier.code.text)</a></p>
            \(Components.form(action: "\(path)/goi/\(dossier.id)", request) { """
                \(form.select("called", label: t("notices.call.called"), choices,
                    initial: dossier.assignee?.description ?? "", none: t("notices.call.choose")))
                \(form.textArea("said", label: t("notices.call.said"), hint: t("notices.call.said.hint")))
                \(Components.button(t("notices.call.record")))
                """ })
            \(CallPanel.list(calls, t))
            """)
    }
}
