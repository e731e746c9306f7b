import Base
import Journal

extension Answer {
    /// Tells an open page how things stand: at once, and again after entries of the journal that concern it. What is
    /// said comes from the database, not from the entries, so a page that was away misses nothing, and the person is
    /// told only what they may see now. The same twice in a row is said once.
    /// - Parameters:
    ///   - concerns: asked for every entry, so it must be quick.
    ///   - look: what to say, nil for nothing. Throwing a `Problem` ends the stream; other errors are tried again.
    package static func live(
        _ request: WebRequest, about concerns: @escaping @Sendable (JournalEntry) -> Bool,
        _ look: @escaping @Sendable () async throws -> ServerEvent?
    ) -> Answer {
        // Listening begins before the first look: nothing falls between.
        let entries = request.site.journal.subscribe(keeping: 1, where: concerns)
        let (events, sink) = AsyncStream.makeStream(of: ServerEvent.self, bufferingPolicy: .bufferingNewest(8))
        let watch = Task {
            var last: ServerEvent?
            do {
                last = try await LiveLook.patiently(look)
                if let last { sink.yield(last) }
                for await _ in entries {
                    // A form may write several entries, and people press at the same moment: one answer for all.
                    try await Task.sleep(for: LiveLook.gather)
                    guard let event = try await LiveLook.patiently(look), event != last else { continue }
                    sink.yield(event)
                    last = event
                }
            } catch {}
            sink.finish()
        }
        sink.onTermination = { _ in watch.cancel() }
        return Answer(body: .events(events))
    }
}

private enum LiveLook {
    static let gather = Duration.milliseconds(150)

    /// Looks until the database answers.
    static func patiently(_ look: @Sendable () async throws -> ServerEvent?) async throws -> ServerEvent? {
        while true {
            do { return try await look() } catch let problem as Problem { throw problem } catch {
                try await Task.sleep(for: .seconds(1))
            }
        }
    }
}
