import Crypto
import Foundation
import Testing

@testable import Proof

@Suite struct NoteTests {
    private static let key = Curve25519.Signing.PrivateKey()
    private static let head = TreeHead(
        origin: "motcua/H50.50.05", size: 12, root: .leaf([1]), further: ["seal 3", "at 2026-11-23T18:00:00+07:00"])

    @Test func `a head reads back from its text, and from no other spelling of it`() {
        let head = Self.head
        #expect(TreeHead(head.text) == head)
        #expect(head["seal"] == "3")
        #expect(head["chain"] == nil)
        let (text, root) = (head.text, head.root.base64)
        for wrong in [
            "", "\n", "a\n1\n", text + "\n", String(text.dropLast()), "a\n012\n\(root)\n", "a\n-1\n\(root)\n",
            "\n1\n\(root)\n",
        ] {
            #expect(TreeHead(wrong) == nil)
        }
    }

    @Test func `a signed note reads back and holds; a changed byte anywhere does not`() throws {
        let note = try SignedNote(signing: Self.head.text, as: "motcua/H50.50.05", with: Self.key)
        let key = PublicSealKey(Self.key.publicKey)
        let read = try #require(SignedNote(note.note))
        #expect(read == note)
        #expect(read.isSigned(by: key))
        #expect(!read.isSigned(by: PublicSealKey(Curve25519.Signing.PrivateKey().publicKey)))
        let bytes = Array(note.note.utf8)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            let other = String(validating: changed, as: UTF8.self).flatMap { SignedNote($0) }
            #expect(other?.isSigned(by: key) != true, "at \(place)")
        }
    }

    @Test func `the public key reads back from PEM and from Base64`() throws {
        let key = PublicSealKey(Self.key.publicKey)
        #expect(PublicSealKey(key.pem) == key)
        #expect(PublicSealKey(key.base64) == key)
        #expect(PublicSealKey("nonsense") == nil)
        #expect(key.fingerprint.count == 19)
    }
}
