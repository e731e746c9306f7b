import Base
import Blobs
import Files
import Storage
import TestKit
import Testing

@Suite struct FileStoreTests {
    private let now = Instant(microseconds: 1_764_000_000_000_000)
    private let staged = StagedFile(name: "tờ-khai.png", digest: String(repeating: "a", count: 64), size: 12, type: .png)

    private func database(_ engine: Engine) async throws -> any Database {
        try await TestDatabase.make(engine, migrations: FilesFeature.migrations)
    }

    @Test(arguments: Engine.tested)
    func aKeptFileIsFoundByItsOwnerOnly(engine: Engine) async throws {
        let database = try await database(engine)
        let kept = try await database.write(lane: .free) { tx in
            try FileStore.keep(staged, ownerKind: "draft", owner: "d1", by: nil, at: now, in: tx)
        }
        let (own, foreign, otherKind) = try await database.read { snapshot in
            (try FileStore.file(kept.id, ownerKind: "draft", owner: "d1", in: snapshot),
                try FileStore.file(kept.id, ownerKind: "draft", owner: "d2", in: snapshot),
                try FileStore.file(kept.id, ownerKind: "dossier", owner: "d1", in: snapshot))
        }
        #expect(own == kept)
        #expect(foreign == nil)
        #expect(otherKind == nil)
    }

    @Test(arguments: Engine.tested)
    func filesMoveWithTheirRecord(engine: Engine) async throws {
        let database = try await database(engine)
        let (before, after) = try await database.write(lane: .free) { tx in
            let kept = try FileStore.keep(staged, ownerKind: "draft", owner: "d1", by: nil, at: now, in: tx)
            try FileStore.move(fromKind: "draft", from: "d1", toKind: "dossier", to: "h1", in: tx)
            return (try FileStore.files(ownerKind: "draft", owner: "d1", in: tx),
                try FileStore.files(ownerKind: "dossier", owner: "h1", in: tx)[kept.id])
        }
        #expect(before.isEmpty)
        #expect(after?.name == "tờ-khai.png")
    }

    @Test(arguments: Engine.tested)
    func nobodyDropsTheFileOfAnotherRecord(engine: Engine) async throws {
        let database = try await database(engine)
        let (afterForeign, afterOwn) = try await database.write(lane: .free) { tx in
            let kept = try FileStore.keep(staged, ownerKind: "draft", owner: "d1", by: nil, at: now, in: tx)
            try FileStore.drop(kept.id, ownerKind: "draft", owner: "d2", in: tx)
            let afterForeign = try FileStore.files(ownerKind: "draft", owner: "d1", in: tx).count
            try FileStore.drop(kept.id, ownerKind: "draft", owner: "d1", in: tx)
            return (afterForeign, try FileStore.files(ownerKind: "draft", owner: "d1", in: tx).count)
        }
        #expect(afterForeign == 1)
        #expect(afterOwn == 0)
    }
}
