import Base
import Foundation
import Hummingbird
import NIOCore

/// Reads `multipart/form-data` (RFC 7578) part by part, as it arrives; holds one network chunk and a delimiter.
///
/// Unchecked Sendable: the form reader is its only user and awaits each call before the next one. A file's chunks are
/// handed to the blob store through `PartChunks`, which the form reader awaits before it goes on.
final class MultipartReader: @unchecked Sendable {
    struct PartHead {
        let name: String
        /// Nil for a plain field; empty for a file field in which nothing was chosen.
        let fileName: String?
    }

    private enum Position { case preamble, behindDelimiter, insidePart, ended }

    private var position = Position.preamble
    private var chunks: RequestBody.AsyncIterator
    private var buffer: ByteBuffer
    private let delimiter: [UInt8]
    private let headerBytesMax: Int
    /// All bytes taken from the network.
    private(set) var bytesRead = 0

    init(_ body: RequestBody, boundary: String, headerBytesMax: Int) {
        chunks = body.makeAsyncIterator()
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.headerBytesMax = headerBytesMax
        // So that the first delimiter, which has no line before it, looks like the others.
        buffer = ByteBuffer(string: "\r\n")
    }

    /// The `boundary` of a content type; nil when there is none that RFC 2046 allows.
    static func boundary(ofContentType value: String) -> String? {
        for parameter in value.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, parts[0].lowercased() == "boundary" else { continue }
            let quoted = parts[1].count >= 2 && parts[1].hasPrefix("\"") && parts[1].hasSuffix("\"")
            let boundary = quoted ? String(parts[1].dropFirst().dropLast()) : parts[1]
            return (1...70).contains(boundary.utf8.count) ? boundary : nil
        }
        return nil
    }

    /// Goes to the next part and reads its header; nil after the last one.
    /// - Throws: `bad-form`, `bad-encoding` (400).
    func nextPart() async throws -> PartHead? {
        switch position {
        case .ended: return nil
        case .preamble: try await skipToDelimiter()
        case .insidePart: while try await nextChunk() != nil {}
        case .behindDelimiter: break
        }
        while buffer.readableBytes < 2 { try await fill() }
        let mark = buffer.readBytes(length: 2)
        if mark == Array("--".utf8) {
            position = .ended
            return nil
        }
        guard mark == Array("\r\n".utf8) else { throw Problem.badForm }
        let head = try await readHeader()
        position = .insidePart
        return head
    }

    /// The next bytes of the part; nil at its end.
    func nextChunk() async throws -> [UInt8]? {
        guard position == .insidePart else { return nil }
        while true {
            if let index = index(of: delimiter) {
                if index > 0 { return buffer.readBytes(length: index) }
                buffer.moveReaderIndex(forwardBy: delimiter.count)
                position = .behindDelimiter
                return nil
            }
            // The end could be the beginning of a delimiter: keep that much back.
            let safe = buffer.readableBytes - (delimiter.count - 1)
            if safe > 0 { return buffer.readBytes(length: safe) }
            try await fill()
        }
    }

    private func skipToDelimiter() async throws {
        while true {
            if let index = index(of: delimiter) { return buffer.moveReaderIndex(forwardBy: index + delimiter.count) }
            guard buffer.readableBytes <= headerBytesMax else { throw Problem.badForm }
            try await fill()
        }
    }

    private func readHeader() async throws -> PartHead {
        // A part may have no header lines at all, then the empty line follows at once; such a part has no name.
        let end = Array("\r\n\r\n".utf8)
        var length = index(of: end)
        while length == nil {
            guard buffer.readableBytes <= headerBytesMax else { throw Problem.badForm }
            try await fill()
            length = index(of: end)
        }
        guard let length, length <= headerBytesMax, let bytes = buffer.readBytes(length: length) else {
            throw Problem.badForm
        }
        buffer.moveReaderIndex(forwardBy: end.count)
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem.badEncoding }
        for line in text.components(separatedBy: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            guard let name = Self.parameter("name", of: line), !name.isEmpty else { throw Problem.badForm }
            return PartHead(name: name, fileName: Self.parameter("filename", of: line))
        }
        throw Problem.badForm
    }

    /// A quoted parameter as browsers write it (WHATWG): `"`, CR and LF are percent-coded, nothing else is.
    private static func parameter(_ name: String, of line: String) -> String? {
        guard let start = line.range(of: "; \(name)=\"", options: .caseInsensitive) ?? line.range(of: ";\(name)=\""),
            let end = line[start.upperBound...].firstIndex(of: "\"")
        else { return nil }
        return String(line[start.upperBound..<end]).replacing("%22", with: "\"").replacing("%0D", with: " ")
            .replacing("%0A", with: " ")
    }

    private func fill() async throws {
        guard var chunk = try await chunks.next() else { throw Problem.badForm }
        bytesRead += chunk.readableBytes
        if buffer.readableBytes == 0 {
            buffer = chunk
        } else {
            buffer.discardReadBytes()
            buffer.writeBuffer(&chunk)
        }
    }

    private func index(of needle: [UInt8]) -> Int? {
        buffer.withUnsafeReadableBytes { bytes in
            guard let start = bytes.baseAddress else { return nil }
            var from = 0
            while bytes.count - from >= needle.count {
                guard let hit = memchr(start + from, Int32(needle[0]), bytes.count - from - needle.count + 1) else {
                    return nil
                }
                let index = UnsafeRawPointer(hit) - start
                if memcmp(start + index, needle, needle.count) == 0 { return index }
                from = index + 1
            }
            return nil
        }
    }
}

/// The bytes of the part at which a reader stands, for `BlobStore.stage`.
struct PartChunks: AsyncSequence, Sendable {
    typealias Failure = any Error
    let reader: MultipartReader

    func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

    struct Iterator: AsyncIteratorProtocol {
        let reader: MultipartReader
        mutating func next() async throws -> [UInt8]? { try await reader.nextChunk() }
    }
}
