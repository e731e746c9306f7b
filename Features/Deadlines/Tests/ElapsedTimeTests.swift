import Base
import Deadlines
import Testing

@Suite struct ElapsedTimeTests {
    static func moment(_ text: String) throws -> Instant { try #require(Instant(iso8601: text)) }

    /// Monday 23/11/2026 09:00 to Thursday 26/11 10:00, with 24/11 off: 6 + 8 + 3 hours.
    @Test func hoursAreThoseInWhichTheOfficeIsOpen() throws {
        let seconds = try ElapsedTime.officeSeconds(
            from: Self.moment("2026-11-23T09:00"), to: Self.moment("2026-11-26T10:00"), in: .vietnam)
        #expect(seconds == 17 * 3600)
        #expect(try ElapsedTime.officeSeconds(
            from: Self.moment("2026-11-26T10:00"), to: Self.moment("2026-11-23T09:00"), in: .vietnam) == 0)
    }

    @Test func timeIsSplitByWhoseItWas() throws {
        let shares = try ElapsedTime.split(
            from: Self.moment("2026-11-16T09:00"), to: Self.moment("2026-11-20T17:00"),
            stops: [CaseDocument.stop("2026-11-18T09:00/2026-11-19T09:00:supplement"),
                CaseDocument.stop("2026-11-18T16:00/2026-11-19T10:00:outage")],
            handOvers: [
                ElapsedTime.HandOver(at: Self.moment("2026-11-16T10:00"), holder: .office("Phòng Kinh tế")),
                ElapsedTime.HandOver(at: Self.moment("2026-11-20T09:00"), holder: .agency("Thuế")),
            ], in: .vietnam)
        // The counter has one hour of Monday; the office 5 + 8 + 2 hours, then 7 of the 19th and 2 of the 20th.
        #expect(shares.map(\.holder)
            == [.office(""), .office("Phòng Kinh tế"), .citizen, .outage, .agency("Thuế")])
        #expect(shares.map { $0.officeSeconds / 3600 } == [1, 5 + 8 + 2 + 5 + 2, 8, 1, 6])
    }

    /// Whatever stood, whoever had it and whenever the Centre was closed: the parts sum to the whole, and a closure
    /// takes the hours of its days from whoever had the dossier.
    @Test func thePartsSumToTheWhole() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var numbers = SeededNumbers(state: seed)
        let start = try Self.moment("2026-11-02T07:00")
        func anyMoment() -> Instant { start.adding(seconds: Int64.random(in: 0...86_400 * 40, using: &numbers)) }
        for _ in 0..<300 {
            var calendar = WorkCalendar.vietnam
            for _ in 0..<Int.random(in: 0...3, using: &numbers) {
                calendar = calendar.adding(.init(date: anyMoment().localDate, kind: .closure, name: "Bão"))
            }
            let (from, to) = (anyMoment(), anyMoment())
            let stops = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
                let (one, other) = (anyMoment(), anyMoment())
                return Stop(from: min(one, other), to: Bool.random(using: &numbers) ? max(one, other) : nil,
                    ground: Stop.Ground.allCases.randomElement(using: &numbers)!)
            }
            let path = (0..<Int.random(in: 0...5, using: &numbers)).map { number -> ElapsedTime.HandOver in
                let holder: TimeHolder = number.isMultiple(of: 2) ? .office("A\(number)") : .agency("B")
                return ElapsedTime.HandOver(at: anyMoment(), holder: holder)
            }
            let shares = try ElapsedTime.split(from: from, to: to, stops: stops, handOvers: path, in: calendar)
            let whole = try ElapsedTime.officeSeconds(from: from, to: to, withClosures: true, in: calendar)
            #expect(shares.reduce(0) { $0 + $1.officeSeconds } == whole, "seed \(seed)")
            #expect(shares.allSatisfy { $0.officeSeconds >= 0 } && Set(shares.map(\.holder)).count == shares.count)
            if stops.isEmpty {
                let closed = shares.filter { $0.holder == .outage }.reduce(0) { $0 + $1.officeSeconds }
                #expect(whole - closed == (try ElapsedTime.officeSeconds(from: from, to: to, in: calendar)))
            }
        }
    }

    @Test(arguments: Stop.Ground.allCases)
    func everyGroundIsSomebodysTimeAndHasItsLaw(ground: Stop.Ground) {
        #expect(!ground.holder.kind.isEmpty)
        #expect(Article.allCases.contains(ground.article))
    }

    // MARK: Judgement

    @Test(arguments: [
        ("2026-11-25T17:00", "2026-11-24T10:00", "2026-11-30T10:00", Punctuality.early),
        ("2026-11-25T17:00", "2026-11-25T23:59", "2026-11-30T10:00", .onTime),
        ("2026-11-25T17:00", "2026-11-26T00:00", "2026-11-30T10:00", .late),
        ("2026-11-25T17:00", nil, "2026-11-25T23:59", .openInTime),
        ("2026-11-25T17:00", nil, "2026-11-26T00:00", .openLate),
        (nil, "2026-11-26T00:00", "2026-11-30T10:00", .onTime), (nil, nil, "2026-11-30T10:00", .openInTime),
    ] as [(String?, String?, String, Punctuality)])
    func punctualityIsByDateWhenItWasResolved(
        due: String?, finished: String?, now: String, expected: Punctuality
    ) throws {
        let judged = Punctuality(
            due: try due.map(Self.moment), finished: try finished.map(Self.moment), now: try Self.moment(now))
        #expect(judged == expected)
        #expect(judged.isLate == (expected == .late || expected == .openLate))
    }
}
