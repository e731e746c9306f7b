import Access
import Base
import Foundation
import Sealing
import Storage

/// Seals from the command line, also while a server runs on the same data.
package enum SealingBeside {
    /// Seals now, and brings the file up to it.
    /// - Returns: the seal; nil while the journal is empty.
    /// - Throws: `Problem` `seal-…`; `StorageError`.
    package static func close(_ configuration: Configuration) async throws -> Seal? {
        let house = try await ChangingBeside.open(configuration)
        do {
            let act = try CommandAct.make(.sealClose, command: "seal", at: Clock.system.now)
            let settings = configuration.seals
            let before = try await house.database.read { try SealStore.all(in: $0) }
            let seal = try await settings.closing(of: house.database, after: settings.file.catchUp(with: before))
                .run(permit: act.permit, at: act.at, requestID: act.requestID)
            let after = try await house.database.read { try SealStore.all(in: $0) }
            settings.file.catchUp(with: after)
            await house.database.close()
            return seal
        } catch {
            await house.database.close()
            throw error
        }
    }
}
