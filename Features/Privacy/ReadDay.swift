import Base
import Crypto
import Foundation
import Storage

/// One day of the log of readings, closed: how many lines it had, and their digest.
package struct ReadDay: Sendable, Equatable {
    package let day: LocalDate
    package let lines: Int
    /// SHA-256, hexadecimal, over the canonical texts of its lines, each with a line end.
    package let digest: String
    package let closedAt: Instant

    private static let chunk = 1000

    /// Counts a day as it stands now.
    package static func count(_ day: LocalDate, at now: Instant, in snapshot: Snapshot) throws -> ReadDay {
        var hash = SHA256()
        var (count, last): (Int, ID<ReadLine>?) = (0, nil)
        while true {
            let lines = try ReadLogStore.lines(of: day, after: last, limit: chunk, in: snapshot)
            for line in lines { hash.update(data: Data((line.canonical + "\n").utf8)) }
            count += lines.count
            last = lines.last?.id ?? last
            if lines.count < chunk { break }
        }
        return ReadDay(day: day, lines: count, digest: Hex.text(hash.finalize()), closedAt: now)
    }
}
