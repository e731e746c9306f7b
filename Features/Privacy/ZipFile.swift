import Base

/// Files in one archive (PKWARE APPNOTE 4.3), stored as they are: papers are packed already, and whoever checks the
/// archive needs no more than its list. Names are UTF-8; up to 65,535 files and 4 GB together.
package struct ZipFile: Sendable {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0
    private let stamp: (time: UInt16, date: UInt16)

    /// - Parameter moment: what the files are dated.
    package init(at moment: Instant) {
        let (date, time) = (moment.localDate, moment.localTime)
        stamp = (
            UInt16(time.hour << 11 | time.minute << 5 | time.second / 2),
            UInt16(max(0, date.year - 1980) << 9 | date.month << 5 | date.day)
        )
    }

    /// - Parameter name: with `/` between folders; never absolute, never with `..`.
    package mutating func add(_ name: String, _ bytes: [UInt8]) {
        precondition(!name.hasPrefix("/") && !name.split(separator: "/").contains(".."), "\(name) leads out")
        precondition(count < 65_535 && body.count + bytes.count < 4_000_000_000, "more than one archive holds")
        let (start, crc, path) = (body.count, Self.crc32(bytes), Array(name.utf8))
        var common: [UInt8] = []
        // Version 2.0, names in UTF-8, stored.
        for number in [20, 0x0800, 0, Int(stamp.time), Int(stamp.date)] { common += Self.two(number) }
        common += Self.four(Int(crc)) + Self.four(bytes.count) + Self.four(bytes.count) + Self.two(path.count)
        body += Self.four(0x0403_4B50) + common + Self.two(0) + path + bytes
        directory += Self.four(0x0201_4B50) + Self.two(20) + common
        for number in [0, 0, 0, 0] { directory += Self.two(number) }
        directory += Self.four(0) + Self.four(start) + path
        count += 1
    }

    package var bytes: [UInt8] {
        var end = Self.four(0x0605_4B50) + Self.two(0) + Self.two(0) + Self.two(count) + Self.two(count)
        end += Self.four(directory.count) + Self.four(body.count) + Self.two(0)
        return body + directory + end
    }

    private static func two(_ number: Int) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8 & 0xFF)] }
    private static func four(_ number: Int) -> [UInt8] { two(number & 0xFFFF) + two(number >> 16 & 0xFFFF) }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { crc, byte in table[Int((crc ^ UInt32(byte)) & 0xFF)] ^ crc >> 8 }
    }
}
