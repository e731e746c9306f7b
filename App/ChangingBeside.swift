import Access
import Base
import Storage

/// Small changes from the command line, also while a server runs on the same data.
package enum ChangingBeside {
    /// When no server has the data, it is opened as a server would, and brought to this program's schema.
    package static func at<Value: Sendable>(
        _ configuration: Configuration, _ permission: Permission, command: String,
        _ deed: @escaping @Sendable (Transaction, Act) throws -> Value
    ) async throws -> Value {
        let house = try await open(configuration)
        do {
            let act = try CommandAct.make(permission, command: command, at: Clock.system.now)
            let value = try await house.database.write { try deed($0, act) }
            await house.database.close()
            return value
        } catch {
            await house.database.close()
            throw error
        }
    }

    static func open(_ configuration: Configuration) async throws -> Storehouse {
        do { return try await Storehouse.open(configuration, to: .change, clock: .system) } catch StorageError.inUse {
            return try await Storehouse.open(configuration, to: .changeBeside, clock: .system)
        }
    }
}
