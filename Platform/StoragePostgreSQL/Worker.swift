import Foundation
import Storage

/// One thread's connection, and the way a transaction goes on it. Lives on its thread only.
final class Worker {
    private let line: JobLine
    private var connection: Connection?

    init(_ line: JobLine) { self.line = line }

    func hangUp() { connection = nil }

    private enum Outcome<Value> {
        case done(Value)
        case failed(any Error)
        /// Nothing was kept and another attempt may do better: a conflict, or a lost connection before COMMIT.
        case again(StorageError, shown: (any Error)?)
    }

    /// Two overlapping transactions that would add the same row are told "not unique", not "conflict", although one
    /// after the other they would have added two: that is looked at again with a fresh snapshot before it is believed.
    private static func attemptsMax(after error: StorageError, _ limits: PostgreSQLDatabase.Limits) -> Int {
        if case .uniqueViolation = error { 5 } else { limits.attemptsMax }
    }

    /// What a transaction is for, which says how it begins and ends.
    enum Purpose {
        /// Nothing can come of its end, so the answer does not wait for it.
        case reading
        /// In a lane, where one comes after another.
        case writingInTurn
        /// Beside others. Its beginning is waited for: if whoever has just written the row that all want began anew in
        /// the same breath, those that met a conflict would hardly ever find it free.
        case writingBesideOthers
    }

    func transaction<Value>(
        for purpose: Purpose, reaching reach: TenantReach, begin: (_ attempt: Int) -> [String],
        body: (Runner) -> (Snapshot, Result<Value, any Error>)
    ) throws -> Value {
        let giveUpAt = ContinuousClock.now + .seconds(line.limits.retrySecondsMax)
        var attempt = 1
        while true {
            switch once(try connected(), purpose, reach, begin(attempt), body) {
            case .done(let value): return value
            case .failed(let error): throw error
            case .again(let error, let shown):
                guard attempt < Self.attemptsMax(after: error, line.limits), ContinuousClock.now < giveUpAt else {
                    throw shown ?? error
                }
                // Jitter, so that those who collided do not collide again: up to 2, 4, 8 … 64 ms.
                Thread.sleep(forTimeInterval: .random(in: 0...0.001) * Double(1 << min(attempt, 6)))
                attempt += 1
            }
        }
    }

    // MARK: Together

    /// One transaction for all. Whatever goes wrong before the COMMIT keeps nothing: then each gets its own.
    func together(_ batch: [GroupedWrite]) {
        var outcomes: [GroupedWrite.Outcome] = []
        var memory = TransactionMemory()
        do {
            let connection = try connected()
            for text in PostgreSQLDatabase.begin(.journal, attempt: 1) + ["SAVEPOINT one_write"] {
                try connection.send(text)
            }
            // Whether the lane was got belongs to nobody's write.
            try connection.settle()
            for write in batch { outcomes.append(try inSavepoint(write, &memory, connection)) }
        } catch {
            giveUpTogether()
            // Nobody came to their turn because the lane stayed taken: to wait again, one after another, helps nobody.
            let isLaneTaken = outcomes.isEmpty && (error as? ServerError)?.storageError == .timedOut
            for write in batch { if isLaneTaken { write.fail(StorageError.timedOut) } else { write.runAlone(self) } }
            return
        }
        finish(batch, outcomes)
    }

    /// Leaves the transaction as it was when the write comes to nothing. Each write says its own reach, since the one
    /// before it may have had another. What it has sent is answered here, so that its
    /// errors are its own.
    private func inSavepoint(
        _ write: GroupedWrite, _ memory: inout TransactionMemory, _ connection: Connection
    ) throws -> GroupedWrite.Outcome {
        var found = memory
        try connection.set(reach: write.reach)
        var outcome = write.run(Runner(connection, keys: line.keys), &found)
        do { try connection.settle() } catch { outcome = .again }
        guard !connection.isBroken else { throw StorageError.conflict }
        switch outcome {
        case .done:
            memory = found
            try connection.send("RELEASE one_write")
            try connection.send("SAVEPOINT one_write")
        case .refused, .again: try connection.command("ROLLBACK TO one_write")
        }
        return outcome
    }

