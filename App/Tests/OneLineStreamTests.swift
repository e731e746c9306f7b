import Foundation
import Logging
import Synchronization
import Testing

@testable import App

@Suite struct OneLineStreamTests {
    /// What the log holds after one event.
    private static func logged(_ message: String, _ metadata: Logger.Metadata = [:]) -> String {
        let kept = Kept()
        let logger = Logger(label: "motcua") {
            StreamLogHandler(label: $0, stream: OneLineStream { text in kept.text.withLock { $0 += text } })
        }
        logger.error("\(message)", metadata: metadata)
        return kept.text.withLock { $0 }
    }

    private final class Kept: Sendable { let text = Mutex("") }

    @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{B}"])
    func `an event is one line, whatever ends of lines somebody put into it`(end: String) {
        let forged = "x\(end)2026-11-23T09:00:00+0700 info motcua: [App] signed in"
        for line in [Self.logged(forged), Self.logged("y", ["detail": "\(forged)"])] {
            #expect(line.hasSuffix("\n"))
            #expect(line.dropLast().split(whereSeparator: \.isNewline).count == 1)
            #expect(line.contains("\\u{"))
        }
    }

    @Test func `nobody paints on the reader's terminal or turns the line round`() {
        let line = Self.logged("\u{1B}[2J\u{9B}31m \u{202E}nwo \u{200B}", ["error": "\u{7}"])
        #expect(line.contains("\\u{1b}[2J\\u{9b}31m \\u{202e}nwo \\u{200b}"))
        #expect(line.contains("error=\\u{7}"))
    }

    @Test func `Vietnamese stays as it is`() {
        #expect(Self.logged("Hướng Hiệp – “một cửa”").contains("Hướng Hiệp – “một cửa”"))
    }
}
