/// Tells a Word document from other ZIP archives by the list of contents at the archive's end (PKWARE APPNOTE 4.3).
enum WordArchive {
    /// A letter has some dozens of parts; more is an attack on who opens it.
    static let entriesMax = 10_000
    static let directoryBytesMax = 4_194_304
    /// The end record is 22 bytes and a comment of up to 65,535.
    private static let endBytesMax = 22 + 65_535

    /// True when nothing stands before or after the archive, it is a Word document, and it carries no macros.
    static func isOne(size: Int, read: (Int, Int) throws -> [UInt8]) rethrows -> Bool {
        let tailStart = max(0, size - endBytesMax)
        let tail = try read(tailStart, size - tailStart)
        guard let end = endRecord(in: tail) else { return false }
        let entries = tail.number(at: end + 10, bytes: 2)
        let directorySize = tail.number(at: end + 12, bytes: 4)
        let directoryStart = tail.number(at: end + 16, bytes: 4)
        // The directory must end where the end record starts: bytes pushed in before the archive would move it.
        guard entries <= entriesMax, directorySize <= directoryBytesMax,
            directoryStart + directorySize == tailStart + end
        else { return false }
        guard let names = names(in: try read(directoryStart, directorySize), entries: entries) else { return false }
        return names.contains("[Content_Types].xml") && names.contains("word/document.xml")
            && !names.contains { $0.lowercased().hasSuffix("vbaproject.bin") }
    }

    /// Where the end record starts: the last place whose comment reaches exactly to the end of the file.
    private static func endRecord(in tail: [UInt8]) -> Int? {
        guard tail.count >= 22 else { return nil }
        return (0...(tail.count - 22)).reversed().first { start in
            tail[start] == 0x50 && tail[start..<start + 4].elementsEqual([0x50, 0x4B, 0x05, 0x06])
                && start + 22 + tail.number(at: start + 20, bytes: 2) == tail.count
        }
    }

    /// The names of all entries, nil when the directory is not whole or no entry stands at the start of the file.
    private static func names(in directory: [UInt8], entries: Int) -> Set<String>? {
        var names: Set<String> = []
        var place = 0
        var startsAtZero = false
        for _ in 0..<entries {
            guard directory.count >= place + 46,
                directory[place..<place + 4].elementsEqual([0x50, 0x4B, 0x01, 0x02])
            else { return nil }
            let nameBytes = directory.number(at: place + 28, bytes: 2)
            let extraBytes = directory.number(at: place + 30, bytes: 2)
            let commentBytes = directory.number(at: place + 32, bytes: 2)
            let next = place + 46 + nameBytes + extraBytes + commentBytes
            guard next <= directory.count else { return nil }
            startsAtZero = startsAtZero || directory.number(at: place + 42, bytes: 4) == 0
            names.insert(String(decoding: directory[place + 46..<place + 46 + nameBytes], as: UTF8.self))
            place = next
        }
        return place == directory.count && startsAtZero ? names : nil
    }
}

extension [UInt8] {
    /// A little-endian number.
    fileprivate func number(at place: Int, bytes count: Int) -> Int {
        self[place..<place + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
