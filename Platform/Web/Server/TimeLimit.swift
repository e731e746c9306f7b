import Base

/// Ends work that takes too long because a client sends too slowly.
enum TimeLimit {
    /// - Throws: `too-slow` (408) when the time is up, or what `work` throws.
    static func within<Value: Sendable>(
        seconds: Int, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            defer { group.cancelAll() }
            group.addTask(operation: work)
            group.addTask {
                try await Task.sleep(for: .seconds(seconds))
                throw Problem("too-slow", status: 408)
            }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }
}

extension WebLimits {
    func seconds(for body: Route.Body) -> Int {
        switch body {
        case .none, .form, .json: formSecondsMax
        case .files, .file: filesSecondsMax
        }
    }
}
