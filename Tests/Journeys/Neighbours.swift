import Access
import App
import Base
import Blobs
import Catalogue
import Dossiers
import Files
import Foundation
import Identity
import Jobs
import Logging
import Notices
import Privacy
import Storage
import TestKit
import Testing
import Web
import Webhooks

/// Whose a record is.
enum Owner: CaseIterable, Sendable {
    /// Xã Hướng Hiệp and xã Hướng Phùng.
    case home, other
    /// Two citizens: the first has filed at home, the second with the other commune.
    case citizen, otherCitizen
}

/// Two communes side by side, each with dossiers at every step, papers, notes, drafts, officials: all entered by its
/// own people through the pages, each text with a word that occurs nowhere else (T-12's canaries).
struct Neighbours {
    /// One dossier and one of its files.
    struct Filed: Sendable {
        let id: String
        let file: String
        let code: String
    }

    /// A draft of a citizen with a file on its first component.
    struct Draft: Sendable {
        let id: String
        let file: String
    }

    let house: House
    /// A procedure that both communes offer online and at the counter.
    let procedure: Procedure
    private(set) var dossiers: [Owner: [Filed]] = [:]
    private(set) var drafts: [Owner: [Draft]] = [:]
    /// By which the citizens act for somebody else, each with its scan.
    private(set) var mandates: [Owner: [Draft]] = [:]
    private(set) var organisations: [Owner: String] = [:]
    /// Officials without a part in the tests, to be closed and opened.
    private(set) var officials: [Owner: String] = [:]
    private(set) var reviews: [Owner: String] = [:]
    private(set) var receivers: [Owner: String] = [:]
    private(set) var notices: [Owner: String] = [:]
    private(set) var incidents: [Owner: String] = [:]
    private(set) var rightsRequests: [Owner: String] = [:]
    private(set) var purges: [Owner: String] = [:]
    private(set) var holds: [Owner: String] = [:]
    private(set) var deadJobs: [String] = []
    private(set) var synonyms: [String] = []

