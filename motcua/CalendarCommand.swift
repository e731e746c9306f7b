import Access
import App
import ArgumentParser
import Base
import Calendars
import Deadlines
import Dossiers
import Identity
import Storage
import Web

/// The working calendar of an installation from the command line.
struct CalendarCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar",
        abstract: "Lịch làm việc: xem, thêm, nhập từ tệp. / The working calendar: show, add, import.",
        subcommands: [Show.self, Add.self, Import.self, Repair.self])

    /// As `Data/calendar-vn.json` is written, so that what is shown can be changed and taken in again.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Xem lịch đang dùng và các mục đã nhập. / Show the calendar in force and what was entered.",
            discussion: "Ví dụ / Example: motcua calendar show --data ./data --year 2027 --json")

        @OptionGroup var common: CommonOptions
        @Option(help: "Chỉ năm này. / Only this year.") var year: Int?
        @Option(help: "Mã thống kê của cơ quan. / The agency's statistics code.") var agency: String?

        func run() async throws {
            try await common.saying { t in
                let asked = agency
                let (ledger, calendar) = try await Looking.at(try common.configuration()) { database in
                    try await database.read { snapshot in
                        let place = try asked.flatMap { try CalendarCommand.agency($0, in: snapshot) }
                        return (try CalendarLedger(in: snapshot), try Features.calendar.current(in: snapshot).of(place))
                    }
                }
                let years = calendar.years.map(\.number).filter { year == nil || $0 == year }
                guard !years.isEmpty else {
                    throw Problem("calendar-missing", status: 404, arguments: ["year": "\(year ?? 0)"])
                }
                print(common.json ? Self.document(calendar, years, ledger) : Self.text(calendar, years, ledger, t))
                if !ledger.isWhole { Terminal.complain(t("problem.calendar-damaged")) }
            }
        }

        private static func text(
            _ calendar: WorkCalendar, _ years: [Int], _ ledger: CalendarLedger, _ t: Strings
        ) -> String {
            let days = years.map { "\($0)\n\(YearText.text(of: $0, in: calendar))" }
            let entries = ledger.revisions.map { revision in
                "\(revision.number)  \(revision.at.localDate.iso8601)  \(revision.change.kind.rawValue)  "
                    + "\(revision.reason)  \(revision.source)  \(revision.authorName)"
                    + (ledger.isInForce(revision) ? "" : "  \(t("app.calendar.not-in-force"))")
            }
            return (days + (entries.isEmpty ? [] : [entries.joined(separator: "\n")])).joined(separator: "\n\n")
        }

        private static func document(_ calendar: WorkCalendar, _ years: [Int], _ ledger: CalendarLedger) -> String {
            let sheets = years.compactMap { calendar.sheet(of: $0) }.map(CalendarDocument.node)
            let hours = calendar.hoursPeriods.map { CalendarDocument.node(of: $0) }
            return CalendarDocument.object([
                ("years", JSONNode(.list(sheets))), ("hours", JSONNode(.list(hours))),
                ("revisions", JSONNode(.list(ledger.revisions.map { revision in
                    CalendarDocument.object([
                        ("number", JSONNode(.integer(revision.number))),
                        ("kind", JSONNode(.text(revision.change.kind.rawValue))),
                        ("in-force", JSONNode(.bool(ledger.isInForce(revision)))),
                        ("reason", JSONNode(.text(revision.reason))), ("source", JSONNode(.text(revision.source))),
                        ("at", JSONNode(.text(revision.at.iso8601))), ("by", JSONNode(.text(revision.authorName))),
                    ])
                }))),
                ("whole", JSONNode(.bool(ledger.isWhole))),
            ]).indentedText
        }
    }

    /// What is entered, and how: shared by what adds and what takes a file in.
    struct Entering: ParsableArguments {
        @Option(help: "Lý do; người dân đọc được. / Reason; people read it.") var reason: String
        @Option(help: "Văn bản làm căn cứ. / The document that it rests on.") var source = ""
        @Option(help: "Mã thống kê của cơ quan, khi có nhiều. / The agency's statistics code, where there are several.")
        var agency: String?
        @Flag(help: "Chỉ cho biết ngày hẹn nào sẽ dời. / Only say which dates would move.") var dryRun = false

        /// Does it, or tells what it would do.
        func perform(
            _ common: CommonOptions, command: String, _ t: Strings,
            _ changes: @escaping @Sendable (AgencyID?, WorkCalendar) throws -> [CalendarChange]
        ) async throws {
            let configuration = try common.configuration()
            let base = Features.calendar.base
            let deed = { @Sendable [reason, source, agency] (snapshot: Snapshot) throws -> EnterInCalendar in
                let place = try CalendarCommand.agency(agency, in: snapshot)
                let calendar = try Features.calendar.current(in: snapshot).of(place)
                return EnterInCalendar(try changes(place, calendar).map {
                    ReviseCalendar($0, reason: reason, source: source)
                })
            }
            if dryRun {
                let act = try CommandAct.make(.editCalendar, command: command, at: Clock.system.now)
                let preview = try await Looking.at(configuration) { database in
                    try await database.read { try deed($0).preview(over: base, for: act.permit, at: act.at, in: $0) }
                }
                return try tell(preview, common, t)
            }
            let entered = try await ChangingBeside.at(configuration, .editCalendar, command: command) { tx, act in
                try deed(tx).run(over: base, in: tx, act: act).map(\.number)
            }
            print(common.json ? try Terminal.json(["entered": entered])
                : t(entered.isEmpty ? "app.calendar.same" : "app.calendar.entered", ["count": "\(entered.count)"]))
        }

        private func tell(_ preview: CalendarPreview, _ common: CommonOptions, _ t: Strings) throws {
            guard common.json else {
                for move in preview.moves { print("\(move.code)  \(move.before.iso8601)  \(move.after.iso8601)") }
                return print(t("app.calendar.would-move", ["count": "\(preview.moved)", "of": "\(preview.looked)",
                    "left": "\(preview.leftAlone)"]))
            }
            let moves = preview.moves.map { ["code": $0.code, "before": $0.before.iso8601, "after": $0.after.iso8601] }
            print(try Terminal.json(["moves": moves, "looked": preview.looked, "leftAlone": preview.leftAlone,
                "dryRun": true] as [String: Any]))
        }
    }

    /// One change.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Thêm ngày nghỉ, hoán đổi, đóng cửa; thu hồi một mục. / Add a change, or withdraw one.",
            discussion: """
                Ví dụ / Example:
                  motcua calendar add --off 2026-12-31 --name "Nghỉ Tết" --worked 2026-12-26 --reason "Hoán đổi" \\
                    --source "TB 1/TB-BNV" --data ./data --dry-run
                  motcua calendar add --off 2026-12-03/2026-12-04 --closure --name "Bão" --reason "Bão" --data ./data
                  motcua calendar add --withdraw 3 --reason "Nhập nhầm" --data ./data
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var entering: Entering
        @Option(help: "Ngày nghỉ YYYY-MM-DD, hoặc TỪ/ĐẾN. / Day off, or FROM/TO.") var off: String?
        @Option(help: "Tên ngày nghỉ. / Its name.") var name = ""
        @Option(help: "Thứ Bảy hoặc Chủ nhật làm bù. / The weekend day worked instead.") var worked: String?
        @Flag(help: "Nghỉ bù. / In lieu.") var compensation = false
        @Flag(help: "Chỉ cơ quan này đóng cửa. / Only this agency is closed.") var closure = false
        @Option(help: "Thu hồi mục số. / Withdraw the entry of this number.") var withdraw: Int64?

        func run() async throws {
            try await common.saying { t in
                guard (off == nil) != (withdraw == nil), worked == nil || (!closure && !compensation),
                    !(closure && compensation)
                else { throw CommandFault.wrongUse(t("app.calendar.one")) }
                if let withdraw {
                    return try await entering.perform(common, command: "calendar add", t) { _, _ in
                        [.withdrawal(of: withdraw)]
                    }
                }
                let dates = (off ?? "").split(separator: "/").map { LocalDate(iso8601: String($0)) }
                let instead = worked.map { LocalDate(iso8601: $0) }
                guard let first = dates.first ?? nil, let last = dates.last ?? nil, dates.count <= 2, first <= last,
                    last.dayNumber - first.dayNumber <= ReviseCalendar.daysMax, instead.map({ $0 != nil }) ?? true
                else { throw CommandFault.wrongUse(t("app.calendar.dates")) }
                let kind: WorkCalendar.DayOff.Kind = closure ? .closure : compensation ? .compensation : .holiday
                let name = name
                try await entering.perform(common, command: "calendar add", t) { agency, calendar in
                    if let worked = instead ?? nil {
                        return [.swap(off: .init(date: first, kind: .swapped, name: name), worked: worked)]
                    }
                    let days = (first.dayNumber...last.dayNumber).map(LocalDate.init(dayNumber:))
                        .filter { (try? calendar.isWorking($0)) == true }
                        .map { WorkCalendar.DayOff(date: $0, kind: kind, name: name) }
                    guard kind == .closure else { return [.daysOff(days)] }
                    guard let agency else { throw Problem("calendar-agency", status: 422) }
                    return [.closure(agency, days)]
                }
            }
        }
    }

    /// Years, and the hours of an agency.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Nhập lịch từ tệp JSON. / Take in a calendar file.",
            discussion: """
                Ví dụ / Example: motcua calendar import lich-2028.json --reason "Lịch 2028" --source "TB 9" \
                --data ./data --dry-run
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var entering: Entering
        @Argument(help: "Tệp JSON. / JSON file.") var file: String

        func run() async throws {
            try await common.saying { t in
                let bytes = try FileBytes.read(file)
                try await entering.perform(common, command: "calendar import", t) { agency, calendar in
                    try CalendarFile.changes(bytes, agency: agency, in: calendar)
                }
            }
        }
    }

    /// Puts back what was taken out of the table by hand.
    struct Repair: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chép lại các mục lịch bị mất từ nhật ký. / Put lost entries back from the journal.",
            discussion: "Ví dụ / Example: motcua calendar repair --data ./data")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await common.saying { t in
                let count = try await ChangingBeside.at(
                    try common.configuration(), .editCalendar, command: "calendar repair"
                ) { try MendCalendar.run(in: $0, act: $1) }
                print(common.json ? try Terminal.json(["restored": count])
                    : t("app.calendar.repaired", ["count": "\(count)"]))
            }
        }
    }

    /// The agency of a statistics code, or the only one that is served; nil when there are several and none was named.
    static func agency(_ code: String?, in snapshot: Snapshot) throws -> AgencyID? {
        let served = try AgencyStore.served(in: snapshot)
        guard let code else { return served.count == 1 ? served[0].id : nil }
        guard let found = served.first(where: { $0.statisticsCode == code }) else {
            throw Problem("calendar-agency", status: 404)
        }
        return found.id
    }
}
