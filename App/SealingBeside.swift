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
            let key = try SealKey.atHome(in: settings.keyFile)
            let file = SealFile(settings.sealFile)
            let before = try await house.database.read { try SealStore.all(in: $0) }
            guard file.catchUp(with: before).isSound else {
                throw Problem("seal-file", status: 409, arguments: ["file": file.path])
            }
            let seal = try await CloseJournal(house.database, key: key)
                .run(permit: act.permit, at: act.at, requestID: act.requestID)
            let after = try await house.database.read { try SealStore.all(in: $0) }
            file.catchUp(with: after)
            await house.database.close()
            return seal
        } catch {
            await house.database.close()
            throw error
        }
    }
}
