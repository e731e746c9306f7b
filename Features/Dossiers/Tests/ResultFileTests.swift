import Access
import Base
import Blobs
import Dossiers
import Storage
import TestKit
import Testing

/// The electronic result from its first draft to the citizen's hands.
@Suite struct ResultFileTests {
    private func electronic(_ world: DossierWorld) async throws -> ID<Dossier> {
        var answers = DossierWorld.answers()
        answers["return-method"] = "electronic"
        let draft = try await world.draft(answers: answers)
        let id = try await world.perform("0900000101", "dossier.file") { try SubmitDraft(draft).run(in: $0, act: $1) }
        for action in DossierWorld.way(to: .inProgress) { try await world.attempt(action, on: id) }
        return id
    }

    private func publish(_ id: ID<Dossier>, _ file: StagedFile?, number: String = "15/UBND", in world: DossierWorld)
        async throws {
        try await world.perform("motcua1", "dossier.publish") {
            try PublishResult(id, number: number, file: file).run(in: $0, act: $1)
        }
    }

    @Test(arguments: Engine.tested)
    func electronicDeliveryNeedsAFileAndSaysSoWithAllOtherFaults(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await electronic(world)
        try await world.attempt(.propose, on: id)
        try await world.attempt(.approve, on: id)
        let problem = try await refusal { try await publish(id, nil, number: " ", in: world) }
        #expect(problem?.fields.map(\.code) == ["dossier.number-missing", "dossier.result-file-missing"])
        #expect(try await world.dossier(id).state == .approved)
        try await publish(id, world.staged("ket-qua.pdf"), in: world)
        #expect(try await world.folder(id).result?.file?.name == "ket-qua.pdf")
        #expect(try await DossierInvariants.violations(in: world.database).isEmpty)
    }

    @Test(arguments: Engine.tested)
    func eachDeskMayPutANewerFileInItsPlaceAndTheJournalKnowsWhich(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await electronic(world)
        let (draft, signed) = (world.staged("du-thao.pdf", digest: "b"), world.staged("da-ky.pdf", digest: "c"))
        try await world.perform("vanphong1", "dossier.work") {
            try ProposeResult(id, proposal: "Đủ điều kiện", file: draft).run(in: $0, act: $1)
        }
        try await world.attempt(.sendBack, on: id)
        try await world.attempt(.propose, on: id)
        #expect(try await world.folder(id).result?.file?.digest == draft.digest)
        try await world.perform("chutich", "dossier.decide") {
            try ApproveResult(id, file: signed).run(in: $0, act: $1)
        }
        try await publish(id, nil, in: world)
        try await world.attempt(.handOver, on: id)
        let folder = try await world.folder(id)
        #expect(folder.result?.file?.digest == signed.digest)
        #expect(folder.history.filter { $0.facts["file"] != nil }.map(\.kind)
            == ["dossier.result-proposed", "dossier.approved"])
        #expect(folder.history.compactMap { $0.facts["file"] == nil ? nil : $0.facts["digest"] }
            == [draft.digest, signed.digest])
        #expect(folder.papers.allSatisfy { $0.file == nil })
    }

    @Test(arguments: Engine.tested)
    func aTextDocumentIsNoResult(engine: Engine) async throws {
        let world = try await DossierWorld(engine)
        let id = try await electronic(world)
        let text = StagedFile(name: "a.docx", digest: String(repeating: "d", count: 64), size: 10, type: .docx)
        let problem = try await refusal {
            try await world.perform("vanphong1", "dossier.work") {
                try ProposeResult(id, proposal: "Đủ điều kiện", file: text).run(in: $0, act: $1)
            }
        }
        #expect(problem?.fields == [FieldFault("result-file", "dossier.result-file-type")])
        #expect(try await world.dossier(id).state == .inProgress)
    }
}
