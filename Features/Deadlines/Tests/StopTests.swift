import Base
import Deadlines
import Testing

@Suite struct StopTests {
    static func due(
        _ term: Term, _ accepted: String, _ stops: [String] = [], extended: Extension? = nil,
        in calendar: WorkCalendar = .vietnam
    ) throws -> String? {
        try Deadline.due(for: matter(term, accepted, stops, extended: extended), in: calendar).map(\.instant.iso8601)
    }

    static func matter(
        _ term: Term, _ accepted: String, _ stops: [String] = [], extended: Extension? = nil
    ) throws -> DeadlineCase {
        DeadlineCase(term: term, acceptedAt: try #require(CaseDocument.moment(accepted)),
            stops: try stops.map { try CaseDocument.stop($0) }, extended: extended)
    }

    @Test func whatHasNotEndedLeavesNoDueDate() throws {
        #expect(try Self.due(.workingDays(5), "2026-11-16T09:00", ["2026-11-18T09:00/:supplement"]) == nil)
        let answer = try Deadline.explain(
            Self.matter(.workingDays(5), "2026-11-16T09:00", ["2026-11-18T09:00/:supplement"]), in: .vietnam)
        #expect(answer.days.map(\.reason.name) == ["day-of-acceptance", "working-day", "working-day"])
        #expect(answer.due == nil)
    }

