/// Many at the same time, but never more than `atOnce`.
package enum Crowd {
    /// Runs `work` for 0 ..< count; the first error ends it.
    package static func run(
        _ count: Int, atOnce: Int, _ work: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count {
                if index >= atOnce { try await group.next() }
                group.addTask { try await work(index) }
            }
            try await group.waitForAll()
        }
    }
}
