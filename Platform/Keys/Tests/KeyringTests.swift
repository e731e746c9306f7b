import Base
import Foundation
import Keys
import TestKit
import Testing

@Suite struct KeyringTests {
    private static let day = LocalDate(iso8601: "2026-11-22")!
    private let ring = Keyring([.fresh(number: 1, on: day)])

    @Test(arguments: ["0912345678", "Nguyễn Thị Bình", "1.AAAA", String(repeating: "a", count: 5000), "\u{1F600}"])
    func whatIsSealedOpensAndLooksDifferentEachTime(text: String) throws {
        let (first, second) = (try ring.seal(text, as: "phone"), try ring.seal(text, as: "phone"))
        #expect(first != second)
        #expect(!first.contains(text))
        #expect(try ring.open(first, as: "phone") == text)
        #expect(try ring.open(second, as: "phone") == text)
        #expect(ring.isCurrent(first))
    }

    @Test func theEmptyTextStaysEmptyAndAnOldPlainOneIsReadAsItIs() throws {
        #expect(try ring.seal("", as: "phone") == "")
        #expect(try ring.blind("", as: "phone") == "")
        #expect(try ring.open("0912345678", as: "phone") == "0912345678")
        #expect(!ring.isCurrent("0912345678"))
    }

    @Test func anotherColumnAnotherKeyOrAChangedByteDoesNotOpen() throws {
        let sealed = try ring.seal("0912345678", as: "phone")
        #expect(throws: KeyFault.doesNotOpen("personal_id")) { try ring.open(sealed, as: "personal_id") }
        let other = Keyring([.fresh(number: 1, on: Self.day)])
        #expect(throws: KeyFault.doesNotOpen("phone")) { try other.open(sealed, as: "phone") }
        #expect(throws: KeyFault.unknownKey(7)) { try ring.open("7" + sealed.dropFirst(), as: "phone") }
        var bytes = Array(sealed.utf8)
        bytes[20] = bytes[20] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
        let changed = String(decoding: bytes, as: UTF8.self)
        #expect(throws: KeyFault.doesNotOpen("phone")) { try ring.open(changed, as: "phone") }
        #expect(throws: KeyFault.noKey) { try Keyring().seal("x", as: "phone") }
    }

    @Test func equalTextsOfOnePurposeHaveOneBlindCodeForEachKey() throws {
        let two = Keyring(ring.keys + [.fresh(number: 2, on: Self.day)])
        let before = try ring.blind("0912345678", as: "phone")
        #expect(try ring.blind("0912345678", as: "phone") == before)
        #expect(try ring.blind("0912345679", as: "phone") != before)
        #expect(try ring.blind("0912345678", as: "login") != before)
        #expect(try two.blind("0912345678", as: "phone") != before)
        #expect(two.blinds("0912345678", as: "phone") == [before, try two.blind("0912345678", as: "phone")])
        #expect(!two.isCurrent(try ring.seal("0912345678", as: "phone")))
        #expect(try two.open(ring.seal("0912345678", as: "phone"), as: "phone") == "0912345678")
    }

    @Test func theFileIsForItsOwnerAloneAndItsFirstKeyIsNeverOverwritten() throws {
        let folder = try TestFolder()
        let file = KeyFile(folder.path("data.keys"))
        #expect(try file.read() == [])
        let (mine, other) = (DataKey.fresh(number: 1, on: Self.day), DataKey.fresh(number: 1, on: Self.day))
        try file.writeFirst(mine)
        try file.writeFirst(other)
        #expect(try file.read() == [mine])
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == ["data.keys"])
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file.path)
        #expect(throws: Problem.self) { try file.read() }
    }

    @Test(arguments: ["", "1 2026-11-22", "1 2026-11-22 abcd", "x 2026-11-22 \(String(repeating: "0", count: 64))",
        "2 2026-11-22 \(String(repeating: "0", count: 64))\n1 2026-11-22 \(String(repeating: "0", count: 64))",
        "1 2026-13-22 \(String(repeating: "0", count: 64))"])
    func aFileThatHoldsNoKeysIsRefusedAndNotTakenForEmpty(text: String) throws {
        let folder = try TestFolder()
        let path = folder.path("data.keys")
        #expect(FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600]))
        let error = #expect(throws: Problem.self) { try Keyring(KeyFile(path)) }
        #expect(error?.code == "key-file")
    }

    @Test func aKeyThatAnotherProgramAddsIsFoundWhenItIsNeeded() throws {
        let folder = try TestFolder()
        let file = KeyFile(folder.path("data.keys"))
        try file.writeFirst(.fresh(number: 1, on: Self.day))
        let (mine, other) = (try Keyring(file), try Keyring(file))
        try file.write(mine.keys + [.fresh(number: 2, on: Self.day)])
        other.refresh()
        let sealed = try other.seal("0912345678", as: "phone")
        #expect(sealed.hasPrefix("2."))
        #expect(try mine.open(sealed, as: "phone") == "0912345678")
        #expect(mine.writing?.number == 2)
    }
}
