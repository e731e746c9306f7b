import Base
import Storage

/// Questions to the data that change nothing, also while a server runs.
package enum Looking {
    package static func at<Value: Sendable>(
        _ configuration: Configuration, _ question: (any Database) async throws -> Value
    ) async throws -> Value {
        let house = try await Storehouse.open(configuration, to: .look, clock: .system)
        do {
            let value = try await question(house.database)
            await house.database.close()
            return value
        } catch {
            await house.database.close()
            throw error
        }
    }
}
