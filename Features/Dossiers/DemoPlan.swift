import Access
import Base
import Catalogue
import Deadlines
import Identity

/// What will happen to one invented dossier, decided before it begins.
struct DemoPlan: Sendable {
    enum Stage: Sendable {
        case file, scan, accept, refuse, forward, claim, askSupplement, supply, propose, approve, sendBack, publish, handOver,
            withdraw
    }

    let filedAt: Instant
    let channel: Channel
    let procedure: Procedure
    let applicant: Party
    let filer: Caller?
    let office: OfficeID
    let term: Term
    /// Who of several clerks, workers or leaders acts.
    let clerk: Int
    let stages: [Stage]
    /// Working days that the office takes between claim and proposal.
    let workDays: Int

    func filing(agency: Agency) -> Filing {
        let papers = procedure.components.filter { $0.kind == .submit }.map {
            Filing.Paper(component: $0.number, name: $0.name, originals: $0.originals, copies: $0.copies,
                isPromised: channel == .online, file: nil)
        }
        return Filing(procedure: procedure, agency: agency, channel: channel, applicant: applicant,
            filerAccount: channel == .online ? filer?.account : nil, papers: papers,
            returnMethod: clerk % 3 == 0 ? .electronic : .counter, isFeePaid: clerk % 2 == 0)
    }

    /// When a stage happens: some time after the one before, always in office hours.
    func time(ofStage index: Int, after last: Instant, calendar: WorkCalendar) throws -> Instant {
        switch stages[index] {
        case .accept, .refuse, .forward: try Self.officeTime(last.adding(seconds: 3600), calendar: calendar)
        case .scan: last.adding(seconds: 120)
        case .claim, .approve, .sendBack, .publish: try Self.officeTime(last.adding(seconds: 7200), calendar: calendar)
        case .askSupplement, .supply, .handOver, .withdraw:
            try Self.officeTime(last.adding(seconds: 86_400 + Int64(clerk % 7) * 1800), calendar: calendar)
        case .propose:
            try Self.officeTime(last.adding(seconds: Int64(workDays) * 86_400 + Int64(clerk % 5) * 900), calendar: calendar)
        case .file: last
        }
    }

    /// The same time when it is in office hours, otherwise the next morning that is.
    private static func officeTime(_ instant: Instant, calendar: WorkCalendar) throws -> Instant {
        let opening = LocalTime(hour: 7, minute: 0)
        let closing = LocalTime(hour: 16, minute: 50)
        var date = instant.localDate
        let isWorking = try calendar.isWorking(date)
        if isWorking, instant.localTime >= opening, instant.localTime <= closing { return instant }
        if instant.localTime > closing || !isWorking { date = date.adding(days: 1) }
        while try !calendar.isWorking(date) { date = date.adding(days: 1) }
        let minutes = Int(instant.microseconds / 60_000_000 % 150)
        return Instant(date, LocalTime(hour: 7 + minutes / 60, minute: minutes % 60))
    }
}

extension DemoPlan {
    static func make(
        count: Int, from start: LocalDate, until end: Instant, cast: DemoCast, calendar: WorkCalendar,
        random: inout SeededRandom
    ) throws -> [DemoPlan] {
        let days = try (start.dayNumber...end.localDate.dayNumber).map(LocalDate.init(dayNumber:))
            .filter { try calendar.isWorking($0) }
        let common = cast.procedures.filter(\.isCommon)
        precondition(!days.isEmpty && !common.isEmpty, "the demonstration needs working days and procedures")
        return (0..<count).map { index in
            let date = days[index * days.count / count]
            let procedure = Int.random(in: 0..<10, using: &random) < 8
                ? common[Int.random(in: 0..<common.count, using: &random)]
                : cast.procedures[Int.random(in: 0..<cast.procedures.count, using: &random)]
            let canBeOnline = procedure.channels.contains(.online) && procedure.online != .counterOnly
            let isOnline = canBeOnline && Int.random(in: 0..<10, using: &random) < 7
            let term = procedure.time.normal ?? .workingDays(5)
            let minute = Int.random(in: 0..<(isOnline ? 720 : 240), using: &random)
            return DemoPlan(
                filedAt: Instant(date, LocalTime(hour: 7 + minute / 60, minute: minute % 60)),
                channel: isOnline ? .online : .counter, procedure: procedure,
                applicant: DemoNames.party(using: &random), filer: nil,
                office: OfficeChoice.office(for: procedure, among: cast.offices).id, term: term, clerk: index,
                stages: stages(isOnline: isOnline, daysAgo: end.localDate.dayNumber - date.dayNumber, random: &random),
                workDays: Int.random(in: 0...max(0, workingDays(of: term) - 1), using: &random))
        }
    }

