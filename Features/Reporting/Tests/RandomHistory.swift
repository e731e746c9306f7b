import Access
import Base
import Dossiers
import Journal
import Storage
import TestKit

@testable import Reporting

/// Invented lives of dossiers as journal entries, in the order of time: what real deeds write, and more wildly than
/// real offices do it. Entries up to a random moment are as they were before they told all facts.
struct RandomHistory {
    static let agencies = [1, 2].map { AgencyID("019ab000-0000-7000-8000-00000000000\($0)")! }
    static let offices = [3, 4].map { OfficeID("019ab000-0000-7000-8000-00000000000\($0)")! }
    static let fields = ["Hộ tịch", "Chứng thực", "Đất đai"]
    static let start = LocalDate(iso8601: "2025-11-20")!
    static let daysMax = 120

    struct Event {
        let at: Instant
        let draft: JournalDraft
    }

    private(set) var events: [Event] = []
    private var random: SeededRandom
    private var toldInFullFrom: Instant

    init(seed: UInt64, dossiers: Int) {
        random = SeededRandom(seed: seed)
        toldInFullFrom = Instant(Self.start)
        let old = Int.random(in: 0...Self.daysMax / 3, using: &random)
        toldInFullFrom = Instant(Self.start.adding(days: old))
        for number in 1...dossiers { live(number) }
        events.sort { $0.at < $1.at }
    }

    /// One dossier from filing to as far as chance takes it.
    private mutating func live(_ number: Int) {
        var life = Life(random: &random, number: number)
        var at = Instant(Self.start).adding(seconds: Int64.random(in: 0...86_400 * 100, using: &random))
        tell("submitted", life, at)
        guard step(&at) else { return }
        if chance(0.1) {
            life.finished = at
            return tell("refused", life, at, ["outcome": "refused"])
        }
        life.accepted = at
        life.due = at.adding(seconds: Int64.random(in: 0...86_400 * 12, using: &random))
        tell("accepted", life, at)
        while step(&at) {
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1:
                life.office = Self.offices.randomElement(using: &random)
                tell("forwarded", life, at)
            case 2:
                life.isDigitised = true
                tell("paper-added", life, at)
            case 3:
                tell("noted", life, at)
            case 4, 5:
                let isWaiting = life.due == nil
                if !isWaiting {
                    if life.supplements > 0 { life.isAskedAgain = true }
                    life.supplements += 1
                }
                life.due = isWaiting ? at.adding(seconds: Int64.random(in: 0...86_400 * 12, using: &random)) : nil
                tell(isWaiting ? "supplied" : "supplement-asked", life, at)
            case 6:
                life.finished = at
                return tell("withdrawn", life, at, ["outcome": "withdrawn"])
            case 7, 8:
                life.finished = at
                let electronic = chance(0.5) ? "1" : "0"
                tell("result-published", life, at, ["outcome": "result-ready", "electronic": electronic])
                if chance(0.7), step(&at) { tell("handed-over", life, at) }
                return
            default: continue
            }
        }
    }

    private struct Life {
        let id: ID<Dossier>
        let agency: AgencyID
        let field: String
        let channel: String
        var office: OfficeID?
        var isDigitised: Bool
        var accepted: Instant?
        var due: Instant?
        var finished: Instant?
        var supplements = 0
        var isAskedAgain = false
        /// Every third was taken in by the other agency.
        let receivedBy: AgencyID?

        init(random: inout SeededRandom, number: Int) {
            id = ID(at: Instant(RandomHistory.start).adding(seconds: Int64(number)))
            let agency = RandomHistory.agencies.randomElement(using: &random)!
            self.agency = agency
            receivedBy = number.isMultiple(of: 3) ? RandomHistory.agencies.first { $0 != agency } : nil
            field = RandomHistory.fields.randomElement(using: &random)!
            channel = ["online", "counter", "post"].randomElement(using: &random)!
            isDigitised = Bool.random(using: &random)
        }
    }

    private mutating func tell(_ kind: String, _ life: Life, _ at: Instant, _ further: [String: String] = [:]) {
        var facts = further
        facts["due"] = life.due?.iso8601
        if at >= toldInFullFrom || kind == "submitted" {
            facts.merge(["field": life.field, "channel": life.channel]) { _, new in new }
        }
        if at >= toldInFullFrom || ["submitted", "paper-added"].contains(kind) {
            facts["digitised"] = life.isDigitised ? "1" : "0"
        }
        facts["asked-again"] = life.isAskedAgain ? "1" : nil
        facts["received-by"] = life.receivedBy?.description
        if at >= toldInFullFrom {
            facts["version"] = "2"
            facts["office-id"] = life.office?.description
            facts["accepted"] = life.accepted?.iso8601
            facts["finished"] = life.finished?.iso8601
        } else {
            facts["outcome"] = nil
        }
        events.append(Event(at: at, draft: JournalDraft(
            "dossier.\(kind)", of: Dossier.subjectKind, life.id.description, agency: life.agency, facts: facts)))
    }

    /// Some minutes or days later; false when the story ends here.
    private mutating func step(_ at: inout Instant) -> Bool {
        let longest: Int64 = chance(0.5) ? 20_000 : 86_400 * 9
        at = Instant(microseconds: at.microseconds + Int64.random(in: 1...longest * 1_000_000, using: &random))
        return chance(0.93) && at < Instant(Self.start.adding(days: Self.daysMax))
    }

    private mutating func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }

    /// Appends some of the events, with an entry of another kind now and then.
    static func append(_ events: some Collection<Event> & Sendable, to database: any Database) async throws {
        let permit = try AccessPolicy([.staff("test.write", [.reception])]).permit("test.write", to: .staff(officer))
        try await database.write { tx in
            for (index, event) in events.enumerated() {
                let act = Act(permit: permit, at: event.at, requestID: "0123456789abcdef")
                try Journal.append(event.draft, by: act, in: tx)
                if index.isMultiple(of: 17) {
                    try Journal.append(
                        JournalDraft("account.signed-in", of: "account", "x", agency: agencies[0]), by: act, in: tx)
                }
            }
        }
    }

    private static let officer = StaffCaller(
        account: AccountID("019ab000-0000-7000-8000-000000000009")!, name: "Hồ Thị Mai", roles: [.reception],
        agency: agencies[0], office: nil)

    static func database(_ engine: Engine) async throws -> any Database {
        try await TestDatabase.make(engine, migrations: Journal.migrations + ReportingFeature.migrations)
    }
}
