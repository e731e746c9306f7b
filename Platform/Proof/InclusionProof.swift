/// Shows that a leaf stands at its place in a tree, by the hashes beside its way to the root (RFC 9162, section 2.1.3):
/// 20 of them among a million leaves.
package struct InclusionProof: Sendable, Equatable {
    /// The leaf's place, from 0.
    package let index: Int64
    /// Leaves of the tree.
    package let size: Int64
    /// From the leaf's neighbour upwards.
    package let path: [TreeHash]

    /// As it was received: whether it is good, `holds` says.
    package init(index: Int64, size: Int64, path: [TreeHash]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// - Precondition: `0 <= index < size`.
    /// - Throws: `TreeGap`, and what the shelf's reading throws.
    package init(of index: Int64, in size: Int64, from shelf: inout TileShelf) throws {
        precondition(0 <= index && index < size, "the leaf is in the tree")
        var path: [TreeHash] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.middle
            let isLeft = index < middle
            path.append(try shelf.root(of: isLeft ? middle..<range.upperBound : range.lowerBound..<middle))
            range = isLeft ? range.lowerBound..<middle : middle..<range.upperBound
        }
        self.init(index: index, size: size, path: path.reversed())
    }

    /// Whether it leads from the leaf to the root (RFC 9162, section 2.1.3.2).
    package func holds(_ leaf: TreeHash, in root: TreeHash) -> Bool {
        guard 0 <= index, index < size else { return false }
        var (place, last, hash) = (index, size - 1, leaf)
        for step in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = .node(step, hash)
                // A lone subtree at the right edge has no neighbour and rises as it is.
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = .node(hash, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && hash == root
    }
}

extension Range<Int64> {
    /// Where RFC 9162 cuts: the largest power of two below the length, from the left.
    /// - Precondition: at least two long.
    var middle: Int64 { lowerBound + 1 << (Int64.bitWidth - 1 - (Int64(count) - 1).leadingZeroBitCount) }
}

extension TileShelf {
    /// The hash of a range that RFC 9162 cuts a tree into: of the whole subtrees that it consists of.
    mutating func root(of range: Range<Int64>) throws -> TreeHash {
        let hashes = try TreeNode.cover(range).map { try hash(of: $0) }
        guard let last = hashes.last else { return .empty }
        return hashes.dropLast().reversed().reduce(last) { .node($1, $0) }
    }
}
