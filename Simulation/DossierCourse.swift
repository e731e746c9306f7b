import Base
import Catalogue

/// The moments of one dossier in minutes of office time, and the steps that they make.
struct DossierCourse {
    let accepted: Int
    let channel: Channel
    let outcome: DossierPlan.Outcome
    /// When the citizen is asked to bring more, and has brought it.
    var asked: Int?
    var supplied: Int?
    /// The leader sends the first proposal back.
    var isSentBack = false
    /// Result published, or withdrawn.
    var finished = 0

    init(accepted: Int, channel: Channel, outcome: DossierPlan.Outcome) {
        self.accepted = accepted
        self.channel = channel
        self.outcome = outcome
    }

    /// - Parameter firstPlace: the season's first working day: nothing is filed before it.
    func steps(
        _ time: OfficeTime, isDigitised: Bool, firstPlace: Int, random: inout SeededRandom
    ) -> [DossierPlan.Step] {
        var steps = begin(time, isDigitised: isDigitised, firstPlace: firstPlace, random: &random)
        if outcome == .refused { return steps }
        func add(_ deed: DossierPlan.Deed, _ minute: Int) {
            steps.append(.init(at: time.instant(of: min(minute, time.days.count * time.dayLength - 1)), deed: deed))
        }
        let claimed = accepted + max(3, min(240, ((asked ?? finished) - accepted) / 10))
        add(.claim, claimed)
        if let asked, let supplied {
            add(.askSupplement, asked)
            add(.supply, supplied)
        }
        let start = supplied ?? claimed
        func after(_ share: Int) -> Int { start + (finished - start) * share / 100 }
        if outcome == .withdrawn {
            add(.withdraw, finished)
            return steps
        }
        if isSentBack {
            add(.propose, after(40))
            add(.sendBack, after(55))
        }
        add(.propose, after(75))
        add(.approve, after(90))
        add(.publish, finished)
        add(.handOver, finished + handOverDelay(&random))
        return steps
    }

    private func begin(
        _ time: OfficeTime, isDigitised: Bool, firstPlace: Int, random: inout SeededRandom
    ) -> [DossierPlan.Step] {
        let at = time.instant(of: accepted)
        guard channel == .online else {
            let received = DossierPlan.Step(at: at, deed: .receive)
            return isDigitised ? [received, .init(at: at.adding(seconds: 90), deed: .scan)] : [received]
        }
        let filed = filing(time, firstPlace: firstPlace, random: &random)
        return [.init(at: filed, deed: .file), .init(at: at, deed: outcome == .refused ? .refuse : .accept)]
    }

    /// People file at any hour; the office has eight working hours to accept.
    private func filing(_ time: OfficeTime, firstPlace: Int, random: inout SeededRandom) -> Instant {
        let at = time.instant(of: accepted)
        let within = accepted % time.dayLength
        let place = accepted / time.dayLength
        if within < 150, place > firstPlace, Int.random(in: 0..<10, using: &random) < 6 {
            let evening = time.days[place - 1].dayNumber
            let date = LocalDate(dayNumber: Int.random(in: evening..<time.days[place].dayNumber, using: &random))
            return Instant(date, LocalTime(secondOfDay: Int.random(in: 62_400..<78_600, using: &random)))
        }
        let most = within < 30 ? 40 : min(within, 200)
        return at.adding(seconds: -Int64(60 * Int.random(in: 4...most, using: &random)))
    }

    private func handOverDelay(_ random: inout SeededRandom) -> Int {
        switch Int.random(in: 0..<10, using: &random) {
        case 0..<4: Int.random(in: 5..<60, using: &random)
        case 4..<8: Int.random(in: 60..<960, using: &random)
        default: Int.random(in: 960..<2880, using: &random)
        }
    }
}
