import Crypto
import Foundation

/// The pieces of one file, each sealed with AES-256-GCM. The nonce is the piece's number and whether it is the last:
/// pieces cannot be swapped, left out, or cut off without notice. A key serves one file only.
package struct ChunkCipher: Sendable {
    /// What each piece grows by.
    package static let tagBytes = 16

    private let key: SymmetricKey

    package init(_ key: SymmetricKey) { self.key = key }

    /// - Returns: the ciphertext and behind it the tag.
    package func seal(_ chunk: some DataProtocol, number: UInt64, isLast: Bool) throws -> Data {
        let box = try AES.GCM.seal(chunk, using: key, nonce: Self.nonce(number, isLast: isLast))
        return box.ciphertext + box.tag
    }

    /// - Throws: when it is not what was sealed under this number.
    package func open(_ sealed: Data, number: UInt64, isLast: Bool) throws -> Data {
        let box = try AES.GCM.SealedBox(nonce: Self.nonce(number, isLast: isLast),
            ciphertext: sealed.dropLast(Self.tagBytes), tag: sealed.suffix(Self.tagBytes))
        return try AES.GCM.open(box, using: key)
    }

    private static func nonce(_ number: UInt64, isLast: Bool) throws -> AES.GCM.Nonce {
        let counted = (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
        return try AES.GCM.Nonce(data: [isLast ? 1 : 0, 0, 0, 0] + counted)
    }
}

/// What stands before the pieces of a sealed file: a mark, the number of the key, and the salt of the file's own key.
package struct SealedFileHead: Sendable {
    /// How much of the file is in one piece.
    package static let chunkBytes = 65_536
    package static let byteCount = mark.count + 4 + saltBytes
    /// No type of paper begins so.
    private static let mark = Array("MOTCUA2\n".utf8)
    private static let saltBytes = 32

    package let keyNumber: Int
    private let salt: [UInt8]

    package init(for key: DataKey) {
        keyNumber = key.number
        salt = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    }

    /// Nil for the beginning of a file that is not sealed.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count >= Self.byteCount, bytes.starts(with: Self.mark) else { return nil }
        keyNumber = bytes[Self.mark.count..<Self.mark.count + 4].reduce(0) { $0 << 8 | Int($1) }
        salt = Array(bytes[(Self.mark.count + 4)..<Self.byteCount])
    }

    package var bytes: [UInt8] {
        Self.mark + (0..<4).map { UInt8(truncatingIfNeeded: keyNumber >> (24 - 8 * $0)) } + salt
    }

    /// - Throws: `KeyFault.unknownKey`.
    package func cipher(_ keys: Keyring) throws(KeyFault) -> ChunkCipher {
        guard let key = keys.key(keyNumber) else { throw .unknownKey(keyNumber) }
        return ChunkCipher(HKDF<SHA256>.deriveKey(inputKeyMaterial: key.files, salt: Data(salt),
            info: Data("motcua file".utf8), outputByteCount: 32))
    }

    /// How many pieces lie in a file of so many bytes, and how large it is when it is opened.
    package static func layout(ofBytes size: Int) -> (pieces: Int, plain: Int) {
        let body = max(0, size - byteCount)
        let piece = chunkBytes + ChunkCipher.tagBytes
        let pieces = (body + piece - 1) / piece
        return (pieces, max(0, body - pieces * ChunkCipher.tagBytes))
    }
}
