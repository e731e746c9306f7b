import Base
import Catalogue
import Deadlines

/// Plans the dossiers of one office for one season. The counts come out exactly because they are dealt out as cards
/// before anything is drawn: chance decides which dossier has a card, never how many there are.
struct OfficePlanner {
    /// What a dossier is meant to become.
    private struct Card {
        let channel: Channel
        let field: String
        var outcome = DossierPlan.Outcome.settled
        var isDigitised = true
    }

    private struct DueKey: Hashable {
        let term: Term
        let accepted: LocalDate
        let isAfterCutOff: Bool
    }

    private let season: OfficeSeason
    private let time: OfficeTime
    private let calendar: WorkCalendar
    private let shelf: ProcedureShelf
    /// Of the first and the last working day of the season, in `time.days`.
    private let firstPlace: Int
    private let lastPlace: Int
    /// Number of the first invented person of this office.
    private let firstPerson: Int
    private var random: SeededRandom
    private var dueDates: [DueKey: LocalDate] = [:]

    init(
        _ season: OfficeSeason, from first: LocalDate, through last: LocalDate, time: OfficeTime,
        calendar: WorkCalendar, procedures: [Procedure], firstPerson: Int, seed: UInt64
    ) {
        self.season = season
        self.time = time
        self.calendar = calendar
        self.firstPerson = firstPerson
        shelf = ProcedureShelf(procedures, isRemote: season.agency.isRemote)
        firstPlace = time.place(atOrBefore: first.adding(days: -1)) + 1
        lastPlace = time.place(atOrBefore: last)
        let name = season.agency.code.utf8.reduce(UInt64(seed)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        random = SeededRandom(seed: name)
    }

    /// How many invented people file online from accounts of their own.
    static func filers(of season: OfficeSeason) -> Int { max(1, (season.online + season.refused) * 2 / 5) }

    /// - Throws: `season-field-unknown` for a field that the catalogue does not offer by that channel;
    ///   `season-too-short` when there is no working day, or none early enough for somebody to be late.
    mutating func plans() throws(Problem) -> [DossierPlan] {
        guard season.received + season.refused > 0 else { return [] }
        guard firstPlace <= lastPlace else { throw tooShort }
        let cards = try dealtCards()
        let inTurn = cards.count(where: { $0.outcome != .settledLate && $0.outcome != .open })
        var days = acceptanceDays(inTurn)[...]
        var plans: [DossierPlan] = []
        plans.reserveCapacity(cards.count)
        for (turn, card) in cards.enumerated() {
            switch card.outcome {
            case .settledLate: plans.append(try late(card, turn: turn))
            case .open: plans.append(try open(card, turn: turn))
            case .settled, .withdrawn, .refused:
                guard let day = days.popFirst() else { throw tooShort }
                plans.append(try usual(card, day: day, turn: turn))
            }
        }
        return plans
    }

    private var tooShort: Problem { Problem("season-too-short", arguments: ["agency": season.agency.name]) }

    // MARK: Cards

    private mutating func dealtCards() throws(Problem) -> [Card] {
        var cards: [Card] = []
        let ways = [
            (Channel.online, season.online, season.onlineFields), (.counter, season.counter, season.counterFields),
        ]
        for (channel, count, fields) in ways {
            for (field, share) in zip(fields, Shares.cut(count, by: fields.map(\.weight))) {
                cards += Array(repeating: Card(channel: channel, field: field.field), count: share)
            }
        }
        cards.shuffle(using: &random)
        try deal(.settledLate, season.late, to: &cards) { Self.days(of: $0) <= 5 }
        try deal(.open, season.openInTime, to: &cards) { Self.days(of: $0) >= 3 }
        try deal(.withdrawn, season.withdrawn, to: &cards) { Self.days(of: $0) >= 2 }
        for place in cards.indices.filter({ cards[$0].channel == .counter }).prefix(season.undigitised) {
            cards[place].isDigitised = false
        }
        let fields = season.onlineFields
        for share in zip(fields, Shares.cut(season.refused, by: fields.map(\.weight))) where share.1 > 0 {
            let card = Card(channel: .online, field: share.0.field, outcome: .refused)
            cards += Array(repeating: card, count: share.1)
        }
        return cards
    }

    /// The first cards for which the catalogue has a procedure of a fitting term.
    private func deal(
        _ outcome: DossierPlan.Outcome, _ count: Int, to cards: inout [Card], fitting: (Term) -> Bool
    ) throws(Problem) {
        var left = count
        for place in cards.indices where left > 0 && cards[place].outcome == .settled {
            let card = cards[place]
            let choices = shelf.choices(of: card.field, by: card.channel)
            guard choices.contains(where: { fitting($0.term) }) else { continue }
            cards[place].outcome = outcome
            left -= 1
        }
        guard left == 0 else { throw tooShort }
    }

    /// The working days of acceptance, one for each dossier: more on Mondays, more towards the end of a season.
    private mutating func acceptanceDays(_ count: Int) -> [Int] {
        let places = Array(firstPlace...lastPlace)
        let weights = places.map { place -> Int in
            let weekday = [130, 108, 100, 95, 90, 60, 60][time.days[place].weekday.rawValue - 1]
            let trend = 80 + 40 * (place - firstPlace) / max(1, places.count)
            return weekday * trend * Int.random(in: 75...125, using: &random)
        }
        var days = zip(places, Shares.cut(count, by: weights)).flatMap { Array(repeating: $0, count: $1) }
        days.shuffle(using: &random)
        return days
    }

    // MARK: Dossiers

    private mutating func usual(_ card: Card, day: Int, turn: Int) throws(Problem) -> DossierPlan {
        let choice = try choose(card) { card.outcome != .withdrawn || Self.days(of: $0) >= 2 }
        let accepted = acceptance(on: day, choice.term)
        let due = try self.due(choice.term, from: accepted)
        var course = DossierCourse(accepted: accepted, channel: card.channel, outcome: card.outcome)
        if card.outcome == .settled { try takeDetour(&course, choice.term) }
        let start = course.supplied ?? accepted
        // What was asked for starts the time anew.
        let last = start == accepted ? due : try self.due(choice.term, from: start)
        let until = time.place(atOrBefore: min(season.isAllEarly ? last.adding(days: -1) : last, time.days[lastPlace]))
        let today = start / time.dayLength
        course.finished = finish(from: start, on: today...max(today, until))
        return plan(card, choice, course, due: card.outcome == .refused ? nil : last, turn: turn)
    }

    private mutating func late(_ card: Card, turn: Int) throws(Problem) -> DossierPlan {
        for _ in 0..<200 {
            let choice = try choose(card) { Self.days(of: $0) <= 5 }
            let accepted = acceptance(on: Int.random(in: firstPlace...lastPlace, using: &random), choice.term)
            let due = try self.due(choice.term, from: accepted)
            let after = time.place(atOrBefore: due) + 1
            guard after <= lastPlace else { continue }
            var course = DossierCourse(accepted: accepted, channel: card.channel, outcome: card.outcome)
            course.finished = finish(from: accepted, on: after...min(after + 2, lastPlace))
            return plan(card, choice, course, due: due, turn: turn)
        }
        throw tooShort
    }

    /// Still open when the season ends, due and settled after it.
    private mutating func open(_ card: Card, turn: Int) throws(Problem) -> DossierPlan {
        for _ in 0..<200 {
            let choice = try choose(card) { Self.days(of: $0) >= 3 }
            let day = Int.random(in: max(firstPlace, lastPlace - 9)...lastPlace, using: &random)
            let accepted = acceptance(on: day, choice.term)
            let due = try self.due(choice.term, from: accepted)
            guard due > time.days[lastPlace].adding(days: 1), time.days.count > lastPlace + 1 else { continue }
            var course = DossierCourse(accepted: accepted, channel: card.channel, outcome: card.outcome)
            let next = lastPlace + 1
            course.finished = finish(from: accepted, on: next...max(next, time.place(atOrBefore: due)))
            return plan(card, choice, course, due: due, turn: turn)
        }
        throw tooShort
    }

    private mutating func plan(
        _ card: Card, _ choice: ProcedureShelf.Choice, _ course: DossierCourse, due: LocalDate?, turn: Int
    ) -> DossierPlan {
        let isOnline = card.channel == .online
        let filers = Self.filers(of: season)
        let filer = isOnline ? firstPerson + Int.random(in: 0..<filers, using: &random) : nil
        // A household: whoever has no account is a person of their own.
        let relative = firstPerson + filers + turn
        let applicant = filer.map { Int.random(in: 0..<10, using: &random) < 7 ? $0 : relative } ?? relative
        return DossierPlan(
            agency: season.agency.code, procedure: choice.procedure.id, procedureCode: choice.procedure.code,
            field: card.field, channel: card.channel, outcome: card.outcome, isDigitised: card.isDigitised,
            filer: filer, applicant: applicant, due: due, turn: turn,
            steps: course.steps(time, isDigitised: card.isDigitised, firstPlace: firstPlace, random: &random))
    }

    private mutating func choose(
        _ card: Card, fitting: (Term) -> Bool
    ) throws(Problem) -> ProcedureShelf.Choice {
        let choices = shelf.choices(of: card.field, by: card.channel).filter { fitting($0.term) }
        var left = Int.random(in: 0..<max(1, choices.reduce(0) { $0 + $1.weight }), using: &random)
        for choice in choices {
            if left < choice.weight { return choice }
            left -= choice.weight
        }
        throw Problem("season-field-unknown", arguments: ["field": card.field, "channel": card.channel.rawValue])
    }

    // MARK: Time

    /// When a dossier is accepted on that day. What must be settled on the same day comes early enough; what must be
    /// settled before its due date though the law says "the same day" comes after the cut-off.
    private mutating func acceptance(on place: Int, _ term: Term) -> Int {
        let cutOff = time.minutes(until: calendar.hours.sameDayCutOff)
        let start = place * time.dayLength
        if term == .sameDay, season.isAllEarly { return start + cutOff + Int.random(in: 0..<60, using: &random) }
        let isMorning = Int.random(in: 0..<100, using: &random) < 62
        let minute = isMorning ? Int.random(in: 5..<250, using: &random) : Int.random(in: 275..<440, using: &random)
        let mustEndToday = place == lastPlace || term == .sameDay && minute < cutOff
        return start + (mustEndToday && minute > cutOff - 60 ? minute - 230 : minute)
    }

    private mutating func finish(from start: Int, on places: ClosedRange<Int>) -> Int {
        let place = Int.random(in: places, using: &random)
        if place == start / time.dayLength {
            let left = (place + 1) * time.dayLength - 5 - start
            return start + Int.random(in: 25...max(26, min(150, left)), using: &random)
        }
        return place * time.dayLength + Int.random(in: 15..<time.dayLength - 20, using: &random)
    }

    /// Some are asked to bring more, some are sent back by the leader; where the time allows it.
    private mutating func takeDetour(_ course: inout DossierCourse, _ term: Term) throws(Problem) {
        let chance = Int.random(in: 0..<100, using: &random)
        if chance < 3 { course.isSentBack = true }
        guard (3..<7).contains(chance), Self.days(of: term) >= 3, !season.isAllEarly else { return }
        let asked = course.accepted + Int.random(in: 60..<360, using: &random)
        let supplied = asked + Int.random(in: 240..<1200, using: &random)
        guard supplied / time.dayLength < lastPlace else { return }
        course.asked = asked
        course.supplied = supplied
    }

    private mutating func due(_ term: Term, from minute: Int) throws(Problem) -> LocalDate {
        let instant = time.instant(of: minute)
        if case .workingHours = term { return try Deadline.due(for: term, acceptedAt: instant, in: calendar).date }
        let key = DueKey(term: term, accepted: instant.localDate,
            isAfterCutOff: instant.localTime >= calendar.hours.sameDayCutOff)
        if let known = dueDates[key] { return known }
        let date = try Deadline.due(for: term, acceptedAt: instant, in: calendar).date
        dueDates[key] = date
        return date
    }

    /// About how many working days a term is.
    private static func days(of term: Term) -> Int {
        switch term {
        case .sameDay: 0
        case .workingHours(let hours): hours / 8
        case .workingDays(let days): days
        case .calendarDays(let days): days * 5 / 7
        case .months(let months): months * 22
        }
    }
}
