import Base
import Crypto
import Foundation
import Keys

/// One file of a backup place, as bytes in and out: plain, or sealed in chunks with AES-256-GCM.
///
/// Sealed: 8 bytes of mark, 32 bytes of salt, then chunks of four bytes of length (the highest bit says "the last one")
/// and so many bytes of ciphertext with its tag. The nonce is the chunk's number and whether it is the last: chunks
/// cannot be swapped, left out, or cut off without notice.
enum PartFile {
    static let chunkBytes = 1 << 20
    private static let mark = Array("MOTCUA1\n".utf8)

    /// Copies `source` into `target`, durably, through a file beside it that is renamed when whole.
    /// - Returns: SHA-256, hexadecimal, and size of what was read.
    static func write(from source: String, to target: String, vault: Vault?) throws -> (digest: String, size: Int) {
        let input = try open(source, orMissing: source)
        defer { try? input.close() }
        return try write(to: target, vault: vault) { take in
            while let chunk = try input.read(upToCount: chunkBytes), !chunk.isEmpty { try take(Array(chunk)) }
        }
    }

    /// The same from whoever gives the content piece by piece, each of at most `chunkBytes`.
    static func write(
        to target: String, vault: Vault?, _ fill: (_ take: ([UInt8]) throws -> Void) throws -> Void
    ) throws -> (digest: String, size: Int) {
        let partial = target + ".partial"
        guard FileManager.default.createFile(
            atPath: partial, contents: nil, attributes: [.posixPermissions: 0o600]),
            let output = FileHandle(forWritingAtPath: partial)
        else { throw Problem("backup-unwritable", arguments: ["path": target]) }
        defer { try? output.close() }
        do {
            var writer = try PartWriter(output, vault)
            try fill { try writer.take(Data($0)) }
            let result = try writer.finish()
            try output.synchronize()
            guard rename(partial, target) == 0 else { throw Problem("backup-unwritable", arguments: ["path": target]) }
            return result
        } catch {
            try? FileManager.default.removeItem(atPath: partial)
            throw error
        }
    }

    /// Writes the content of one part. A piece waits until the next comes: the last one is marked as such.
    private struct PartWriter {
        private let output: FileHandle
        private var hash = SHA256()
        private var size = 0
        private var sealer: Sealer?
        private var waiting = Data()

        init(_ output: FileHandle, _ vault: Vault?) throws {
            self.output = output
            guard let vault else { return }
            let salt = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
            try output.write(contentsOf: mark + salt)
            sealer = Sealer(cipher: ChunkCipher(vault.fileKey(salt: salt)))
        }

        mutating func take(_ chunk: Data) throws {
            guard !chunk.isEmpty else { return }
            try release(isLast: false)
            hash.update(data: chunk)
            size += chunk.count
            waiting = chunk
        }

        mutating func finish() throws -> (digest: String, size: Int) {
            try release(isLast: true)
            return (Hex.text(hash.finalize()), size)
        }

        private mutating func release(isLast: Bool) throws {
            guard isLast || !waiting.isEmpty else { return }
            if sealer == nil { try output.write(contentsOf: waiting) }
            if let sealed = try sealer?.seal(waiting, isLast: isLast) { try output.write(contentsOf: sealed) }
            waiting = Data()
        }
    }

    /// Reads a file of the place to its end, giving its bytes to `body`.
    /// - Returns: SHA-256, hexadecimal, and size of the content.
    /// - Throws: `backup-part-missing`, `backup-damaged`, what `body` throws.
    @discardableResult
    static func read(
        _ path: String, part: String, vault: Vault?, _ body: (Data) throws -> Void
    ) throws -> (digest: String, size: Int) {
        let input = try open(path, orMissing: part)
        defer { try? input.close() }
        var hash = SHA256()
        var size = 0
        var opener: Opener?
        if let vault {
            let head = Array(try input.read(upToCount: mark.count + 32) ?? Data())
            guard head.count == mark.count + 32, Array(head.prefix(mark.count)) == mark else {
                throw Problem.backupDamaged(part)
            }
            opener = Opener(cipher: ChunkCipher(vault.fileKey(salt: Array(head.dropFirst(mark.count)))))
        }
        while true {
            let chunk: Data?
            if opener == nil {
                let plain = try input.read(upToCount: chunkBytes) ?? Data()
                chunk = plain.isEmpty ? nil : plain
            } else {
                do { chunk = try opener?.next(from: input) } catch { throw Problem.backupDamaged(part) }
            }
            guard let chunk else { return (Hex.text(hash.finalize()), size) }
            hash.update(data: chunk)
            size += chunk.count
            try body(chunk)
        }
    }

    private static func open(_ path: String, orMissing part: String) throws -> FileHandle {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Problem.backupMissing(part) }
        return handle
    }

    // MARK: Chunks

    private static let lastBit: UInt32 = 1 << 31

    private struct Sealer {
        let cipher: ChunkCipher
        var number: UInt64 = 0

        mutating func seal(_ chunk: Data, isLast: Bool) throws -> Data {
            let sealed = try cipher.seal(chunk, number: number, isLast: isLast)
            number += 1
            let length = UInt32(sealed.count) | (isLast ? lastBit : 0)
            return Data((0..<4).map { UInt8(truncatingIfNeeded: length >> (24 - 8 * $0)) }) + sealed
        }
    }

    private struct Opener {
        struct Broken: Error {}

        let cipher: ChunkCipher
        var number: UInt64 = 0
        var isDone = false

        mutating func next(from input: FileHandle) throws -> Data? {
            guard !isDone else {
                // Nothing may stand after the last chunk.
                guard (try input.read(upToCount: 1) ?? Data()).isEmpty else { throw Broken() }
                return nil
            }
            let head = try input.read(upToCount: 4) ?? Data()
            guard head.count == 4 else { throw Broken() }
            let word = head.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let count = Int(word & ~lastBit)
            guard (16...chunkBytes + 16).contains(count) else { throw Broken() }
            let sealed = try input.read(upToCount: count) ?? Data()
            guard sealed.count == count else { throw Broken() }
            isDone = word & lastBit != 0
            defer { number += 1 }
            return try cipher.open(sealed, number: number, isLast: isDone)
        }
    }
}
