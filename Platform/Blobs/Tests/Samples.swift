import Foundation

/// Small files of each kind, made by hand.
enum Samples {
    static let pdf = Array("%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n".utf8)
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8) + [0, 0xFF, 0xD9]
    static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [0, 0, 0, 1]

    static func heif(_ brands: String...) -> [UInt8] {
        let size = UInt8(12 + 4 * brands.count)
        return [0, 0, 0, size] + Array("ftyp".utf8) + Array(brands[0].utf8) + [0, 0, 0, 0]
            + brands.dropFirst().flatMap { Array($0.utf8) } + Array("meta".utf8)
    }

    static let docx = archive(["[Content_Types].xml", "_rels/.rels", "word/document.xml"])

    /// A ZIP of empty entries.
    static func archive(_ names: [String], prefix: [UInt8] = [], comment: [UInt8] = []) -> [UInt8] {
        var out = prefix
        var directory: [UInt8] = []
        for name in names {
            let start = out.count - prefix.count
            out += [0x50, 0x4B, 3, 4] + zeros(22) + little(name.utf8.count, 2) + little(0, 2) + Array(name.utf8)
            directory += [0x50, 0x4B, 1, 2] + zeros(24) + little(name.utf8.count, 2) + zeros(12) + little(start, 4)
            directory += Array(name.utf8)
        }
        let start = out.count - prefix.count
        out += directory
        return out + [0x50, 0x4B, 5, 6] + zeros(4) + little(names.count, 2) + little(names.count, 2)
            + little(directory.count, 4) + little(start, 4) + little(comment.count, 2) + comment
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }
    private static func little(_ number: Int, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}

/// A folder of its own for one test, removed at the end.
final class Folder: Sendable {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("blobs-\(UUID().uuidString)").path
    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Every file below, as paths relative to the folder.
    var files: [String] {
        let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return all.filter { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
            return exists && !isFolder.boolValue
        }.sorted()
    }
}

/// Bytes as an upload brings them: in pieces.
func upload(_ bytes: [UInt8], pieces: Int = 1000) -> AsyncThrowingStream<[UInt8], any Error> {
    AsyncThrowingStream { continuation in
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            continuation.yield(Array(bytes[start..<min(start + pieces, bytes.count)]))
        }
        continuation.finish()
    }
}
