/// Shows that an earlier tree is the beginning of a later one: nothing in it was changed, taken out or put in between
/// (RFC 9162, section 2.1.4).
package struct ConsistencyProof: Sendable, Equatable {
    /// Leaves of the earlier and of the later tree.
    package let first: Int64
    package let second: Int64
    package let path: [TreeHash]

    /// As it was received: whether it is good, `holds` says.
    package init(first: Int64, second: Int64, path: [TreeHash]) {
        self.first = first
        self.second = second
        self.path = path
    }

    /// - Precondition: `0 < first <= second`.
    /// - Throws: `TreeGap`, and what the shelf's reading throws.
    package init(from first: Int64, to second: Int64, from shelf: inout TileShelf) throws {
        precondition(0 < first && first <= second, "the earlier tree has leaves, the later one as many at least")
        var path: [TreeHash] = []
        var range = 0..<second
        // Down to where the earlier tree ends: a whole subtree, and at the left edge the earlier tree itself.
        while range.upperBound != first {
            let middle = range.middle
            let isLeft = first <= middle
            path.append(try shelf.root(of: isLeft ? middle..<range.upperBound : range.lowerBound..<middle))
            range = isLeft ? range.lowerBound..<middle : middle..<range.upperBound
        }
        if range.lowerBound > 0 { path.append(try shelf.root(of: range)) }
        self.init(first: first, second: second, path: path.reversed())
    }

    /// Whether it leads to both roots (RFC 9162, section 2.1.4.2).
    package func holds(from firstRoot: TreeHash, to secondRoot: TreeHash) -> Bool {
        guard 0 < first, first <= second else { return false }
        guard first < second else { return path.isEmpty && firstRoot == secondRoot }
        // The earlier tree is a subtree of the later one: it is the proof's first hash, and need not be told.
        var rest = first & (first - 1) == 0 ? [firstRoot] + path : path
        guard !rest.isEmpty else { return false }
        var (place, last) = (first - 1, second - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var (early, late) = (rest[0], rest[0])
        rest.removeFirst()
        for step in rest {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                (early, late) = (.node(step, early), .node(step, late))
                while place & 1 == 0, place > 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                late = .node(late, step)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        return last == 0 && early == firstRoot && late == secondRoot
    }
}
