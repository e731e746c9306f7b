import Foundation
import Testing

/// Reads a PDF back with poppler and zbar, as a printer and a bar code reader would. Remove it at the end of the test.
package struct PaperReader {
    struct Failure: Error { let what: String }

    let folder: URL

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    package func remove() { try? FileManager.default.removeItem(at: folder) }

    /// The words of all pages, a form feed after each.
    package func text(of pdf: [UInt8]) throws -> String {
        try run("pdftotext", "-layout", "-enc", "UTF-8", try file(pdf), "-")
    }

    package func pageCount(of pdf: [UInt8]) throws -> Int {
        let facts = try run("pdfinfo", try file(pdf))
        let line = facts.split(separator: "\n").first { $0.hasPrefix("Pages:") }
        return try #require(line.flatMap { Int($0.dropFirst(6).trimmingCharacters(in: .whitespaces)) })
    }

    /// What `pdfinfo` prints: title, page count, sheet.
    package func facts(of pdf: [UInt8]) throws -> String { try run("pdfinfo", try file(pdf)) }

    /// What a reader sees on the first page: `CODE-128:…` and `QR-Code:…` lines.
    package func codes(on pdf: [UInt8], dotsPerInch: Int = 150) throws -> Set<String> {
        let picture = folder.appending(path: UUID().uuidString).path
        _ = try run("pdftoppm", "-r", "\(dotsPerInch)", "-png", "-singlefile", try file(pdf), picture)
        let seen = try run("zbarimg", "-q", "\(picture).png")
        return Set(seen.split(separator: "\n").map(String.init))
    }

    private func file(_ pdf: [UInt8]) throws -> String {
        let path = folder.appending(path: "\(UUID().uuidString).pdf")
        try Data(pdf).write(to: path)
        return path.path
    }

    private func run(_ arguments: String...) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(what: arguments.joined(separator: " ")) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
