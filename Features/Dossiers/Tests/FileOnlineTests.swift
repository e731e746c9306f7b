import Access
import Base
import Blobs
import Catalogue
import Dossiers
import Files
import Storage
import TestKit
import Testing

@Suite struct FileOnlineTests {
    @Test(arguments: Engine.tested)
    func aDraftSentTwiceIsOneDossier(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft(answers: DossierWorld.answers())
        let first = try await submit(draft, in: world)
        #expect(try await submit(draft, in: world) == first)
        #expect(try await world.database.read { try DossierStore.all(after: nil, limit: 10, in: $0) }.map(\.id) == [first])
        let folder = try await world.folder(first)
        #expect(folder.dossier.state == .submitted)
        #expect(folder.dossier.channel == .online)
        #expect(folder.dossier.filerAccount == world.accounts["0900000101"])
        #expect(folder.applicant == DossierWorld.applicant)
        #expect(folder.filer?.name == "Hồ Văn Pả")
        #expect(folder.papers.map(\.isPromised) == [true, true])
        #expect(!folder.dossier.isDigitised)
    }

    @Test(arguments: Engine.tested)
    func anIncompleteDraftIsRefusedWithAllItsFaults(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft(answers: ["applicant-personal-id": "1", "applicant-birth-date-ngay": "31",
            "applicant-birth-date-thang": "2", "promise-2": "1", "return-method": "post"])
        let problem = try await refusal { try await submit(draft, in: world) }
        #expect(problem?.fields.map(\.field) == [
            "who", "applicant-name", "applicant-personal-id", "applicant-birth-date", "component-1", "return-address",
        ])
        #expect(try await world.database.read { try DossierStore.all(after: nil, limit: 10, in: $0) }.isEmpty)
    }

    @Test(arguments: Engine.tested)
    func aSentDraftIsClosed(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft(answers: DossierWorld.answers())
        let id = try await submit(draft, in: world)
        let file = world.staged()
        #expect(try await refusal {
            try await world.perform("0900000101", "dossier.file") {
                _ = try SaveDraft(draft, values: ["request": "x"]).run(in: $0, act: $1)
            }
        }?.code == "draft-already-sent")
        #expect(try await refusal {
            try await world.perform("0900000101", "dossier.file") {
                try AttachToDraft(draft, component: 1, files: [file]).run(in: $0, act: $1)
            }
        }?.code == "draft-already-sent")
        try await world.perform("0900000101", "dossier.file") { try DiscardDraft(draft).run(in: $0, act: $1) }
        #expect(try await submit(draft, in: world) == id)
    }

    @Test(arguments: Engine.tested, [DossierWorld.copy, DossierWorld.counterOnly])
    func whatIsNotOnlineCannotBeBegun(engine: Engine, code: String) async throws {
        let world = try await DossierWorld(engine)
        #expect(try await refusal { try await world.draft(code) }?.code == "procedure-not-online")
    }

    @Test(arguments: Engine.tested)
    func filesFollowTheDraftIntoTheDossier(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        var answers = DossierWorld.answers()
        answers["promise-1"] = nil
        answers["promise-2"] = nil
        let draft = try await world.draft(answers: answers)
        for (component, name) in [(1, "to-khai.pdf"), (1, "trang-2.pdf"), (2, "chung-sinh.pdf")] {
            let file = world.staged(name)
            try await world.perform("0900000101", "dossier.file") {
                try AttachToDraft(draft, component: component, files: [file]).run(in: $0, act: $1)
            }
        }
        let attached = try await saved(draft, in: world).files(of: 1)
        try await world.perform("0900000101", "dossier.file") {
            try DetachFromDraft(draft, component: 1, file: attached[1]).run(in: $0, act: $1)
        }
        let id = try await submit(draft, in: world)
        let folder = try await world.folder(id)
        #expect(folder.papers.map { $0.file?.name } == ["to-khai.pdf", "chung-sinh.pdf"])
        #expect(folder.dossier.isDigitised)
        let (left, kept) = try await world.database.read { snapshot in
            (try FileStore.files(ownerKind: FilingDraft.ownerKind, owner: draft.description, in: snapshot).count,
                try FileStore.files(ownerKind: "dossier", owner: id.description, in: snapshot).count)
        }
        #expect(left == 0)
        #expect(kept == 2)
    }

    @Test(arguments: Engine.tested)
    func limitsAreSaidNotSilentlyCut(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft()
        #expect(try await refusal {
            try await world.perform("0900000101", "dossier.file") {
                _ = try SaveDraft(draft, values: ["request": String(repeating: "ơ", count: 10_001)]).run(in: $0, act: $1)
            }
        }?.code == "draft-too-long")
        let many = (1...61).map { world.staged("\($0).pdf") }
        #expect(try await refusal {
            try await world.perform("0900000101", "dossier.file") {
                try AttachToDraft(draft, component: 1, files: many).run(in: $0, act: $1)
            }
        }?.code == "draft-too-many-files")
        #expect(try await saved(draft, in: world).files(of: 1).isEmpty)
        for _ in 2...50 { _ = try await world.draft() }
        #expect(try await refusal { try await world.draft() }?.code == "too-many-drafts")
    }

    @Test(arguments: Engine.tested)
    func aDiscardedDraftIsGone(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let draft = try await world.draft()
        try await world.perform("0900000101", "dossier.file") { try DiscardDraft(draft).run(in: $0, act: $1) }
        #expect(try await refusal { try await saved(draft, in: world) } == .notFound)
        let account = try #require(world.accounts["0900000101"])
        #expect(try await world.database.read { try FilingDraftStore.unsent(of: account, in: $0) }.isEmpty)
    }

    private func submit(_ draft: ID<FilingDraft>, in world: DossierWorld) async throws -> ID<Dossier> {
        try await world.perform("0900000101", "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
    }

    private func saved(_ draft: ID<FilingDraft>, in world: DossierWorld) async throws -> FilingDraft {
        let permit = try world.act("0900000101", "dossier.file").permit
        return try await world.database.read { try FilingDraftStore.draft(draft, for: permit, in: $0) }
    }
}
