import Logging
import Synchronization

/// Keeps every line of the technical log as `App` writes it, for tests that read it.
struct CapturedLog: LogHandler {
    private final class Lines: Sendable {
        let kept = Mutex<[String]>([])
    }

    private let lines = Lines()
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }.map { "\($0.key)=\($0.value)" }.sorted()
        lines.kept.withLock { $0.append("\(event.level) \(event.message) \(all.joined(separator: " "))") }
    }

    var text: [String] { lines.kept.withLock { $0 } }
}
