import Access
import Base
import Blobs
import Files
import Storage
import TestKit
import Testing

@Suite struct FileStoreTests {
    private static let now = TestSite.morning

    private func database(_ engine: Engine) async throws -> any Database {
        try await TestDatabase.make(engine, migrations: FilesFeature.migrations)
    }

    private func keep(_ name: String, for owner: String, kind: String = "draft", in database: any Database) async throws -> KeptFile {
        try await database.write(lane: .free) { tx in
            let staged = StagedFile(name: name, digest: String(repeating: "a", count: 64), size: 7, type: .jpeg)
            return try FileStore.keep(staged, ownerKind: kind, owner: owner, by: nil, at: Self.now, in: tx)
        }
    }

    @Test(arguments: Engine.tested)
    func aFileIsFoundOnlyThroughItsOwner(engine: Engine) async throws {
        let database = try await database(engine)
        let file = try await keep("ảnh '1'.jpg", for: "one", in: database)
        let (own, stranger, otherKind) = try await database.read { snapshot in
            (try FileStore.file(file.id, ownerKind: "draft", owner: "one", in: snapshot),
                try FileStore.file(file.id, ownerKind: "draft", owner: "two", in: snapshot),
                try FileStore.file(file.id, ownerKind: "dossier", owner: "one", in: snapshot))
        }
        #expect(own == file)
        #expect(own?.name == "ảnh '1'.jpg")
        #expect(stranger == nil)
        #expect(otherKind == nil)
    }

    @Test(arguments: Engine.tested)
    func allFilesOfARecordMoveTogetherAndNoOthers(engine: Engine) async throws {
        let database = try await database(engine)
        for name in ["a.jpg", "b.jpg"] { _ = try await keep(name, for: "one", in: database) }
        let other = try await keep("c.jpg", for: "two", in: database)
        try await database.write(lane: .free) { tx in
            try FileStore.move(fromKind: "draft", from: "one", toKind: "dossier", to: "ten", in: tx)
        }
        let (left, moved, untouched) = try await database.read { snapshot in
            (try FileStore.files(ownerKind: "draft", owner: "one", in: snapshot),
                try FileStore.files(ownerKind: "dossier", owner: "ten", in: snapshot),
                try FileStore.files(ownerKind: "draft", owner: "two", in: snapshot))
        }
        #expect(left.isEmpty)
        #expect(moved.values.map(\.name).sorted() == ["a.jpg", "b.jpg"])
        #expect(untouched == [other.id: other])
    }

    @Test(arguments: Engine.tested)
    func onlyTheOwnerDropsAFile(engine: Engine) async throws {
        let database = try await database(engine)
        let file = try await keep("a.jpg", for: "one", in: database)
        try await database.write(lane: .free) { tx in
            try FileStore.drop(file.id, ownerKind: "draft", owner: "two", in: tx)
        }
        #expect(try await database.read { try FileStore.files(ownerKind: "draft", owner: "one", in: $0).count } == 1)
        try await database.write(lane: .free) { tx in
            try FileStore.drop(file.id, ownerKind: "draft", owner: "one", in: tx)
        }
        #expect(try await database.read { try FileStore.files(ownerKind: "draft", owner: "one", in: $0).isEmpty })
    }
}
