/// Finds the hash of any whole subtree among millions of leaves by reading few: beside the leaves only every eighth
/// level is kept, one hash for 256 below it. What lies between is made anew from the 256 of one tile, read once.
///
/// Keeping every level would double the rows of the journal; keeping none would read it whole for each proof.
package struct TileShelf {
    /// Levels a tile is high: 256 hashes at its foot.
    package static let height = 8
    private static let width: Int64 = 1 << height

    /// Reads hashes of one kept level (0, 8, 16 …), from a place on, in order: fewer where the tree ends.
    package typealias Read = (_ level: Int, _ from: Int64, _ count: Int) throws -> [TreeHash]

    private let read: Read
    /// Each tile from its foot upwards.
    private var tiles: [TreeNode: [[TreeHash]]] = [:]

    package init(read: @escaping Read) { self.read = read }

    /// Whether a subtree of this level is kept, so that it must be written when it is whole.
    package static func keeps(_ level: Int) -> Bool { level > 0 && level % height == 0 }

    /// - Throws: `TreeGap` when the tree has no such subtree, and what `read` throws.
    package mutating func hash(of node: TreeNode) throws -> TreeHash {
        let foot = node.level / Self.height * Self.height
        let rise = node.level - foot
        let place = TreeNode(level: foot, index: (node.index << rise) / Self.width)
        if tiles[place] == nil {
            tiles[place] = Self.storeys(try read(foot, place.index * Self.width, Int(Self.width)))
        }
        let offset = Int(node.index - place.index * (Self.width >> rise))
        guard let storeys = tiles[place], rise < storeys.count, offset < storeys[rise].count else {
            throw TreeGap(node: node)
        }
        return storeys[rise][offset]
    }

    private static func storeys(_ foot: [TreeHash]) -> [[TreeHash]] {
        var storeys = [foot]
        while storeys.count < height, let last = storeys.last, last.count > 1 {
            storeys.append(stride(from: 0, to: last.count - 1, by: 2).map { .node(last[$0], last[$0 + 1]) })
        }
        return storeys
    }
}

/// A proof asks for a subtree that is not there: the journal or the kept hashes have lost something.
package struct TreeGap: Error, Equatable {
    package let node: TreeNode
}
