/// Server-sent events as bytes (WHATWG), with a comment every 20 seconds that keeps proxies from hanging up and lets the
/// server notice a client that is gone.
enum EventStream {
    static let heartbeatSeconds = 20

    static func bytes(of events: AsyncStream<ServerEvent>) -> AsyncStream<[UInt8]> {
        // A client too slow to follow loses the oldest events; by the event's id it sees that some are missing.
        let (stream, sink) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingNewest(256))
        sink.yield(Array(": mo\n\n".utf8))
        let forward = Task {
            for await event in events { sink.yield(Array(text(event).utf8)) }
            sink.finish()
        }
        let heartbeat = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(heartbeatSeconds))
                sink.yield(Array(":\n\n".utf8))
            }
        }
        sink.onTermination = { _ in
            forward.cancel()
            heartbeat.cancel()
        }
        return stream
    }

    static func text(_ event: ServerEvent) -> String {
        var out = ""
        if let id = event.id { out += "id: \(oneLine(id))\n" }
        out += "event: \(oneLine(event.name))\n"
        let lines = event.data.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        for line in lines.split(separator: "\n", omittingEmptySubsequences: false) { out += "data: \(line)\n" }
        return out + "\n"
    }

    private static func oneLine(_ text: String) -> String { String(text.filter { !$0.isNewline }) }
}
