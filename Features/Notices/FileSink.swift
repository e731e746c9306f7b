import Base
import Foundation

/// Where notices go until somebody configures a channel, and in a demonstration: one readable file each. A repetition
/// after a crash writes the same file again.
struct FileSink: Sendable {
    let folder: String

    func send(_ notice: Notice, at now: Instant) -> NoticeOutcome {
        let name = "\(notice.id).\(notice.channel.rawValue).txt"
        let text = """
            To: \(notice.address)
            Date: \(now.iso8601)
            Subject: \(notice.subject)

            \(notice.body)

            """
        do {
            // Only for its owner: addresses stand in it.
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"), options: .atomic)
            return .sent(name)
        } catch {
            return .lineDown(String("\(error)".prefix(200)))
        }
    }
}
