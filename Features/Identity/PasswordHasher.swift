import Base
import Foundation
import Synchronization

/// Does the slow work of passwords on a few threads of its own, so that requests of others go on meanwhile.
package final class PasswordHasher: Sendable {
    private let cost: ScryptCost
    private let queue: OperationQueue
    private let waitingMax: Int
    private let waiting = Mutex(0)

    /// - Parameter waitingMax: how many may stand in line; more are refused at once with 503.
    package init(cost: ScryptCost = .standard, threads: Int = 2, waitingMax: Int = 64) {
        self.cost = cost
        self.waitingMax = waitingMax
        queue = OperationQueue()
        queue.name = "passwords"
        queue.maxConcurrentOperationCount = threads
    }

    /// - Throws: `sign-in-busy` (503) when too many stand in line.
    package func hash(_ password: String) async throws -> PasswordHash {
        try await inLine { [cost] in try PasswordHash(of: password, cost: cost) }
    }

    /// Whether the password is right. Without a hash (no such account) it takes as long as with one and answers no.
    /// One that is longer than any that is taken is cut first: it is wrong whatever follows.
    /// - Throws: `sign-in-busy` (503) when too many stand in line.
    package func verify(_ password: String, against hash: PasswordHash?) async throws -> Bool {
        let password = String(password.prefix(PasswordRule.lengthMax + 1))
        return try await inLine { [cost] in
            guard let hash else {
                _ = try PasswordHash(of: password, cost: cost)
                return false
            }
            return try hash.matches(password)
        }
    }

    private func inLine<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let isIn = waiting.withLock { count in
            guard count < waitingMax else { return false }
            count += 1
            return true
        }
        guard isIn else { throw Problem("sign-in-busy", status: 503, retryAfterSeconds: 5) }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }
}
