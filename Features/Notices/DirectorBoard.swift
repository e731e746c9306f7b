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
        /// Quá hạn bước: the step or the leg is late, the dossier is not yet.
        case stepLate = "buoc-qua-han"
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
        /// In which it is now.
        let step: CurrentStep?
        /// Another agency's dossier, of which this one has a leg.
        let isGuest: Bool
        let lists: Set<List>
        /// When something was last done to it.
        let movedAt: Instant
        /// Working days since then.
        let restingDays: Int

        /// Whose it is here; nobody's in this agency for a leg, which all of it have.
        var office: OfficeID? { isGuest ? nil : dossier.office }
        var person: AccountID? { isGuest ? nil : dossier.assignee }

        /// By which it is judged here: the dossier's date and its step's; of a leg the leg's alone, once there is one.
        fileprivate var dates: [Instant] {
            [isGuest && step?.dueAt != nil ? nil : dossier.dueAt, step?.dueAt].compactMap(\.self)
        }
    }

    /// By the nearer of their dates: what is late comes first.
    let lines: [Line]
    let today: LocalDate
    let tomorrow: LocalDate

    /// - Parameters:
    ///   - steps: in which the dossiers are.
    ///   - agency: whose board it is; the resolving one's when not said.
    ///   - calendar: the agency's.
    /// - Throws: `calendar-missing`.
    init(
        _ dossiers: [Dossier], steps: [ID<Dossier>: CurrentStep] = [:], of agency: AgencyID? = nil,
        moves: [ID<Dossier>: Instant], at now: Instant, calendar: WorkCalendar
    ) throws(Problem) {
        today = now.localDate
        tomorrow = try calendar.workingDay(after: today)
        var lines: [Line] = []
        for dossier in dossiers {
            let movedAt = moves[dossier.id] ?? dossier.acceptedAt ?? dossier.submittedAt
            let resting = try max(0, calendar.workingDays(from: movedAt.localDate, to: today))
            let bare = Line(dossier: dossier, step: steps[dossier.id],
                isGuest: dossier.agency != agency ?? dossier.agency, lists: [], movedAt: movedAt,
                restingDays: resting)
            lines.append(Line(dossier: dossier, step: bare.step, isGuest: bare.isGuest,
                lists: Self.lists(of: bare, at: now, tomorrow: tomorrow), movedAt: movedAt, restingDays: resting))
        }
        self.lines = lines.sorted { Self.order($0) < Self.order($1) }
    }

    private static func lists(of line: Line, at now: Instant, tomorrow: LocalDate) -> Set<List> {
        var lists: Set<List> = []
        let isStepLate = line.step?.isLate(at: now) ?? false
        if line.isGuest && line.step?.dueAt != nil ? isStepLate : line.dossier.punctuality(at: now)?.isLate == true {
            lists.insert(.late)
        } else if isStepLate {
            lists.insert(.stepLate)
        }
        let days = line.dates.map(\.localDate)
        if days.contains(now.localDate) { lists.insert(.today) }
        if days.contains(tomorrow) { lists.insert(.tomorrow) }
        if line.restingDays >= stuckDays { lists.insert(.stuck) }
        return lists
    }

    private static func order(_ line: Line) -> (Int64, String) {
        (line.dates.min()?.microseconds ?? .max, line.dossier.id.description)
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
            (list.map(line.lists.contains) ?? true) && office.fits(line.office) && person.fits(line.person)
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
        Dictionary(grouping: lines, by: \.office).mapValues(Share.init)
    }

    func people() -> [AccountID?: Share] {
        Dictionary(grouping: lines, by: \.person).mapValues(Share.init)
    }
}
