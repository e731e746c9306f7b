import Storage

extension Journal {
    /// Walks the whole chain, in many short reads, so that a million entries neither fill the memory nor hold a
    /// snapshot.
    /// - Parameters:
    ///   - anchor: a head that was noted outside the database earlier; it must still be part of the chain.
    ///   - head: where an earlier check has found the chain intact: only what came after it is read.
    package static func verify(
        _ database: any Database, anchor: JournalHead? = nil, after head: JournalHead = .empty, batch: Int = 2000
    ) async throws -> JournalVerdict {
        var walk = ChainWalk(anchor: anchor, after: head)
        while true {
            let before = walk
            let step = try await database.read { try before.continued(in: $0, batch: batch) }
            switch step {
            case .more(let after): walk = after
            case .done(let verdict): return verdict
            }
        }
    }

    /// The same within one snapshot: for small journals and for tests.
    package static func verify(in snapshot: Snapshot, anchor: JournalHead? = nil) throws -> JournalVerdict {
        var walk = ChainWalk(anchor: anchor)
        while true {
            switch try walk.continued(in: snapshot, batch: 2000) {
            case .more(let after): walk = after
            case .done(let verdict): return verdict
            }
        }
    }
}

/// How far the check has come: the last good entry.
struct ChainWalk: Sendable {
    let anchor: JournalHead?
    private var last = JournalHead.empty
    /// Rows are asked for from the smallest number there can be, so that one below 1 is seen.
    private var readUpTo = Int64.min

    enum Step: Sendable {
        case more(ChainWalk)
        case done(JournalVerdict)
    }

    init(anchor: JournalHead?, after head: JournalHead = .empty) {
        self.anchor = anchor
        last = head
        if head.number > 0 { readUpTo = head.number }
    }

    func continued(in snapshot: Snapshot, batch: Int) throws -> Step {
        let store = JournalStore(snapshot)
        // The head is read in the snapshot of the last batch, so that an entry appended meanwhile is no fault.
        let rows = try store.rows(after: readUpTo, limit: batch)
        var walk = self
        for row in rows {
            if let fault = try walk.take(row) { return .done(.broken(fault)) }
        }
        guard rows.count < batch else { return .more(walk) }
        return .done(walk.verdict(at: try store.head()))
    }

    private mutating func take(_ row: JournalRow) throws -> JournalFault? {
        let number = try row.number()
        if number <= last.number { return .misplaced(number: number) }
        if number > last.number + 1 { return .missing(number: last.number + 1) }
        guard let entry = row.intact else { return .changed(number: number) }
        if entry.previousDigest != last.digest { return .unchained(number: number) }
        last = JournalHead(number: number, digest: entry.digest)
        readUpTo = number
        if let anchor, anchor.number == number, anchor != last { return .anchorDiffers(number: number) }
        return nil
    }

    private func verdict(at head: JournalHead) -> JournalVerdict {
        if head.number > last.number { return .broken(.missing(number: last.number + 1)) }
        if head.number < last.number { return .broken(.misplaced(number: head.number + 1)) }
        if head != last { return .broken(.headDiffers(number: last.number)) }
        if let anchor, anchor.number > last.number { return .broken(.missing(number: last.number + 1)) }
        return .intact(last)
    }
}
