import Base
import Crypto
import Dossiers
import Foundation
import Journal
import Proof
import Storage
import TestKit
import Testing

@testable import Sealing

@Suite struct ReceiptTests {
    @Test(arguments: Engine.tested)
    func `a receipt waits for the evening, then proves, and goes on proving`(engine: Engine) async throws {
        let world = try await SealWorld(engine)
        try await world.close()
        let dossier = try await world.receive()
        let waiting = try await world.receipt(of: dossier)
        #expect(waiting.sealed == nil)
        #expect(VerifyReceipt(waiting).verdict == .waiting)
        #expect(Receipt(reading: Array(waiting.text.utf8)) == waiting)
        try await world.write(300)
        let seal = try await world.close()
        let sealed = try await world.receipt(of: dossier)
        #expect(sealed.sealed?.seal == seal)
        #expect(sealed.sealed?.later == nil)
        #expect(VerifyReceipt(sealed, key: seal.key, seals: try await world.seals()).verdict == .proven)
        for _ in 0..<3 {
            try await world.write(200)
            try await world.close()
        }
        let later = try await world.receipt(of: dossier)
        #expect(later.sealed?.seal == seal)
        #expect(later.sealed?.later?.seal.number == 5)
        #expect(VerifyReceipt(later, key: seal.key, seals: try await world.seals()).verdict == .proven)
        #expect(Receipt(reading: Array(later.text.utf8)) == later)
        // Of the old copy nothing has become untrue.
        #expect(VerifyReceipt(sealed, key: seal.key, seals: try await world.seals()).verdict == .proven)
    }

    @Test func `no name, number or address of a citizen is in it`() async throws {
        let world = try await SealWorld(.sqlite)
        let dossier = try await world.receive()
        try await world.close()
        let text = try await world.receipt(of: dossier).text
        #expect(text.contains(dossier.code.text))
        for personal in ["Xoan", "0912345678", "Sao y"] { #expect(!text.contains(personal)) }
    }

    @Test func `a changed byte anywhere proves nothing else`() async throws {
        let world = try await SealWorld(.sqlite)
        let dossier = try await world.receive()
        try await world.write(20)
        try await world.close()
        try await world.write(20)
        try await world.close()
        let receipt = try await world.receipt(of: dossier)
        let bytes = Array(receipt.text.utf8)
        var same = 0
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            guard let other = Receipt(reading: changed), VerifyReceipt(other).verdict == .proven else { continue }
            // What is left are words that say nothing: names of members that nobody reads.
            #expect(other == receipt, "at \(place)")
            same += 1
        }
        #expect(same < 40)
    }

    @Test func `every lie has its word`() async throws {
        let world = try await SealWorld(.sqlite)
        let (dossier, other) = (try await world.receive(), try await world.receive())
        let seal = try await world.close()
        try await world.write(5)
        let next = try await world.close()
        let (receipt, foreign) = (try await world.receipt(of: dossier), try await world.receipt(of: other))
        let sealed = try #require(receipt.sealed)
        func verdict(_ changed: Receipt, key: PublicSealKey? = nil, seals: [Seal]? = nil) -> VerifyReceipt.Verdict {
            VerifyReceipt(changed, key: key, seals: seals).verdict
        }
        #expect(verdict(Receipt(code: other.code.text, entry: receipt.entry, sealed: sealed)) == .refused(.content))
        #expect(verdict(Receipt(code: foreign.code, entry: foreign.entry, sealed: sealed)) == .refused(.path))
        let stranger = SealKey(Curve25519.Signing.PrivateKey())
        #expect(verdict(receipt, key: stranger.publicKey) == .refused(.key))
        #expect(verdict(receipt, seals: [next]) == .refused(.seal))
        #expect(verdict(receipt, seals: [seal]) == .proven)
        // A forger can sign what he likes with a key of his own; the office's key and the kept seals refuse it.
        let forged = try #require(Seal(
            note: try SignedNote(signing: seal.note.text, as: seal.note.signer, with: stranger.key),
            key: stranger.publicKey))
        let own = Receipt(code: receipt.code, entry: receipt.entry, sealed: Receipt.Sealed(
            seal: forged, proof: sealed.proof, stamp: nil, later: nil))
        #expect(verdict(own) == .proven)
        #expect(verdict(own, key: seal.key) == .refused(.key))
        #expect(verdict(own, seals: [seal, next]) == .refused(.seal))
        let unsigned = try #require(Seal(note: seal.note, key: stranger.publicKey))
        #expect(verdict(Receipt(code: receipt.code, entry: receipt.entry, sealed: Receipt.Sealed(
            seal: unsigned, proof: sealed.proof, stamp: nil, later: nil))) == .refused(.signature))
        let backwards = Receipt.Later(
            seal: seal, proof: ConsistencyProof(first: seal.size, second: seal.size, path: []))
        #expect(verdict(Receipt(code: receipt.code, entry: receipt.entry, sealed: Receipt.Sealed(
            seal: seal, proof: sealed.proof, stamp: nil, later: backwards))) == .refused(.later))
    }

    @Test(arguments: Engine.tested)
    func `after a change of the database the old receipt still proves, and no new one is made`(
        engine: Engine
    ) async throws {
        let world = try await SealWorld(engine)
        let dossier = try await world.receive()
        try await world.close()
        let receipt = try await world.receipt(of: dossier)
        try await world.rewrite(receipt.entry.number)
        #expect(VerifyReceipt(receipt, seals: try await world.seals()).verdict == .proven)
        await #expect(throws: Problem("receipt-broken", status: 409,
            arguments: ["number": "\(receipt.entry.number)"])) { try await world.receipt(of: dossier) }
        let look = try await world.database.read { try ReceiptLook(receipt, in: $0) }
        #expect(look.verdict == .proven)
        #expect(!look.standsToday)
    }

    @Test func `what is no receipt is not read`() {
        for text in ["", "{}", "[]", "null", "{\"format\":\"motcua receipt 1\"}", String(repeating: "[", count: 999)] {
            #expect(Receipt(reading: Array(text.utf8)) == nil)
        }
    }
}
