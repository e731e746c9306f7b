import Base
import Keys

extension Keyring {
    /// The keys of all test databases: two, as after a change of keys.
    package static let test = Keyring((1...2).map { number in
        DataKey(number: number, madeOn: TestDatabase.migratedAt.localDate,
            secret: (0..<32).map { UInt8(number * 37 + $0) })
    })
}