    /// Old dossiers are mostly finished; what was filed these days stands at every step of the way.
    private static func stages(isOnline: Bool, daysAgo: Int, random: inout SeededRandom) -> [Stage] {
        let begin: [Stage] = isOnline ? [.file, .accept] : [.file, .scan]
        let finish: [Stage] = [.propose, .approve, .publish, .handOver]
        let chance = Int.random(in: 0..<100, using: &random)
        if daysAgo <= 12 {
            switch chance {
            case 0..<18 where isOnline && daysAgo <= 4: return [.file]
            case 18..<28: return begin
            case 28..<40: return begin + [.claim]
            case 40..<48: return begin + [.claim, .askSupplement]
            case 48..<58: return begin + [.claim, .propose]
            case 58..<64: return begin + [.claim, .propose, .approve]
            case 64..<74: return begin + [.claim, .propose, .approve, .publish]
            default: return begin + [.claim] + finish
            }
        }
        switch chance {
        case 0..<4 where isOnline: return [.file, .refuse]
        case 4..<6 where isOnline: return [.file, .withdraw]
        case 6..<12: return begin + [.claim, .askSupplement, .supply] + finish
        case 12..<17: return begin + [.claim, .propose, .sendBack] + finish
        case 17..<19: return begin + [.claim]
        default: return begin + [.claim] + finish
        }
    }

    private static func workingDays(of term: Term) -> Int {
        switch term {
        case .sameDay: 1
        case .workingHours(let hours): max(1, hours / 8)
        case .workingDays(let days): min(days, 12)
        case .calendarDays(let days): min(days, 15)
        case .months: 15
        }
    }
}

/// Invented people of the mountain communes of Quảng Trị: Kinh and Bru-Vân Kiều names.
enum DemoNames {
    private static let families = ["Hồ", "Nguyễn", "Trần", "Lê", "Hồ", "Phan", "Võ", "Hồ Văn", "Đinh", "Hoàng"]
    private static let middles = ["Văn", "Thị", "Đức", "Minh", "Thị Thu", "Xuân", "Ngọc", "Quang"]
    private static let given = ["An", "Bình", "Cường", "Duyên", "Đông", "Giang", "Hạnh", "Hiếu", "Khăm", "Lan", "Mẫn",
        "Nga", "Ơn", "Phương", "Quý", "Sơn", "Thảo", "Ươm", "Vinh", "Xương", "Yến"]
    private static let villages = ["thôn Xa Rúc", "thôn Kreng", "thôn Ruộng", "thôn Phú An", "thôn Pa Loang", "thôn Hà Bạc"]

    static func party(using random: inout SeededRandom) -> Party {
        func pick(_ list: [String], _ random: inout SeededRandom) -> String {
            list[Int.random(in: 0..<list.count, using: &random)]
        }
        let middle = pick(middles, &random)
        let isWoman = middle.hasPrefix("Thị")
        let year = Int.random(in: 1950...2005, using: &random)
        let century = year < 2000 ? (isWoman ? 1 : 0) : (isWoman ? 3 : 2)
        let tail = String(Int.random(in: 100_000...999_999, using: &random))
        let birth = LocalDate(year: year, month: Int.random(in: 1...12, using: &random),
            day: Int.random(in: 1...28, using: &random))
        let yearDigits = year % 100 < 10 ? "0\(year % 100)" : "\(year % 100)"
        return Party(
            name: "\(pick(families, &random)) \(middle) \(pick(given, &random))",
            personalID: "045\(century)\(yearDigits)\(tail)",
            phone: "09\(Int.random(in: 10_000_000...99_999_999, using: &random))",
            address: "\(pick(villages, &random)), xã Hướng Hiệp, tỉnh Quảng Trị", birthDate: birth)
    }
}
