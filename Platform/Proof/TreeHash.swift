import Base
import Crypto
import Foundation

/// The hash of a leaf or of a node, as RFC 9162 section 2.1.1 makes it with SHA-256: a leaf begins with the byte 0, a
/// node with 1, so that nobody can pass one off as the other. Four words and no array: a million of them are 32 MB.
package struct TreeHash: Hashable, Sendable {
    package static let byteCount = 32
    /// Of the tree without leaves.
    package static let empty = TreeHash(SHA256.hash(data: Data()))

    private let words: SIMD4<UInt64>

    private init(_ digest: SHA256.Digest) {
        words = digest.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// Nil when there are not 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        words = bytes.withUnsafeBytes { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    package init?(hex: String) {
        guard hex.utf8.count == Self.byteCount * 2, let bytes = Hex.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// Of what a leaf holds.
    package static func leaf(_ content: some Sequence<UInt8>) -> TreeHash {
        TreeHash(SHA256.hash(data: [0] + Array(content)))
    }

    /// Of two neighbours, the earlier leaves left.
    package static func node(_ left: TreeHash, _ right: TreeHash) -> TreeHash {
        var hash = SHA256()
        withUnsafeBytes(of: UInt8(1)) { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: left.words) { hash.update(bufferPointer: $0) }
        withUnsafeBytes(of: right.words) { hash.update(bufferPointer: $0) }
        return TreeHash(hash.finalize())
    }

    package var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }
    /// 64 digits.
    package var hex: String { Hex.text(bytes) }
    package var base64: String { Data(bytes).base64EncodedString() }

    /// Reads Base64 of 32 bytes; nil for anything else.
    package init?(base64: String) {
        guard let data = Data(base64Encoded: base64), data.base64EncodedString() == base64 else { return nil }
        self.init(bytes: [UInt8](data))
    }
}
