import Access
import Base
import Blobs
import Journal
import Keys
import Storage

extension Permission {
    /// Change the keys of the data: for who has the machine, by the command line alone.
    static let keysChange: Permission = "keys.change"
}

/// A change of keys (đổi khoá dữ liệu): a new one writes from now on, what was sealed with older ones is sealed anew
/// piece by piece, and an old one goes when nothing needs it any more. A server goes on meanwhile.
package struct ChangeKeys: Sendable {
    static let grants: [AccessPolicy.Grant] = [.staff(.keysChange, [])]

    let configuration: Configuration

    package init(_ configuration: Configuration) { self.configuration = configuration }

    /// How the data stands with its keys.
    package struct Standing: Sendable {
        package let keys: [DataKey]
        /// Under the key that writes, in the order of the tables.
        package let tables: [DataKeyStore.Progress]

        package var isDone: Bool { tables.allSatisfy(\.isDone) }
    }

    package func standing() async throws -> Standing {
        try await Looking.at(configuration) { database in
            try await database.read { snapshot in
                guard let key = snapshot.keys.writing else { return Standing(keys: [], tables: []) }
                return Standing(keys: snapshot.keys.keys,
                    tables: try DataKeyStore.progress(of: Features.sealed, under: key.number, in: snapshot))
            }
        }
    }

    /// Adds a key, which writes from now on. It is in the file before anything is sealed with it.
    /// - Throws: `Problem` `keys-missing`, `key-file`; `StorageError`.
    package func add() async throws -> DataKey {
        try await beside { house, act in
            let file = configuration.keyFile
            let old = try file.read()
            let key = DataKey.fresh(number: (old.last?.number ?? 0) + 1, on: act.at.localDate)
            try file.write(old + [key])
            try await house.database.write { tx in
                try DataKeyStore.add(key, in: tx)
                try Self.tell("keys.added", key.number, by: act, in: tx)
            }
            return key
        }
    }

    /// Seals everything anew, to its end: for who does not want to wait for the server to do it.
    package func reseal(progress: @escaping @Sendable (Int) -> Void) async throws {
        try await beside { house, _ in
            while try await Resealing.step(house.database, Features.sealed) {
                let rows = try await house.database.read { snapshot in
                    try DataKeyStore.progress(
                        of: Features.sealed, under: snapshot.keys.writing?.number ?? 0, in: snapshot)
                        .map(\.rowsSeen).reduce(0, +)
                }
                progress(rows)
            }
            for (index, digest) in try await papers(of: house).enumerated() {
                // What is lost or damaged stays as it is, and is the doctor's matter.
                do { _ = try house.blobs.reseal(digest) } catch is BlobError { continue }
                if index % 100 == 0 { progress(index) }
            }
        }
    }

    private func papers(of house: Storehouse) async throws -> [String] {
        try await house.database.read { try DatabaseCopy.Moment(of: $0).digests }
    }

    /// Takes a key out of the file and the data for good.
    /// - Throws: `Problem` `keys-writing` (it is the one that writes), `keys-unknown`, `keys-in-use` (with how many).
    package func drop(_ number: Int) async throws {
        try await beside { house, act in
            let file = configuration.keyFile
            let keys = try file.read()
            let arguments = ["number": "\(number)", "file": file.path]
            guard keys.contains(where: { $0.number == number }) else {
                throw Problem("keys-unknown", status: 404, arguments: arguments)
            }
            guard keys.last?.number != number else { throw Problem("keys-writing", status: 409, arguments: arguments) }
            let papers = try await papers(of: house).count { (try? house.blobs.keyNumber(of: $0)) == number }
            // What is still in use is kept in mind also when the key stays.
            let used = try await house.database.write { tx in
                let used = try DataKeyStore.uses(of: number, in: Features.sealed, tx)
                guard used + papers == 0 else { return used + papers }
                try DataKeyStore.remove(number, in: tx)
                try Self.tell("keys.dropped", number, by: act, in: tx)
                return 0
            }
            guard used == 0 else {
                throw Problem("keys-in-use", status: 409,
                    arguments: arguments.merging(["rows": "\(used)"]) { first, _ in first })
            }
            try file.write(keys.filter { $0.number != number })
        }
    }

    private static func tell(_ kind: String, _ number: Int, by act: Act, in tx: Transaction) throws {
        try Journal.append(
            JournalDraft(kind, of: "data-key", "\(number)", agency: nil, facts: [:]), by: act, in: tx)
    }

    private func beside<Value: Sendable>(
        _ work: (Storehouse, Act) async throws -> Value
    ) async throws -> Value {
        let house = try await ChangingBeside.open(configuration)
        do {
            let value = try await work(house, CommandAct.make(.keysChange, command: "keys", at: Clock.system.now))
            await house.database.close()
            return value
        } catch {
            await house.database.close()
            throw error
        }
    }
}
