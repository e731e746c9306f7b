/// The type of a file from its bytes. The mark of the type must stand at the very start: what a browser or a reader
/// might take for something else (a page, a program, an archive with something before it) is refused.
extension FileType {
    /// As much of the start as the marks need.
    static let headBytes = 512

    /// Whether a file that starts so can still become one of the allowed types; false ends an upload early.
    static func isPossible(head: [UInt8], among types: [FileType]) -> Bool {
        guard head.count >= headBytes else { return true }
        switch kind(ofHead: head) {
        case .plain(let type): return types.contains(type)
        case .archive: return types.contains(.docx)
        case nil: return false
        }
    }

    /// - Parameter read: bytes at an offset, a count; asked only for archives, whose list of contents is at the end.
    static func sniffed(
        head: [UInt8], size: Int, among types: [FileType], read: (Int, Int) throws -> [UInt8]
    ) rethrows -> FileType? {
        switch kind(ofHead: head) {
        case .plain(let type): types.contains(type) ? type : nil
        case .archive: try types.contains(.docx) && WordArchive.isOne(size: size, read: read) ? .docx : nil
        case nil: nil
        }
    }

    private enum Kind {
        case plain(FileType)
        case archive
    }

    private static func kind(ofHead head: [UInt8]) -> Kind? {
        if head.starts(with: Array("%PDF-".utf8)) { return .plain(.pdf) }
        if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .plain(.jpeg) }
        if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            head.dropFirst(12).starts(with: Array("IHDR".utf8))
        {
            return .plain(.png)
        }
        if isHEIF(head) { return .plain(.heic) }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .archive }
        return isJSON(head) ? .plain(.json) : nil
    }

    /// A list or an object, perhaps after a byte order mark and blanks. Whoever reads it says whether the rest is good.
    private static func isJSON(_ head: [UInt8]) -> Bool {
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        let first = text.first { !Array(" \t\r\n".utf8).contains($0) }
        return first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
    }

    /// ISO 14496-12: the first box is `ftyp`, with the main brand, a version, and the brands the file also fits.
    private static func isHEIF(_ head: [UInt8]) -> Bool {
        guard head.count >= 16, head[4..<8].elementsEqual("ftyp".utf8) else { return false }
        let boxSize = head[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard boxSize >= 16, boxSize <= headBytes, boxSize % 4 == 0 else { return false }
        let brands = stride(from: 8, to: min(boxSize, head.count) - 3, by: 4).filter { $0 != 12 }
            .map { String(decoding: head[$0..<$0 + 4], as: UTF8.self) }
        guard let main = brands.first else { return false }
        if !Set(brands).isDisjoint(with: ["heic", "heix", "heim", "heis", "hevc", "hevx"]) { return true }
        return ["mif1", "msf1"].contains(main) && Set(brands).isDisjoint(with: ["avif", "avis"])
    }
}