    @Test func whatStandsOnlyAfterTheDueDateStaysDueThen() throws {
        #expect(try Self.due(.workingDays(1), "2026-11-16T09:00", ["2026-11-18T09:00/:supplement"])
            == "2026-11-17T17:00:00+07:00")
    }

    /// NĐ 61/2018, article 19.4: accepted anew on 20/11, so five days from Monday 23/11, with 24/11 off.
    @Test(arguments: [
        (Term.workingDays(5), "2026-11-30T17:00"), (.workingHours(8), "2026-11-23T09:00"),
        (.sameDay, "2026-11-20T17:00"),
        (.calendarDays(10), "2026-11-30T17:00"), (.months(1), "2026-12-21T17:00"),
    ])
    func aReturnedDossierBeginsAnew(term: Term, due: String) throws {
        let stop = term == .sameDay || term == .workingHours(8) ? "2026-11-16T10:00" : "2026-11-17T10:00"
        let stops = ["\(stop)/2026-11-20T09:00:supplement:restarts"]
        #expect(try Self.due(term, "2026-11-16T09:00", stops) == "\(due):00+07:00")
    }

    @Test func whatIsLateIsNotMadeWholeByAskingAgain() throws {
        let stops = ["2026-11-18T09:00/2026-11-20T09:00:supplement:restarts"]
        #expect(try Self.due(.workingDays(1), "2026-11-16T09:00", stops) == "2026-11-17T17:00:00+07:00")
    }

    @Test func theDaysBeforeANewBeginningAreNotCountedAnyMore() throws {
        let answer = try Deadline.explain(
            Self.matter(.workingDays(2), "2026-11-16T09:00", ["2026-11-17T10:00/2026-11-19T09:00:supplement:restarts"]),
            in: .vietnam)
        #expect(answer.days.map(\.reason.name)
            == ["day-of-acceptance", "begun-anew", "begun-anew", "day-of-restart", "working-day", "weekend", "weekend",
                "working-day"])
        #expect(answer.countedDays == 2)
    }

    @Test func aNewBeginningInsideAnotherStopWaitsForItsEnd() throws {
        #expect(try Self.due(.workingDays(1), "2026-11-02T09:00",
            ["2026-11-03T09:00/2026-11-12T09:00:posting", "2026-11-03T10:00/2026-11-05T09:00:supplement:restarts"])
            == "2026-11-13T17:00:00+07:00")
    }

    @Test func theExplanationNamesTheStop() throws {
        let answer = try Deadline.explain(
            Self.matter(.workingDays(3), "2026-11-16T09:00", ["2026-11-17T09:00/2026-11-19T09:00:financial-duty"]),
            in: .vietnam)
        #expect(answer.days.map(\.reason.name)
            == ["day-of-acceptance", "working-day", "stopped-financial-duty", "stopped-financial-duty", "working-day",
                "weekend", "weekend", "working-day"])
        #expect(answer.stops.map(\.isApplied) == [true])
        #expect(answer.stops.map(\.workingDays) == [2])
        #expect(answer.stops.map(\.officeSeconds) == [57_600])
    }

    @Test func aStopOnTheLastDayLeavesTheRestOfIt() throws {
        let answer = try Deadline.explain(
            Self.matter(.workingDays(1), "2026-11-25T09:00", ["2026-11-26T10:00/2026-11-30T09:00:supplement"]),
            in: .vietnam)
        #expect(answer.days.map(\.reason.name)
            == ["day-of-acceptance", "working-day", "stopped-supplement", "weekend", "weekend", "resumed-at-end"])
    }

    /// Stopped from 16:00 until after closing, and then at once again: the last hour of the last day is still to come.
    @Test func aStopOverTheLastClosingKeepsTheTermOpen() throws {
        #expect(try Self.due(.calendarDays(2), "2026-11-16T09:00",
            ["2026-11-18T16:00/2026-11-18T18:00:supplement", "2026-11-18T18:00/2026-11-20T09:00:posting"])
            == "2026-11-20T17:00:00+07:00")
    }

    @Test(arguments: [
        ("2026-11-20T09:00/2026-11-19T09:00:supplement", "stop-backwards"), ("2026-11-20T09:00", "stop-unreadable"),
        ("2026-11-20T09:00/2026-11-25T09:00", "stop-unreadable"), ("x/y:supplement", "stop-unreadable"),
        ("2026-11-20T09:00/2026-11-25T09:00:holiday", "stop-unreadable"), ("/:supplement", "stop-unreadable"),
    ])
    func aStopThatCannotBeIsRefused(text: String, code: String) {
        #expect { try Self.due(.workingDays(5), "2026-11-16T09:00", [text]) } throws: { ($0 as? Problem)?.code == code }
    }

    @Test func moreStopsThanADossierHasAreRefused() throws {
        let stop = "2026-11-20T09:00/2026-11-20T10:00:supplement"
        #expect { try Self.due(.workingDays(5), "2026-11-16T09:00", Array(repeating: stop, count: 201)) } throws: {
            ($0 as? Problem)?.code == "stops-too-many"
        }
    }

    @Test(arguments: [0, -1, 10_000])
    func anExtensionThatCannotBeIsRefused(days: Int) {
        #expect {
            try Self.due(.workingDays(5), "2026-11-16T09:00", extended: Extension(days: days, unit: .workingDays))
        } throws: { ($0 as? Problem)?.code == "extension-out-of-range" }
    }

    // MARK: Terms and their variants

    @Test func aKindOfObjectHasItsOwnTerm() throws {
        let rule = TermRule(.workingDays(20), remote: .workingDays(35), kinds: ["house": .workingDays(15)])
        #expect(try rule.term(isRemote: false) == .workingDays(20))
        #expect(try rule.term(isRemote: true) == .workingDays(35))
        #expect(try rule.term(isRemote: true, kind: "house") == .workingDays(15))
        #expect(throws: Problem("term-kind-unknown", status: 422, arguments: ["kind": "boat"])) {
            try rule.term(isRemote: false, kind: "boat")
        }
    }

    @Test(arguments: [Term.sameDay, .workingHours(8), .months(1)])
    func tenDaysAreNotAddedToWhatIsNotInDays(term: Term) {
        #expect(throws: Problem("term-without-remote", status: 422, arguments: ["term": term.code])) {
            try TermRule(term).term(isRemote: true)
        }
    }

    @Test(arguments: ["", "wd", "5", "5 wd", "-5wd", "５wd", "5x", "same day", "1.5d"])
    func aTermThatCannotBeReadIsRefused(text: String) {
        #expect(Term(code: text) == nil)
        #expect(throws: Problem("term-unreadable", status: 422, arguments: ["text": text])) { try Term(reading: text) }
    }

    @Test func aTermBeyondNumbersIsOutOfRange() throws {
        let term = try Term(reading: "99999999999999999999wd")
        #expect { try term.check() } throws: { ($0 as? Problem)?.code == "term-out-of-range" }
        #expect(Term(code: "0wd") == nil)
    }
}
