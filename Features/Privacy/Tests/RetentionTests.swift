import Access
import App
import Base
import Dossiers
import Identity
import Journal
import Mandates
import Storage
import TestKit
import Testing
import Web

@testable import Privacy

/// Everything with a term comes to its end, and only then.
@Suite struct RetentionTests {
    private static let day: Int64 = 86_400

    private static func purger(_ kind: String) throws -> Purger {
        try #require(Features.purgers.first { $0.kind == kind })
    }

    /// Proposed by one, approved by another, and the days of mercy over.
    private static func destroy(
        _ kind: String, _ world: PrivacyWorld, beforeTheEnd: () async throws -> Void = {}
    ) async throws -> [PurgeItem.State: Int] {
        let purger = try purger(kind)
        let id = try await world.perform("giamdoc", .purgeManage) {
            try ProposePurge(purger, ground: "Hết thời hạn").run(in: $0, act: $1)
        }
        try await world.perform("quantri", .purgeManage) { try ApprovePurge(id).run(in: $0, act: $1) }
        try await beforeTheEnd()
        world.clock.advance(seconds: 8 * day)
        try await CarryOutPurge(policy: Features.policy, purgers: Features.purgers)
            .run(on: world.database, blobs: world.app.site.blobs, at: world.clock.clock.now)
        return try await world.database.read { try PurgeStore.counts(of: id, in: $0) }
    }

    private static func count(_ table: SQL, _ world: PrivacyWorld) async throws -> Int {
        try await world.database.read { try $0.row("SELECT COUNT(*) AS n FROM \(table)")?["n"] ?? 0 }
    }

    private static func fade(_ world: PrivacyWorld) async throws {
        try await FadeRecords(policy: Features.policy, fadings: Features.fadings)
            .run(on: world.database, at: world.clock.clock.now)
    }

    // MARK: The lists

    @Test func `a kind with a term has one end, one without has none`() {
        let ends = Features.purgers.flatMap { [$0.kind] + $0.takesAlong } + Features.fadings.map(\.kind)
        for kind in RecordKind.all {
            let named = ends.count { $0 == kind.id }
            switch kind.keep {
            case .days, .months: #expect(named == 1, "\(kind.id) ends in \(named) ways")
            case .current: #expect(named <= 1, "\(kind.id) ends in \(named) ways")
            case .permanent: #expect(named == 0, "\(kind.id) is kept for good and ends")
            }
        }
        #expect(Set(ends).isSubset(of: RecordKind.all.map(\.id)))
    }

    @Test func `what goes by itself names every table of its kind`() throws {
        for fading in Features.fadings {
            let kind = try #require(RecordKind.kind(fading.kind))
            let named = fading.parts.flatMap(\.tables)
            #expect(Set(named).count == named.count && Set(named).isSubset(of: kind.tables), "\(kind.id)")
            guard kind.keep.isOver(before: TestSite.morning.localDate) != nil else { continue }
            #expect(Set(named) == Set(kind.tables), "\(kind.id)")
        }
    }

