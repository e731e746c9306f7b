import Base
import Journal
import Proof
import Storage

/// Đối chiếu: reads the whole journal again, entry by entry, and holds it against every seal, those of the database and
/// those of the file. Some seconds for a million entries; changes nothing.
package struct CheckSeals: Sendable {
    static let batch = 5000

    let database: any Database
    /// Nil: only what the database itself has.
    let file: SealFile?

    package init(_ database: any Database, file: SealFile?) {
        self.database = database
        self.file = file
    }

    /// - Parameter progress: how many entries have been held against the seals so far, and how many there are.
    package func run(
        progress: @escaping @Sendable (_ done: Int64, _ total: Int64) async throws -> Void = { _, _ in }
    ) async throws -> SealVerdict {
        let (seals, head) = try await database.read { (try SealStore.all(in: $0), try Journal.head(in: $0)) }
        try await progress(0, head.number)
        // The seals first: what they are held against must itself be whole.
        for (index, seal) in seals.enumerated() {
            let before = index == 0 ? 0 : seals[index - 1].size
            guard seal.isSigned, seal.number == Int64(index + 1), seal.size > before else {
                return .broken(.seal(seal.number), entries: head.number)
            }
        }
        let witness = file.map { Witness($0, seals) }
        if case .broken(let fault)? = witness { return .broken(fault, entries: head.number) }
        if case .broken(let fault) = try await Journal.verify(database) {
            return .broken(.entry(fault), entries: head.number)
        }
        if let fault = try await compare(seals, head.number, progress) { return .broken(fault, entries: head.number) }
        return .good(entries: head.number, sealed: seals.last?.size ?? 0)
    }

    /// What the file says about the database's seals.
    private enum Witness {
        case silent
        case broken(SealFault)

        init(_ file: SealFile, _ seals: [Seal]) {
            switch file.standing(to: seals) {
            case .agrees, .behind: self = .silent
            case .ahead: self = .broken(.file(line: Int64(seals.count) + 1))
            case .differs(let line): self = .broken(.file(line: Int64(line)))
            case .unreadable: self = .broken(.file(line: 0))
            }
        }
    }

    /// Grows the tree anew and stops where it is no longer the sealed one.
    private func compare(
        _ seals: [Seal], _ total: Int64, _ progress: (Int64, Int64) async throws -> Void
    ) async throws -> SealFault? {
        var (edge, strayed): (TreeEdge, ClosedRange<Int64>?) = (TreeEdge(), nil)
        for seal in seals {
            while edge.size < seal.size {
                let (from, limit) = (edge.size, Int(min(Int64(Self.batch), seal.size - edge.size)))
                let (grown, whole) = try await grow(edge, from, limit)
                // The kept hashes are no proof, but the first that differs shows where to look.
                strayed = strayed ?? whole
                guard grown.size > edge.size else { return .entry(.missing(number: edge.size + 1)) }
                edge = grown
                try await progress(edge.size, total)
            }
            if edge.root != seal.head.root {
                let begin = seals.last { $0.number < seal.number }?.size ?? 0
                return .rewritten(strayed ?? begin + 1...seal.size, seal: seal.number)
            }
        }
        return nil
    }

    /// The tree with some more entries, and the first block whose hash is not the one that was kept.
    private func grow(
        _ edge: TreeEdge, _ from: Int64, _ limit: Int
    ) async throws -> (TreeEdge, ClosedRange<Int64>?) {
        try await database.read { snapshot in
            var (edge, whole) = (edge, [(TreeNode, TreeHash)]())
            for leaf in try Journal.digests(after: from, limit: limit, in: snapshot) {
                guard leaf.number == edge.size + 1 else { break }
                edge.add(SealStore.leaf(of: leaf.digest)) { node, hash in
                    if node.level == TileShelf.height { whole.append((node, hash)) }
                }
            }
            guard let first = whole.first?.0.index else { return (edge, nil) }
            let kept = try SealStore.nodes(TileShelf.height, from: first, whole.count, in: snapshot)
            let stray = zip(whole, kept).first { $0.1 != $1 }
            return (edge, stray.map { ($0.0.0.index << TileShelf.height) + 1...($0.0.0.index + 1) << TileShelf.height })
        }
    }
}

/// What the check has found.
package enum SealVerdict: Sendable, Equatable {
    /// All entries are as they were written, and the first `sealed` of them as they were sealed.
    case good(entries: Int64, sealed: Int64)
    case broken(SealFault, entries: Int64)
}

/// What can be wrong.
package enum SealFault: Sendable, Equatable {
    /// The journal contradicts itself at an entry.
    case entry(JournalFault)
    /// The journal is whole in itself, but not the one that was sealed: one of these entries, or all from there on, was
    /// written anew. This is the first seal that says so.
    case rewritten(ClosedRange<Int64>, seal: Int64)
    /// A seal is not signed by its key, or stands at a wrong place.
    case seal(Int64)
    /// The file of seals says otherwise from this line on; 0 when it cannot be read.
    case file(line: Int64)

    /// For the strings and for programs.
    package var word: String {
        switch self {
        case .entry(.changed): "changed"
        case .entry(.missing): "missing"
        case .entry(.misplaced): "misplaced"
        case .entry(.unchained): "unchained"
        case .entry(.headDiffers): "head-differs"
        case .entry(.anchorDiffers): "anchor-differs"
        case .rewritten: "rewritten"
        case .seal: "seal"
        case .file: "file"
        }
    }

    /// The first entry that was hit; nil when it is no entry.
    package var entry: Int64? {
        switch self {
        case .entry(let fault): fault.number
        case .rewritten(let entries, _): entries.lowerBound
        case .seal, .file: nil
        }
    }

    /// The last entry that may be the first that was hit.
    package var lastEntry: Int64? {
        switch self {
        case .entry(let fault): fault.number
        case .rewritten(let entries, _): entries.upperBound
        case .seal, .file: nil
        }
    }

    /// The seal that says so, or the line of the file.
    package var seal: Int64? {
        switch self {
        case .entry: nil
        case .rewritten(_, let seal), .seal(let seal): seal
        case .file(let line): line
        }
    }
}
