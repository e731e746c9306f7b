import Access
import Base
import Deadlines
import Dossiers

/// What the director looks at in the morning: pure, from the dossiers whose time runs. Late is what `Punctuality` calls
/// late; how long something has lain is counted in working days.
struct DirectorBoard: Sendable {
    enum List: String, Sendable, CaseIterable {
        /// Quá hạn
        case late = "qua-han"
        /// Đến hạn hôm nay
        case today = "hom-nay"
        /// Đến hạn ngày làm việc tiếp theo
        case tomorrow = "ngay-mai"
        /// Nằm lâu nhất: untouched for `stuckDays` working days or more.
        case stuck = "nam-lau"
    }

    /// From when something counts as stuck, in working days without anything done to it.
    static let stuckDays = 3

    struct Line: Sendable {
        let dossier: Dossier
        let lists: Set<List>
        /// When something was last done to it.
        let movedAt: Instant
        /// Working days since then.
        let restingDays: Int
    }

    /// Late ones first, then by their due date.
    let lines: [Line]
    let today: LocalDate
    let tomorrow: LocalDate

    /// - Throws: `calendar-missing`.
    init(
        _ dossiers: [Dossier], moves: [ID<Dossier>: Instant], at now: Instant, calendar: WorkCalendar
    ) throws(Problem) {
        today = now.localDate
        tomorrow = try calendar.workingDay(after: today)
        var lines: [Line] = []
        for dossier in dossiers {
            let movedAt = moves[dossier.id] ?? dossier.acceptedAt ?? dossier.submittedAt
            let resting = try max(0, calendar.workingDays(from: movedAt.localDate, to: today))
            var lists: Set<List> = []
            if dossier.punctuality(at: now)?.isLate == true { lists.insert(.late) }
            if dossier.dueAt?.localDate == today { lists.insert(.today) }
            if dossier.dueAt?.localDate == tomorrow { lists.insert(.tomorrow) }
            if resting >= Self.stuckDays { lists.insert(.stuck) }
            lines.append(Line(dossier: dossier, lists: lists, movedAt: movedAt, restingDays: resting))
        }
        self.lines = lines.sorted { Self.order($0) < Self.order($1) }
    }

    private static func order(_ line: Line) -> (Int64, String) {
        (line.dossier.dueAt?.microseconds ?? .max, line.dossier.id.description)
    }

    func count(_ list: List) -> Int { lines.count { $0.lists.contains(list) } }

    /// With whom dossiers lie: anybody, one of them, or nobody yet.
    enum Whose<Key: Hashable & Sendable>: Sendable, Equatable {
        case anybodys
        case one(Key?)

        func fits(_ key: Key?) -> Bool {
            switch self {
            case .anybodys: true
            case .one(let wanted): wanted == key
            }
        }
    }

    /// A part of the board: one list, one office, one person; the longest lying first for what is stuck.
    func lines(
        _ list: List?, office: Whose<OfficeID> = .anybodys, person: Whose<AccountID> = .anybodys
    ) -> [Line] {
        let part = lines.filter { line in
            (list.map(line.lists.contains) ?? true) && office.fits(line.dossier.office)
                && person.fits(line.dossier.assignee)
        }
        guard list == .stuck else { return part }
        return part.sorted { ($0.movedAt.microseconds, $0.dossier.id) < ($1.movedAt.microseconds, $1.dossier.id) }
    }

    /// How much of each list lies with one office or person.
    struct Share: Sendable {
        let open: Int
        let counts: [List: Int]

        init(_ lines: [Line]) {
            open = lines.count
            var counts: [List: Int] = [:]
            for line in lines { for list in line.lists { counts[list, default: 0] += 1 } }
            self.counts = counts
        }
    }

    func offices() -> [OfficeID?: Share] {
        Dictionary(grouping: lines, by: \.dossier.office).mapValues(Share.init)
    }

    func people() -> [AccountID?: Share] {
        Dictionary(grouping: lines, by: \.dossier.assignee).mapValues(Share.init)
    }
}
