import Base
import Crypto
import Foundation

/// A question to a time-stamp authority, as RFC 3161 section 2.4.1 has it (TimeStampReq): the digest alone, so that the
/// authority learns nothing; a number that its answer must repeat; its certificate with the answer.
struct TimeStampRequest: Equatable {
    /// SHA-256 with no parameters, as an AlgorithmIdentifier.
    private static let algorithm: [UInt8] = [
        0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    ]

    let der: [UInt8]

    init(of content: some Sequence<UInt8>, nonce: UInt64) {
        let digest = Array(SHA256.hash(data: Data(content)))
        let imprint = Self.part(0x30, Self.algorithm + Self.part(0x04, digest))
        // Positive and of eight bytes, so that DER has one way to write it.
        let number = (nonce & 0x3FFF_FFFF_FFFF_FFFF) | 0x4000_0000_0000_0000
        let nonce = Self.part(0x02, withUnsafeBytes(of: number.bigEndian) { Array($0) })
        der = Self.part(0x30, Self.part(0x02, [1]) + imprint + nonce + Self.part(0x01, [0xFF]))
    }

    /// - Precondition: shorter than 128 bytes.
    private static func part(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }
}

/// What an authority has answered (TimeStampResp, DER), judged by the system's `openssl ts`.
package struct TimeStampAnswer: Sendable, Equatable {
    let der: [UInt8]

    package init(_ der: [UInt8]) { self.der = der }

    /// Whether it is a stamp over this content that the roots vouch for.
    package func holds(over content: some Sequence<UInt8>, roots: String) async -> Bool {
        let digest = Hex.text(SHA256.hash(data: Data(content)))
        return await verified(roots) { _ in ["-digest", digest] }
    }

    /// Whether it answers this very question, number and all.
    func answers(_ request: TimeStampRequest, roots: String) async -> Bool {
        await verified(roots) { folder in
            let file = folder.appending(path: "request")
            return (try? Data(request.der).write(to: file)).map { ["-queryfile", file.path] }
        }
    }

    /// The program reads files and blocks, so it stands on a thread of its own.
    private func verified(_ roots: String, _ about: @escaping @Sendable (URL) -> [String]?) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: verify(roots, about)) }
        }
    }

    private func verify(_ roots: String, _ about: (URL) -> [String]?) -> Bool {
        let folder = FileManager.default.temporaryDirectory.appending(path: "motcua-stamp-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = folder.appending(path: "answer")
        guard (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])) != nil,
            (try? Data(der).write(to: answer)) != nil, let question = about(folder)
        else { return false }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["openssl", "ts", "-verify"] + question + ["-in", answer.path, "-CAfile", roots]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
