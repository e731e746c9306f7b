import Base
import Crypto
import Foundation

/// A text with an Ed25519 signature under it, in the form of C2SP signed-note: the text, an empty line, and
/// `— NAME BASE64` with four bytes that tell the key and the 64 of the signature. Programs for transparency logs read
/// it.
package struct SignedNote: Sendable, Equatable {
    /// Ends with a line feed.
    package let text: String
    /// Whose key it is: the tree's origin.
    package let signer: String
    let keyMark: [UInt8]
    package let signature: [UInt8]

    /// - Precondition: `text` ends with a line feed; `signer` has neither blanks nor `+`.
    /// - Throws: what the crypto library throws.
    package init(signing text: String, as signer: String, with key: Curve25519.Signing.PrivateKey) throws {
        precondition(text.hasSuffix("\n") && !signer.contains { $0.isWhitespace || $0 == "+" }, "as C2SP spells it")
        self.text = text
        self.signer = signer
        keyMark = PublicSealKey(key.publicKey).mark(of: signer)
        signature = [UInt8](try key.signature(for: Data(text.utf8)))
    }

    /// Reads a note with one signature; whether it is good, `isSigned(by:)` says. Nil for anything else.
    package init?(_ note: String) {
        guard let cut = note.range(of: "\n\n— "), note.hasSuffix("\n") else { return nil }
        let words = note[cut.upperBound...].dropLast().split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 2, !words[0].isEmpty, let bytes = Data(base64Encoded: String(words[1])),
            bytes.count == 68, bytes.base64EncodedString() == words[1]
        else { return nil }
        text = String(note[..<note.index(after: cut.lowerBound)])
        signer = String(words[0])
        keyMark = Array(bytes.prefix(4))
        signature = Array(bytes.dropFirst(4))
    }

    package var note: String { "\(text)\n— \(signer) \(Data(keyMark + signature).base64EncodedString())\n" }

    package func isSigned(by key: PublicSealKey) -> Bool {
        keyMark == key.mark(of: signer) && key.isSignature(signature, of: text)
    }
}

/// The public half of the key that seals are signed with.
package struct PublicSealKey: Sendable, Equatable {
    /// What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410).
    private static let prefix: [UInt8] = [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00]
    private static let (begin, end) = ("-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----")

    package let bytes: [UInt8]

    package init(_ key: Curve25519.Signing.PublicKey) { bytes = [UInt8](key.rawRepresentation) }

    /// Reads PEM, or Base64 of the same bytes or of the 32 alone; nil for anything else.
    package init?(_ text: String) {
        let inner = text.replacing(Self.begin, with: "").replacing(Self.end, with: "").filter { !$0.isWhitespace }
        guard let data = Data(base64Encoded: inner) else { return nil }
        let all = [UInt8](data)
        let bytes = all.starts(with: Self.prefix) ? Array(all.dropFirst(Self.prefix.count)) : all
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    package var base64: String { Data(bytes).base64EncodedString() }

    /// For `openssl pkeyutl` and everybody else.
    package var pem: String { "\(Self.begin)\n\(Data(Self.prefix + bytes).base64EncodedString())\n\(Self.end)\n" }

    /// Sixteen digits in groups, short enough to compare with what hangs on the wall.
    package var fingerprint: String {
        let digits = Array(Hex.text(Array(SHA256.hash(data: Data(bytes)).prefix(8))))
        return stride(from: 0, to: digits.count, by: 4).map { String(digits[$0..<$0 + 4]) }.joined(separator: " ")
    }

    /// The four bytes that tell this key of this signer (C2SP signed-note; 1 stands for Ed25519).
    func mark(of signer: String) -> [UInt8] {
        Array(SHA256.hash(data: Data(Array("\(signer)\n".utf8) + [1] + bytes)).prefix(4))
    }

    func isSignature(_ signature: [UInt8], of text: String) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else { return false }
        return key.isValidSignature(Data(signature), for: Data(text.utf8))
    }
}
