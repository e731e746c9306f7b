import Base
import Deadlines
import Dossiers
import Testing

@Suite struct DossierCodeTests {
    private let day = LocalDate(year: 2026, month: 11, day: 21)!

    @Test(arguments: [
        (1, "H50.50.05-261121-0001"), (12, "H50.50.05-261121-0012"), (9999, "H50.50.05-261121-9999"),
        (10_000, "H50.50.05-261121-10000"),
    ])
    func newCodesFollowTheCircular(number: Int, text: String) {
        #expect(DossierCode(identifier: "H50.50.05", day: day, number: number).text == text)
    }

    @Test(arguments: [
        "H50.50.05-261121-0012", "H15.50.05.13-261008-0975", "H50-261121-0001", "H50.001.05-261121-151234",
        "000.21.50.H50-210315-0007",
    ])
    func currentAndOldShapesAreRead(text: String) { #expect(DossierCode(text)?.text == text) }

    @Test func whatAScannerOrAPhoneMakesOfACodeIsRead() {
        #expect(DossierCode(" h50.50.05–261121—0012\n")?.text == "H50.50.05-261121-0012")
    }

    @Test(arguments: [
        "", "H50", "H50.50.05-261121", "H50.50.05-261321-0001", "H50.50.05-261121-001", "H50.50.05-261121-123456789",
        "50.50.05-261121-0001", "H50.5.05-261121-0001", "H50..05-261121-0001", "../../etc/passwd",
        "H50.50.05-26112１-0001", "000.21.50.H50.1-210315-0007", "H50.50.05-261121-0001-1",
    ])
    func otherTextIsNoCode(text: String) { #expect(DossierCode(text) == nil) }
}

@Suite struct DossierStateTests {
    @Test func everyStateIsReachedAndEveryOpenStateHasAWayOut() {
        var reached: Set<DossierState> = []
        for action in DossierAction.allCases { if let to = action.to { reached.insert(to) } }
        #expect(reached == Set(DossierState.allCases))
        for state in DossierState.allCases where state.isOpen {
            #expect(DossierAction.allCases.contains { $0.from.contains(state) && $0.to != nil }, "\(state)")
        }
    }

    @Test func closedStatesAreClosed() {
        for state in DossierState.allCases where !state.isOpen {
            #expect(DossierAction.allCases.allSatisfy { !$0.from.contains(state) }, "\(state)")
        }
    }

    @Test func entryKindsAreDistinct() {
        #expect(Set(DossierAction.allCases.map(\.entryKind)).count == DossierAction.allCases.count)
    }

    @Test(arguments: [
        ("2026-11-24", "2026-11-25", Punctuality.early), ("2026-11-25", "2026-11-25", .onTime),
        ("2026-11-26", "2026-11-25", .late),
    ])
    func finishedDossiersAreJudgedByDate(finished: String, due: String, expected: Punctuality) throws {
        let due = try #require(LocalDate(iso8601: due))
        let finished = try #require(LocalDate(iso8601: finished))
        #expect(Punctuality(due: due, finished: finished, today: finished) == expected)
    }
}

@Suite struct DossierQueryTests {
    @Test func whatIsTypedIsUnderstood() throws {
        #expect(DossierQuery("h50.50.05-261121-0012") == .code(try #require(DossierCode("H50.50.05-261121-0012"))))
        #expect(DossierQuery("045 190 012 345") == .personalID("045190012345"))
        #expect(DossierQuery("Hồ Thị Xương") == .name(["ho", "thi", "xuong"]))
        #expect(DossierQuery("   ") == .nothing)
    }
}
