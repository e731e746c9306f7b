/// The right edge of a tree that grows: the whole subtrees that its leaves so far fall into, the largest first. All
/// that is needed to add leaves and to know the root; never more than 63 hashes.
package struct TreeEdge: Sendable, Equatable {
    /// Leaves so far.
    package private(set) var size: Int64
    /// One for each bit of `size` that is set, from the highest.
    private var peaks: [TreeHash]

    /// Before the first leaf.
    package init() {
        size = 0
        peaks = []
    }

    /// Of a tree that is there already.
    /// - Parameter size: not negative.
    package init(size: Int64, of shelf: inout TileShelf) throws {
        precondition(size >= 0, "a tree has no fewer than no leaves")
        self.size = size
        peaks = try TreeNode.peaks(of: size).map { try shelf.hash(of: $0) }
    }

    /// Adds a leaf.
    /// - Parameter whole: is told every subtree that is whole now, the leaf first.
    package mutating func add(_ leaf: TreeHash, whole: (TreeNode, TreeHash) -> Void = { _, _ in }) {
        var (hash, node) = (leaf, TreeNode(level: 0, index: size))
        whole(node, hash)
        while node.index & 1 == 1, let left = peaks.popLast() {
            hash = .node(left, hash)
            node = TreeNode(level: node.level + 1, index: node.index >> 1)
            whole(node, hash)
        }
        peaks.append(hash)
        size += 1
    }

    package var root: TreeHash {
        guard let last = peaks.last else { return .empty }
        return peaks.dropLast().reversed().reduce(last) { .node($1, $0) }
    }
}

/// A whole subtree: leaves `index << level` to `(index + 1) << level`, the end excluded.
package struct TreeNode: Hashable, Sendable {
    /// 0 is a leaf.
    package let level: Int
    package let index: Int64

    package init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// The largest whole subtrees of the first `size` leaves, from the left.
    static func peaks(of size: Int64) -> [TreeNode] { cover(0..<size) }

    /// The largest whole subtrees that make up a range, from the left. The range begins where a subtree as wide begins,
    /// as all ranges do that RFC 9162 cuts a tree into.
    static func cover(_ range: Range<Int64>) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var (begin, left) = (range.lowerBound, range.upperBound - range.lowerBound)
        while left > 0 {
            let level = Int64.bitWidth - 1 - left.leadingZeroBitCount
            nodes.append(TreeNode(level: level, index: begin >> level))
            begin += 1 << level
            left -= 1 << level
        }
        return nodes
    }
}
