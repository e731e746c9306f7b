import Access
import Base
import Deadlines
import Dossiers
import Identity
import Storage
import Synchronization
import TestKit
import Testing

@Suite struct ReceiveAtCounterTests {
    @Test(arguments: Engine.tested)
    func aPersonAtTheCounterLeavesWithCodeAndDueDate(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let (filing, office) = (world.filing(), world.offices[.secretariat])
        let dossier = try await world.perform("motcua1", "dossier.receive") {
            try ReceiveAtCounter(filing, office: office, calendar: .vietnam).run(in: $0, act: $1)
        }
        #expect(dossier.code.text == "H50.50.05-261123-0001")
        #expect(dossier.state == .forwarded)
        #expect(dossier.office == office)
        #expect(dossier.acceptedAt == DossierWorld.monday)
        // One working day: the 24th is a holiday.
        #expect(dossier.dueAt?.localDate.iso8601 == "2026-11-25")
        let folder = try await world.folder(dossier.id)
        #expect(folder.dossier == dossier)
        #expect(folder.applicant == DossierWorld.applicant)
        #expect(folder.papers.map(\.name) == ["Tờ khai", "Giấy chứng sinh"])
        #expect(folder.content.term == .workingDays(1))
        #expect(folder.content.fee == Dong(8000))
        #expect(folder.history.map(\.kind) == ["dossier.submitted", "dossier.accepted", "dossier.forwarded"])
    }

    @Test(arguments: Engine.tested)
    func theSameDayEndsWithTheSameDay(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let filing = world.filing(DossierWorld.copy)
        let dossier = try await world.perform("motcua1", "dossier.receive") {
            try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: $0, act: $1)
        }
        #expect(dossier.state == .accepted)
        #expect(dossier.dueAt?.localDate == DossierWorld.monday.localDate)
    }

    @Test(arguments: Engine.tested)
    func anUnknownTermMustBeSaidByTheOfficer(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let filing = world.filing(DossierWorld.unknownTerm)
        let problem = try await refusal {
            try await world.perform("motcua1", "dossier.receive") {
                try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: $0, act: $1)
            }
        }
        #expect(problem?.fields == [FieldFault("term", "dossier.term-unknown")])
        let dossier = try await world.perform("motcua1", "dossier.receive") {
            try ReceiveAtCounter(filing, termIfUnknown: .workingDays(3), office: nil, calendar: .vietnam).run(in: $0, act: $1)
        }
        #expect(dossier.dueAt?.localDate.iso8601 == "2026-11-27")
        #expect(try await world.folder(dossier.id).content.term == .workingDays(3))
    }

    /// The person stands there: every fault of the screen is said in one answer.
    @Test(arguments: Engine.tested)
    func allFaultsAreToldAtOnceAndNothingIsKept(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var filing = world.filing(DossierWorld.unknownTerm,
            applicant: Party(name: " ", personalID: "12345", phone: "0123", email: "a@b"))
        filing.filer = Party(name: "123", phone: "x")
        filing.returnMethod = .post
        filing.request = String(repeating: "a", count: 4001)
        let wrong = filing
        let problem = try await refusal {
            try await world.perform("motcua1", "dossier.receive") {
                try ReceiveAtCounter(wrong, office: nil, calendar: .vietnam).run(in: $0, act: $1)
            }
        }
        #expect(problem?.fields.map(\.field) == [
            "applicant-name", "applicant-personal-id", "applicant-phone", "applicant-email", "filer-name", "filer-phone",
            "request", "return-address", "term",
        ])
        #expect(try await world.database.read { try DossierStore.all(after: nil, limit: 10, in: $0) }.isEmpty)
    }

    @Test(arguments: [
        ("Hồ  Thị\u{A0}Xương ", "045 190 012 345", "+84 912 345 678", "Hồ Thị Xương", "045190012345", "0912345678"),
        ("HỒ A", "123456789", "", "HỒ A", "123456789", ""),
    ])
    func whatIsTypedIsTidied(name: String, id: String, phone: String, name2: String, id2: String, phone2: String) throws {
        let party = try Party(name: name, personalID: id, phone: phone).checked(prefix: "")
        #expect(party.name == name2)
        #expect(party.personalID == id2)
        #expect(party.phone == phone2)
    }

    @Test(arguments: Engine.tested)
    func fiftyAtOnceGetFiftyCodesWithoutAGap(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let filing = world.filing()
        let codes = Mutex<[String]>([])
        try await Crowd.run(50, atOnce: 50) { index in
            let dossier = try await world.perform("motcua\(index % 5 + 1)", "dossier.receive") {
                try ReceiveAtCounter(filing, office: nil, calendar: .vietnam).run(in: $0, act: $1)
            }
            codes.withLock { $0.append(dossier.code.text) }
        }
        let expected = (1...50).map { "H50.50.05-261123-00\($0 < 10 ? "0" : "")\($0)" }
        #expect(codes.withLock { $0.sorted() } == expected)
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }
}
