import Base
import Foundation
import Keys

/// The bytes of a kept file, opened piece by piece where it is sealed; files from before there were keys lie plain.
struct KeptBytes: Sendable {
    /// Of the content.
    let size: Int
    private let descriptor: Int32
    private let cipher: ChunkCipher?
    private let pieces: Int

    /// - Throws: `KeyFault.unknownKey`.
    init(_ descriptor: Int32, keys: Keyring) throws {
        self.descriptor = descriptor
        var state = stat()
        let bytes = fstat(descriptor, &state) == 0 ? Int(state.st_size) : 0
        if let head = SealedFileHead(try Disk.read(descriptor, at: 0, count: SealedFileHead.byteCount)) {
            cipher = try head.cipher(keys)
            (pieces, size) = SealedFileHead.layout(ofBytes: bytes)
        } else {
            (cipher, pieces, size) = (nil, 0, bytes)
        }
    }

    /// At most `count` bytes from `offset` on; fewer at the end.
    /// - Throws: an error when a piece is not what was sealed.
    func read(at offset: Int, count: Int) throws -> [UInt8] {
        guard let cipher else { return try Disk.read(descriptor, at: offset, count: count) }
        var found: [UInt8] = []
        var piece = offset / SealedFileHead.chunkBytes
        var skipped = offset % SealedFileHead.chunkBytes
        while found.count < count, piece < pieces {
            let stride = SealedFileHead.chunkBytes + ChunkCipher.tagBytes
            let sealed = try Disk.read(descriptor, at: SealedFileHead.byteCount + piece * stride, count: stride)
            let plain = try cipher.open(Data(sealed), number: UInt64(piece), isLast: piece == pieces - 1)
            found += plain.dropFirst(skipped).prefix(count - found.count)
            (piece, skipped) = (piece + 1, 0)
        }
        return found
    }
}
