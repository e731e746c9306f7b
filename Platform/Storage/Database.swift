/// The only door to the data: asynchronous outside, synchronous inside.
///
/// Both engines give the same guarantees: `read` sees one consistent snapshot and cannot change anything; `write` is
/// serializable, all or nothing, and returns only after the commit is durable on disk. A `write` closure may run more
/// than once (retry after a conflict): it must change nothing outside the transaction.
package protocol Database: Sendable {
    var engine: Engine { get }

    /// - Throws: what the closure throws, or `StorageError`.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Snapshot) throws -> Value) async throws -> Value

    /// - Throws: what the closure throws (then nothing is kept), or `StorageError`.
    @discardableResult
    func write<Value: Sendable>(
        lane: Lane, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value

    /// The same database as an official of these agencies may see and change it: a second wall behind the conditions of
    /// the stores. Where the engine has no such wall, the database itself.
    func reaching(_ reach: TenantReach) -> any Database

    /// Finishes what is under way and lets go of files and connections; later calls answer `unavailable`.
    func close() async
}

extension Database {
    @discardableResult
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await write(lane: .journal, body)
    }
}
