import Base
import Blobs
import Foundation
import Keys
import Storage
import Testing

@testable import App

/// What whoever steals the disk, but not the file of keys, finds.
@Suite struct SealedDataTests {
    private static func configuration(_ folder: Folder) throws -> Configuration {
        try Configuration(flags: ["data": folder.path], environment: [:], file: nil)
    }

    private static func numbers(_ configuration: Configuration) async throws -> Set<String> {
        try await Looking.at(configuration) { database in
            try await database.read { snapshot in
                let parties = try snapshot.rows("SELECT personal_id, phone FROM dossier_party").flatMap { row in
                    [try row[sealed: "personal_id"] as String, try row[sealed: "phone"]]
                }
                let citizens = try snapshot.rows("SELECT personal_id, phone FROM citizen_profile").flatMap { row in
                    [try row[sealed: "personal_id"] as String?, try row[sealed: "phone"]].compactMap(\.self)
                }
                return Set(parties + citizens).subtracting([""])
            }
        }
    }

    @Test func noNumberOfAPersonLiesReadableInTheFilesOfADemonstration() async throws {
        let folder = try await DemoFolder.copy(dossiers: 60)
        let configuration = try Self.configuration(folder)
        let numbers = try await Self.numbers(configuration)
        #expect(numbers.count > 40)
        let files = FileManager.default.enumerator(atPath: folder.path)
        var looked = 0
        while let name = files?.nextObject() as? String {
            guard let bytes = FileManager.default.contents(atPath: "\(folder.path)/\(name)") else { continue }
            looked += 1
            let found = Self.runsOfDigits(in: bytes).intersection(numbers)
            #expect(found.isEmpty, "\(name): \(found.sorted().prefix(5))")
            #expect(bytes.range(of: Data("%PDF-".utf8)) == nil, "\(name)")
        }
        #expect(looked > 1)
    }

    /// Every ten, and every twelve, digits that stand together.
    private static func runsOfDigits(in bytes: Data) -> Set<String> {
        var runs: Set<String> = []
        var run: [UInt8] = []
        for byte in bytes + [0] {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                run.append(byte)
                continue
            }
            for length in [10, 12] where run.count >= length {
                for start in 0...run.count - length {
                    runs.insert(String(decoding: run[start..<start + length], as: UTF8.self))
                }
            }
            run = []
        }
        return runs
    }

    @Test func aKeyIsAddedEverythingIsSealedAnewAndTheOldOneGoes() async throws {
        let folder = try await DemoFolder.copy(dossiers: 20)
        let configuration = try Self.configuration(folder)
        let before = try await Self.numbers(configuration)
        let change = ChangeKeys(configuration)
        #expect(try await change.standing().keys.map(\.number) == [1])
        #expect(try await change.standing().isDone)
        await #expect(throws: Problem("keys-writing", status: 409,
            arguments: ["number": "1", "file": configuration.keyFile.path])) { try await change.drop(1) }
        #expect(try await change.add().number == 2)
        #expect(try await !change.standing().isDone)
        let error = await #expect(throws: Problem.self) { try await change.drop(1) }
        #expect(error?.code == "keys-in-use")
        try await change.reseal { _ in }
        #expect(try await change.standing().isDone)
        try await change.drop(1)
        #expect(try configuration.keyFile.read().map(\.number) == [2])
        #expect(try await Self.numbers(configuration) == before)
        let health = try await Doctor(configuration).run(at: Clock.system.now) { _ in }
        #expect(health.filter { $0.check == .files || $0.check == .dossiers }.map(\.verdict) == [.good, .good])
    }

    @Test(arguments: ["gone", "other", "open"])
    func withoutItsKeysNothingIsOpenedAndNothingIsMadeUp(how: String) async throws {
        let folder = try await DemoFolder.copy(dossiers: 5)
        let configuration = try Self.configuration(folder)
        let file = configuration.keyFile
        switch how {
        case "gone": try FileManager.default.removeItem(atPath: file.path)
        case "other": try file.write([.fresh(number: 1, on: Clock.system.now.localDate)])
        default: try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file.path)
        }
        let there = FileManager.default.contents(atPath: file.path)
        for purpose in [Storehouse.Purpose.change, .look, .make] {
            let error = await #expect(throws: Problem.self) {
                _ = try await Storehouse.open(configuration, to: purpose, clock: .system)
            }
            #expect(error?.code == (how == "open" ? "key-file" : "keys-missing"))
        }
        #expect(FileManager.default.contents(atPath: file.path) == there)
    }
}