    @Test(arguments: Engine.tested)
    func `the page of destruction shows every kind with a term`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let page = try await world.client("giamdoc").get(PurgePages.path)
        #expect(page.status == 200)
        for kind in RecordKind.all {
            let isShown = page.text.contains(">\(kind.name.text("vi"))<")
            switch kind.keep {
            case .days, .months: #expect(isShown, "\(kind.id)")
            case .permanent: #expect(!isShown, "\(kind.id)")
            case .current: break
            }
        }
    }

    // MARK: Two people decide

    @Test(arguments: Engine.tested)
    func `an account that nobody uses goes, one that holds something, is held or comes back stays`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let all = try await Self.count("citizen_profile", world)
        let (gone, drafting) = (try await world.account("0900000101"), try await world.account("0900000102"))
        world.clock.advance(seconds: 3 * 366 * Self.day)
        _ = try await world.perform("0900000102", "dossier.file") { tx, act in
            try tx.execute("""
                INSERT INTO filing_draft (id, account, procedure_id, agency_id, answers, saved_at)
                VALUES (\(ID<FilingDraft>(at: act.at)), \(drafting), 'x', 'x', '', \(act.at))
                """)
        }
        let back = try await world.account("0900000104")
        let counts = try await Self.destroy("account", world) {
            _ = try await world.perform("quantri", .purgeManage) {
                try HoldRecords(.person, "045078000103", reason: "Khiếu nại").run(in: $0, act: $1)
            }
            try await world.database.write { [now = world.clock.clock.now] tx in
                try tx.execute("UPDATE account SET last_signed_in_at = \(now) WHERE id = \(back)")
            }
        }
        #expect(counts == [.destroyed: all - 3, .held: 1, .kept: 1], "the draft's is not proposed at all")
        #expect(try await Self.count("citizen_profile", world) == 3)
        #expect(try await Self.count("account WHERE id = \(gone) AND state = 'disabled'", world) == 1)
        #expect(try await world.database.read { try CallerStore.account(ofLogin: "0900000101", in: $0) } == nil)
        #expect(try await Self.destroy("account", world) == [.held: 1], "what is gone is proposed no more")
    }

    @Test(arguments: Engine.tested)
    func `what was sent about a dossier goes together, unless the dossier is held`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let dossiers = [try await world.receive(), try await world.receive()]
        let agency = try #require(try await world.act("giamdoc", .purgeManage).permit.agency)
        func send(_ cause: String, _ dossier: Dossier?, _ about: String) async throws {
            let now = world.clock.clock.now
            try await world.database.write { tx in
                try tx.execute("""
                    INSERT INTO notice (id, cause, dossier_id, about, agency_id, recipient, channel, address, subject,
                        body, created_at, state, attempts, not_before, gateway_id, last_problem)
                    VALUES (\(ID<Dossier>(at: now)), \(cause), \(dossier?.id), \(about), \(agency), 'filer', 'mail', '',
                        '', '', \(now), 'sent', 1, \(now), '', '')
                    """)
            }
        }
        for (number, dossier) in dossiers.enumerated() {
            try await send("entry-\(number)-1", dossier, "received")
            try await send("entry-\(number)-2", dossier, "returned")
        }
        try await send("digest-1", nil, "digest")
        try await send("digest-2", nil, "digest")
        world.clock.advance(seconds: 3 * 366 * Self.day)
        try await send("entry-9", dossiers[0], "late")
        _ = try await world.perform("giamdoc", .purgeManage) {
            try HoldRecords(.dossier, dossiers[1].code.text, reason: "Khiếu nại").run(in: $0, act: $1)
        }
        #expect(try await Self.destroy("notice", world) == [.destroyed: 2, .held: 1])
        #expect(try await Self.count("notice", world) == 3, "the young one and the two of the held dossier")
        #expect(try await Self.count("notice WHERE cause = 'entry-9'", world) == 1)
    }

    @Test(arguments: Engine.tested)
    func `a paper of authority goes with its scan ten years after its last day`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let agency = try #require(try await world.act("giamdoc", .purgeManage).permit.agency)
        func add(_ name: String, through day: String) async throws -> MandateID {
            var deed = AddMandate(.representative, agency: agency, principal: Principal(
                name: name, personalID: "045154000201", address: "Thôn Xa Rúc",
                birthDate: LocalDate(iso8601: "1954-04-10")))
            deed.paper = Mandate.Paper(number: name, place: "UBND xã", day: TestSite.morning.localDate)
            deed.through = LocalDate(iso8601: day)
            deed.files = [.init(name: "uy-quyen.jpg", digest: String(repeating: "a", count: 64), size: 7, type: .jpeg)]
            let adding = deed
            return try await world.perform("0900000103", "mandate.own") { try adding.run(in: $0, act: $1).id }
        }
        let (short, long) = (try await add("Hồ Thị Kăn", through: "2026-12-31"),
            try await add("Hồ Thị Lăn", through: "2028-12-31"))
        world.clock.advance(seconds: 11 * 366 * Self.day)
        #expect(try await Self.destroy("mandate", world) == [.destroyed: 1])
        #expect(try await Self.count("mandate WHERE id = \(short)", world) == 0)
        #expect(try await Self.count("file WHERE owner = \(short)", world) == 0)
        #expect(try await Self.count("mandate WHERE id = \(long)", world) == 1)
        #expect(try await Self.count("file WHERE owner = \(long)", world) == 1)
    }

    // MARK: By itself

    @Test(arguments: Engine.tested)
    func `what goes by itself goes when its time is over, and no sooner`(engine: Engine) async throws {
        let world = try await PrivacyWorld(engine)
        let account = try await world.account("0900000101")
        let agency = try #require(try await world.act("giamdoc", .purgeManage).permit.agency)
        let now = world.clock.clock.now
        @Sendable func back(_ days: Int64) -> Instant { now.adding(seconds: -days * Self.day) }
        try await world.database.write { tx in
            for (name, days) in [("old", Int64(800)), ("new", 0)] {
                let (at, ends) = (back(days), back(days - 1))
                try tx.execute("INSERT INTO sign_in_tally VALUES ('account', \(name), 1, \(at))")
                try tx.execute("INSERT INTO lookup_attempt VALUES (\(name), \(at.microseconds / 1_000_000), 1)")
                try tx.execute("INSERT INTO openid_visit VALUES (\(name), 'b', 'p', 'n', 'v', '/', NULL, \(ends))")
                try tx.execute("""
                    INSERT INTO sign_in_step (browser, account_id, password_hash, tries, expires_at)
                    VALUES (\(name), \(account), '', 0, \(ends))
                    """)
                try tx.execute("INSERT INTO known_network VALUES (\(account), \(name), \(at))")
                try tx.execute("""
                    INSERT INTO staff_reminder (id, dossier_id, kind, day, account_id, agency_id, created_at)
                    VALUES (\(name), \(name), 'late', '2024-01-01', \(account), \(agency), \(at))
                    """)
                for status in [1, 10] {
                    try tx.execute("""
                        INSERT INTO external_dossier (source, code, status, procedure_code, subject, owner_name,
                            owner_folded, agency_id, unit, changed_at)
                        VALUES (\(name), \("\(status)"), \(status), 'x', 'Khai sinh', 'Hồ Văn Pả', 'ho van pa',
                            \(agency), '', \(at))
                        """)
                }
            }
        }
        try await Self.fade(world)
        for table: SQL in [
            "sign_in_tally", "lookup_attempt", "openid_visit", "sign_in_step", "known_network", "staff_reminder",
        ] { #expect(try await Self.count(table, world) == 1, "\(table)") }
        let nameless = try await world.database.read { snapshot in
            try snapshot.rows("SELECT source, code FROM external_dossier WHERE owner_name = '—' AND subject = ''")
                .map { "\(try $0["source"] as String) \(try $0["code"] as String)" }
        }
        #expect(nameless == ["old 10"], "what is open, or young, keeps its name")
        #expect(try await Self.count("external_dossier", world) == 4)
    }

    @Test(arguments: Engine.tested)
    func `old days of readings go with an entry, but not while an open incident needs them`(
        engine: Engine
    ) async throws {
        let world = try await PrivacyWorld(engine)
        let dossier = try await world.receive()
        _ = try await world.client("motcua1").get("/ho-so/\(dossier.id)")
        let facts = IncidentFacts(
            kind: .leak, foundAt: world.clock.clock.now, description: "Lộ", from: world.clock.clock.now.localDate)
        let incident = try await world.perform("giamdoc", .incidentManage) {
            try RecordIncident(facts).run(in: $0, act: $1)
        }
        world.clock.advance(seconds: 450 * Self.day)
        _ = try await world.client("motcua1").get("/ho-so/\(dossier.id)")
        try await Self.fade(world)
        #expect(try await world.lines().count == 2)
        try await world.database.write { [now = world.clock.clock.now] tx in
            try tx.execute("UPDATE incident SET closed_at = \(now) WHERE id = \(incident)")
        }
        for _ in 1...2 { try await Self.fade(world) }
        #expect(try await world.lines().count == 1)
        let entries = try await world.database.read {
            try Journal.entries(of: "reading", facts.foundAt.localDate.iso8601, in: $0)
        }
        world.clock.advance(seconds: 450 * Self.day)
        try await Self.fade(world)
        #expect(try await world.lines().count == 1, "the database counts its year from the newest line")
        #expect(entries.map(\.kind) == ["reading.day-dropped"] && entries.first?.facts["lines"] == "1")
    }
}