    static func make(_ engine: Engine, log: CapturedLog? = nil) async throws -> Neighbours {
        let house = try await House.make(engine, log: log)
        try await house.app.site.database.write { tx in
            let records = try CatalogueFile.read(CatalogueFile.builtIn).records
            _ = try ImportCatalogue(records, effectiveFrom: LocalDate(dayNumber: 20_270))
                .run(in: tx, act: CommandAct.make(.editCatalogue, command: "test", at: house.clock.clock.now))
        }
        let today = house.clock.clock.now.localDate
        let procedures = try await house.app.site.database.read { try ProcedureStore.all(on: today, in: $0) }
        let fitting = procedures.first { procedure in
            procedure.isCommon && procedure.time.normal != nil && procedure.online != .counterOnly
                && procedure.channels.contains(.online) && procedure.components.contains { $0.kind == .submit }
        }
        var made = Neighbours(house: house, procedure: try #require(fitting))
        for commune in [Owner.home, .other] {
            try await made.enterDossiers(at: commune)
            try await made.enterOfficial(at: commune)
            try await made.openReview(at: commune)
            try await made.addReceiver(at: commune)
            try await made.tryNotice(at: commune)
            try await made.recordIncident(at: commune)
            try await made.enterRightsRequest(at: commune)
            try await made.proposePurge(at: commune)
        }
        for citizen in [Owner.citizen, .otherCitizen] {
            try await made.file(as: citizen)
            try await made.actForSomebody(as: citizen)
        }
        try await made.enterShared()
        return made
    }

    // MARK: Whose words

    /// The word in every text that somebody entered for this owner. No person, place or procedure is called so.
    static func word(of owner: Owner) -> String {
        switch owner {
        case .home: "Chào Mào"
        case .other: "Bìm Bịp"
        case .citizen: "Sóc Nâu"
        case .otherCitizen: "Sóc Xám"
        }
    }

    /// Written into notes of the office: for the officials of the commune, never for a citizen.
    static func secret(of owner: Owner) -> String { "Kín \(word(of: owner))" }
    /// In the names of officials, whom the administrator of their province looks after as well.
    static func colleague(of owner: Owner) -> String { owner.commune == .home ? "Đinh Vành Khuyên" : "Đinh Cu Gáy" }
    static func draftWord(of owner: Owner) -> String { "Nháp \(word(of: owner))" }

    /// The first eight digits of all phone numbers and of all personal ids of this owner.
    static func phonePrefix(of owner: Owner) -> String {
        switch owner {
        case .home: "09711717"
        case .other: "09722727"
        case .citizen: "09733737"
        case .otherCitizen: "09744747"
        }
    }

    func agency(of owner: Owner) -> AgencyID { owner == .home ? house.people.commune : house.people.otherCommune }

    // MARK: At the counter

    /// How far each dossier of a commune has come: the doors pressed after it was received.
    private static let ways: [[(who: Worker, door: String)]] = {
        let claim: (Worker, String) = (.specialist, "nhan-xu-ly")
        let propose: (Worker, String) = (.specialist, "trinh-ky")
        let approve: (Worker, String) = (.leader, "duyet")
        let publish: (Worker, String) = (.reception, "phat-hanh")
        return [
            [], [claim], [claim, (.specialist, "yeu-cau-bo-sung")], [claim, propose], [claim, propose, approve],
            [claim, propose, approve, publish], [claim, propose, approve, publish, (.reception, "tra-ket-qua")],
            [(.reception, "rut")],
        ]
    }()

    private enum Worker { case reception, specialist, leader }

    private func persona(_ worker: Worker, at commune: Owner) -> Persona {
        switch worker {
        case .reception: commune == .home ? .reception : .otherReception
        case .specialist: commune == .home ? .specialist : .otherSpecialist
        case .leader: commune == .home ? .leader : .otherLeader
        }
    }

    /// What any door of a dossier may ask for, with the owner's word in it.
    func form(_ owner: Owner, office: String? = nil) -> [String: String] {
        let word = Self.word(of: owner)
        return [
            "reason": "Lý do \(word)", "points": "Bổ sung \(word)", "answer": "Trả lời \(word)",
            "proposal": "Đề xuất \(word)", "number": "7/\(word)", "collector": "Người nhận \(word)",
            "note": Self.secret(of: owner), "component": "\(component)", "term": "5", "office": office ?? "",
            "request": "Nội dung \(word)", "from": "1",
        ]
    }

    var component: Int { procedure.components.first { $0.kind == .submit }?.number ?? 1 }

    func person(_ owner: Owner, _ number: Int) -> [String: String] {
        let tail = number < 10 ? "0\(number)" : "\(number)"
        return [
            "applicant-name": "Hồ \(Self.word(of: owner)) \(Self.letters[number % Self.letters.count])",
            "applicant-phone": Self.phonePrefix(of: owner) + tail,
            "applicant-address": "Thôn \(Self.word(of: owner))",
        ]
    }

    private static let letters = [
        "An", "Bình", "Cúc", "Dung", "Giang", "Hà", "Khuê", "Lan", "Mai", "Nga", "Oanh", "Phú",
    ]

    private mutating func enterDossiers(at commune: Owner) async throws {
        let clerk = try await house.client(as: persona(.reception, at: commune))
        let office = try await office(at: commune)
        for (number, way) in Self.ways.enumerated() {
            var fields = person(commune, number).merging(form(commune, office: office)) { first, _ in first }
            fields["paper"] = "\(component)"
            fields["originals-\(component)"] = "1"
            let reply = try await clerk.post("/quay/\(procedure.code)", form: fields)
            let id = try #require(Self.id(after: "/ho-so/", in: reply), "\(reply.status) \(reply.text.suffix(3000))")
            let scan = try await clerk.post("/ho-so/\(id)/so-hoa", form: ["component": "\(component)"],
                files: [Self.scan(of: commune)])
            try #require(scan.status == 303, "\(scan.text.suffix(2000))")
            let note = try await clerk.post("/ho-so/\(id)/ghi-chu", form: ["note": Self.secret(of: commune)])
            try #require(note.status == 303)
            for press in way {
                let client = try await house.client(as: persona(press.who, at: commune))
                let done = try await client.post("/ho-so/\(id)/\(press.door)", form: form(commune, office: office))
                try #require(done.status == 303, "\(press.door) of \(number): \(done.status) \(done.text.suffix(2000))")
            }
            dossiers[commune, default: []].append(try await filed(id))
        }
    }

    /// The office of the specialist, who shall be able to claim.
    func office(at commune: Owner) async throws -> String {
        let caller = try await house.caller(of: persona(.specialist, at: commune))
        return try #require(caller.staff?.office).description
    }

    private mutating func enterOfficial(at commune: Owner) async throws {
        let administrator = try await house.client(as: commune == .home ? .administrator : .otherAdministrator)
        let login = commune == .home ? "dem-hiep" : "dem-phung"
        let reply = try await administrator.post("/quan-tri/nguoi-dung/them", form: [
            "name": "\(Self.colleague(of: commune)) Tám", "title": "Chuyên viên", "roles": "specialist",
            "office": try await office(at: commune), "login": login,
        ])
        try #require(reply.status == 200, "\(reply.text.suffix(2000))")
        let agency = agency(of: commune)
        let today = house.clock.clock.now.localDate
        let members = try await house.app.site.database.read { try StaffStore.members(of: agency, on: today, in: $0) }
        officials[commune] = try #require(members.first { $0.name.hasSuffix("Tám") }).account.description
    }

    private mutating func openReview(at commune: Owner) async throws {
        let administrator = try await house.client(as: commune == .home ? .administrator : .otherAdministrator)
        let reply = try await administrator.post("/quan-tri/ra-soat")
        reviews[commune] = Self.id(after: "/quan-tri/ra-soat/", in: reply)
        try #require(reviews[commune] != nil, "\(reply.text.suffix(2000))")
    }

    private mutating func addReceiver(at commune: Owner) async throws {
        let login = try #require((commune == .home ? Persona.administrator : .otherAdministrator).login)
        let deed = AddSubscriber(login: login, url: "https://may.example/", kinds: [], policy: Features.policy)
        let act = try CommandAct.make(.webhookInstall, command: "test", at: house.clock.clock.now)
        receivers[commune] = try await house.app.site.database.write { try deed.run(in: $0, act: act).id.description }
    }

    private mutating func recordIncident(at commune: Owner) async throws {
        let client = try await house.client(as: commune == .home ? .administrator : .otherAdministrator)
        let reply = try await client.post("/quan-tri/su-co/moi", form: [
            "kind": "leak", "found-ngay": "23", "found-thang": "11", "found-nam": "2026", "time": "8:00",
            "description": "Sự cố \(Self.word(of: commune))", "from-ngay": "1", "from-thang": "1", "from-nam": "2026",
        ])
        incidents[commune] = try #require(reply.location?.split(separator: "?").first?.split(separator: "/").last)
            .description
    }

    private mutating func enterRightsRequest(at commune: Owner) async throws {
        let client = try await house.client(as: commune == .home ? .administrator : .otherAdministrator)
        let reply = try await client.post("/quan-tri/yeu-cau-du-lieu", form: [
            "kind": "correct", "name": "Hồ \(Self.word(of: commune))", "content": "Sửa \(Self.word(of: commune))",
        ])
        rightsRequests[commune] = try #require(reply.location?.split(separator: "?").first?.split(separator: "/").last)
            .description
    }

    private mutating func proposePurge(at commune: Owner) async throws {
        let persona: Persona = commune == .home ? .administrator : .otherAdministrator
        let (caller, now, word) = (try await house.caller(of: persona), house.clock.clock.now, Self.word(of: commune))
        let act = Act(permit: try Features.policy.permit("purge.manage", to: caller), at: now, requestID: "test")
        let old = Purger(kind: "draft") { _, _, _, _ in
            [.init(record: Filling.nobodys(), label: "", since: now)]
        } destroy: { _, _, _, _, _ in .kept }
        (purges[commune], holds[commune]) = try await house.app.site.database.write { tx in
            (try ProposePurge(old, ground: "Đề nghị \(word)").run(in: tx, act: act).description,
                try HoldRecords(.person, "045190001234", reason: "Giữ \(word)").run(in: tx, act: act).description)
        }
    }

    private mutating func tryNotice(at commune: Owner) async throws {
        let client = try await house.client(as: commune == .home ? .administrator : .otherAdministrator)
        let reply = try await client.post("/quan-tri/thong-bao/thu", form: ["to": "thu@example.vn"])
        try #require(reply.status == 303, "\(reply.text.suffix(2000))")
        let agency = agency(of: commune)
        notices[commune] = try await house.app.site.database.read {
            try NoticeStore.page(nil, of: agency, number: 1, in: $0).first?.id.description
        }
    }

    // MARK: On the phone

    private mutating func file(as citizen: Owner) async throws {
        let persona: Persona = citizen == .citizen ? .citizen : .otherCitizen
        let client = try await house.client(as: persona)
        let commune: Owner = citizen == .citizen ? .home : .other
        for _ in 0..<2 {
            let draft = try await begin(client, citizen, with: Self.word(of: citizen), at: commune)
            let sent = try await client.post("/nop-ho-so/nhap/\(draft.id)/xem-lai")
            let id = try #require(Self.id(after: "/nop-ho-so/da-nop/", in: sent), "\(sent.text.suffix(3000))")
            dossiers[citizen, default: []].append(Filed(id: id, file: draft.file, code: try await filed(id).code))
        }
        for _ in 0..<8 {
            drafts[citizen, default: []].append(
                try await begin(client, citizen, with: Self.draftWord(of: citizen), at: commune))
        }
        // The commune takes the first in, and writes a note that is not for the citizen.
        let clerk = try await house.client(as: self.persona(.reception, at: commune))
        let first = try #require(dossiers[citizen]?.first)
        let office = try await office(at: commune)
        for (door, fields) in [("tiep-nhan", ["office": office, "term": "5"]), ("ghi-chu", form(citizen))] {
            let reply = try await clerk.post("/ho-so/\(first.id)/\(door)", form: fields)
            try #require(reply.status == 303, "\(door): \(reply.text.suffix(2000))")
        }
    }

    private mutating func actForSomebody(as citizen: Owner) async throws {
        let (persona, commune): (Persona, Owner) =
            citizen == .citizen ? (.citizen, .home) : (.otherCitizen, .other)
        let client = try await house.client(as: persona)
        for number in 0..<6 {
            let form = ["loai": "representative", "name": "Hồ \(Self.word(of: citizen))",
                "personal-id": "0451540003\(citizen == .citizen ? "1" : "2")\(number)",
                "agency": agency(of: commune).description]
            let reply = try await client.post("/lam-thay/them", form: form, files: [Self.scan(of: citizen)])
            let id = try #require(Self.id(after: "/lam-thay/", in: reply), "\(reply.text.suffix(2000))")
            let files = try await house.app.site.database.read {
                try FileStore.files(ownerKind: "mandate", owner: id, in: $0)
            }
            mandates[citizen, default: []].append(Draft(id: id, file: try #require(files.keys.first).description))
        }
        let form = ["name": "Hợp tác xã \(Self.word(of: citizen))", "tax-code": "3200000001",
            "phone": Self.phonePrefix(of: citizen) + "98", "agency": agency(of: commune).description]
        let reply = try await client.post("/lam-thay/to-chuc/them", form: form, files: [Self.scan(of: citizen)])
        let made = try #require(Self.id(after: "/lam-thay/to-chuc/", in: reply), "\(reply.text.suffix(2000))")
        organisations[citizen] = made
    }

    /// A draft filled to its last screen, with one file.
    private func begin(
        _ client: WebClient, _ citizen: Owner, with word: String, at commune: Owner
    ) async throws -> Draft {
        let begun = try await client.post(
            "/nop-ho-so/\(procedure.code)", form: ["agency": agency(of: commune).description])
        let id = try #require(Self.id(after: "/nop-ho-so/nhap/", in: begun), "\(begun.text.suffix(2000))")
        let screens: [(String, [String: String])] = [
            ("cho-ai", ["who": "other", "relation": word]),
            ("chu-ho-so", ["applicant-name": "Hồ \(word)", "applicant-phone": Self.phonePrefix(of: citizen) + "99",
                "applicant-address": "Thôn \(word)"]),
            ("noi-dung", ["request": "Nội dung \(word)"]),
            ("giay-to", Dictionary(uniqueKeysWithValues: procedure.components.map { ("promise-\($0.number)", "1") })),
            ("nhan-ket-qua", ["return-method": "counter"]),
        ]
        for (screen, fields) in screens {
            let reply = try await client.post("/nop-ho-so/nhap/\(id)/\(screen)", form: fields)
            try #require(reply.status == 303, "\(screen): \(reply.text.suffix(3000))")
        }
        let kept = try await client.post(
            "/nop-ho-so/tep/\(id)/\(component)", files: [Self.scan(of: citizen)])
        try #require(kept.status == 303, "\(kept.text.suffix(2000))")
        let files = try await house.app.site.database.read {
            try FileStore.files(ownerKind: FilingDraft.ownerKind, owner: id, in: $0)
        }
        return Draft(id: id, file: try #require(files.keys.first).description)
    }

    // MARK: What belongs to the whole installation

    private static let sharedCount = 12

    private mutating func enterShared() async throws {
        let administrator = try await house.client(as: .administrator)
        for number in 1...Self.sharedCount {
            let reply = try await administrator.post(
                "/quan-tri/tu-dong-nghia", form: ["phrase": "chim số \(number)", "meaning": "khai sinh"])
            try #require(reply.status == 303, "\(reply.text.suffix(2000))")
        }
        let listed = try await administrator.get("/quan-tri/tu-dong-nghia").text
        synonyms = listed.matches(of: /tu-dong-nghia\/([0-9a-f-]{36})\/xoa/).map { String($0.output.1) }
        try #require(synonyms.count == Self.sharedCount)
        let now = house.clock.clock.now
        var rules = JobRules()
        rules.attemptsMax = 1
        let failing = JobHandler(kind: "test.fails") { _ in throw Problem("test-fails", status: 500) }
        let runner = JobRunner(database: house.app.site.database, handlers: [failing], clock: Clock { now },
            rules: rules, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        deadJobs = try await house.app.site.database.write { tx in
            try (0..<Self.sharedCount).map { _ in try Jobs.queue(kind: "test.fails", in: tx, at: now).description }
        }
        try await runner.runDue()
    }

    // MARK: Reading

    private func filed(_ id: String) async throws -> Filed {
        let dossier = try #require(ID<Dossier>(id))
        return try await house.app.site.database.read { snapshot in
            let files = try FileStore.files(ownerKind: "dossier", owner: id, in: snapshot)
            let all = try DossierStore.all(after: nil, limit: 1000, in: snapshot)
            return Filed(id: id, file: try #require(files.keys.first).description,
                code: try #require(all.first { $0.id == dossier }).code.text)
        }
    }

    private static func id(after path: String, in reply: WebClient.Reply) -> String? {
        guard let location = reply.location, location.hasPrefix(path) else { return nil }
        return String(location.dropFirst(path.count).prefix(36))
    }

    static func scan(of owner: Owner) -> WebClient.Upload {
        .init("file", name: "Ảnh \(word(of: owner)).pdf", bytes: Array("%PDF-1.4\n\(word(of: owner))\n%%EOF\n".utf8))
    }
}