    private func finish(_ batch: [GroupedWrite], _ outcomes: [GroupedWrite.Outcome]) {
        do { try connection?.command("COMMIT") } catch {
            let isUnknown = connection?.isBroken ?? true
            giveUpTogether()
            for write in batch {
                if isUnknown {
                    write.fail(StorageError.commitUnknown("the connection was lost during COMMIT"))
                } else {
                    write.runAlone(self)
                }
            }
            return
        }
        var again: [GroupedWrite] = []
        for (write, outcome) in zip(batch, outcomes) {
            switch outcome {
            case .done(let acknowledge): acknowledge()
            case .refused(let error): write.fail(error)
            case .again: again.append(write)
            }
        }
        for write in again { write.runAlone(self) }
    }

    private func giveUpTogether() {
        guard let connection else { return }
        rollBack(connection)
    }

    /// What is still on its way is answered first: after an error the server would skip the ROLLBACK behind it.
    private func rollBack(_ connection: Connection) {
        if !connection.isBroken {
            try? connection.settle()
            try? connection.command("ROLLBACK")
        }
        if connection.isBroken || !connection.isIdle { self.connection = nil }
    }

    private func connected() throws -> Connection {
        if let connection { return connection }
        guard !line.isUnreachable else { throw StorageError.unavailable("the PostgreSQL server cannot be reached") }
        do {
            let fresh = try Connection(line.url, statementSecondsMax: line.limits.statementSecondsMax)
            connection = fresh
            return fresh
        } catch let error as ServerError {
            line.connectFailed()
            throw error.storageError
        }
    }

    private func once<Value>(
        _ connection: Connection, _ purpose: Purpose, _ reach: TenantReach, _ begin: [String],
        _ body: (Runner) -> (Snapshot, Result<Value, any Error>)
    ) -> Outcome<Value> {
        do {
            for text in begin { try connection.send(text) }
            if purpose == .writingBesideOthers { try connection.settle() }
            try connection.begin(reaching: reach)
        } catch {
            return gaveUp(connection, (error as? ServerError)?.storageError ?? error)
        }
        let (snapshot, result) = body(Runner(connection, keys: line.keys))
        if let failure = snapshot.failure {
            let shown: any Error = if case .failure(let error) = result { error } else { failure }
            return gaveUp(connection, failure, shown: shown)
        }
        switch result {
        case .failure(let error): return gaveUp(connection, error)
        case .success(let value): return purpose == .reading ? endReading(connection, value) : commit(connection, value)
        }
    }

    /// A connection that is lost here is found out by the next who needs it.
    private func endReading<Value>(_ connection: Connection, _ value: Value) -> Outcome<Value> {
        if (try? connection.endReading()) == nil { self.connection = nil }
        return .done(value)
    }

    private func commit<Value>(_ connection: Connection, _ value: Value) -> Outcome<Value> {
        do {
            try connection.command("COMMIT")
            return .done(value)
        } catch {
            let error = (error as? ServerError)?.storageError ?? error
            guard connection.isBroken else { return gaveUp(connection, error) }
            self.connection = nil
            return .failed(StorageError.commitUnknown("the connection was lost during COMMIT"))
        }
    }

    /// Before COMMIT nothing is kept, whatever happened.
    private func gaveUp<Value>(
        _ connection: Connection, _ error: any Error, shown: (any Error)? = nil
    ) -> Outcome<Value> {
        let wasBroken = connection.isBroken
        rollBack(connection)
        if wasBroken { return .again(.unavailable("the connection to the PostgreSQL server was lost"), shown: nil) }
        switch error as? StorageError {
        case .conflict?: return .again(.conflict, shown: nil)
        case .uniqueViolation(let table, let columns)?:
            return .again(.uniqueViolation(table: table, columns: columns), shown: shown)
        default: return .failed(shown ?? error)
        }
    }
}
