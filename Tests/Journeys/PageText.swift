import Foundation

/// A page as bytes, searched without Unicode's care: walks read thousands of pages, in a debug build too.
struct PageText: Sendable, Equatable {
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
    init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    func contains(_ word: String) -> Bool { index(of: word, from: 0) != nil }

    /// What stands between each `start` and the next `end` after it.
    func all(between start: String, and end: String) -> [PageText] {
        var found: [PageText] = []
        var position = 0
        while let begin = index(of: start, from: position) {
            let inner = begin + start.utf8.count
            guard let close = index(of: end, from: inner) else { break }
            found.append(PageText(Array(bytes[inner..<close])))
            position = close
        }
        return found
    }

    func first(between start: String, and end: String) -> String? {
        guard let begin = index(of: start, from: 0) else { return nil }
        let inner = begin + start.utf8.count
        return index(of: end, from: inner).map { String(decoding: bytes[inner..<$0], as: UTF8.self) }
    }

    /// Takes out what stands between each `start` and the next `end`, or puts a word in the place of `start` alone.
    mutating func erase(between start: String, and end: String) {
        var kept: [UInt8] = []
        var position = 0
        while let begin = index(of: start, from: position),
            let close = index(of: end, from: begin + start.utf8.count)
        {
            kept += bytes[position..<begin + start.utf8.count]
            position = close
        }
        bytes = kept + bytes[position...]
    }

    mutating func replace(_ word: String, with other: String) {
        guard !word.isEmpty else { return }
        var kept: [UInt8] = []
        var position = 0
        while let begin = index(of: word, from: position) {
            kept += bytes[position..<begin]
            kept += other.utf8
            position = begin + word.utf8.count
        }
        bytes = kept + bytes[position...]
    }

    private func index(of word: String, from start: Int) -> Int? {
        let needle = Array(word.utf8)
        guard let head = needle.first else { return nil }
        return bytes.withUnsafeBytes { page in
            guard let base = page.baseAddress else { return nil }
            var position = start
            while position + needle.count <= page.count {
                let rest = page.count - needle.count - position + 1
                guard let found = memchr(base + position, Int32(head), rest) else { return nil }
                if memcmp(found, needle, needle.count) == 0 { return base.distance(to: UnsafeRawPointer(found)) }
                position = base.distance(to: UnsafeRawPointer(found)) + 1
            }
            return nil
        }
    }
}
