import Base
import Testing

@testable import Proof

/// The plain definition of RFC 9162, section 2.1.1, to compare with.
private func plainRoot(_ leaves: ArraySlice<TreeHash>) -> TreeHash {
    guard leaves.count > 1 else { return leaves.first ?? .empty }
    var width = 1
    while width * 2 < leaves.count { width *= 2 }
    let middle = leaves.startIndex + width
    return .node(plainRoot(leaves[..<middle]), plainRoot(leaves[middle...]))
}

/// A tree in memory that keeps what an installation keeps: the leaves and every eighth level.
private final class MemoryTree {
    private let kept: [Int: [TreeHash]]
    let root: TreeHash

    init(_ leaves: some Collection<TreeHash>) {
        var (kept, edge) = ([0: Array(leaves)], TreeEdge())
        for leaf in leaves {
            edge.add(leaf) { node, hash in
                if TileShelf.keeps(node.level) { kept[node.level, default: []].append(hash) }
            }
        }
        self.kept = kept
        root = edge.root
    }

    func read(_ level: Int, _ from: Int64, _ count: Int) -> [TreeHash] {
        let all = kept[level] ?? []
        return Array(all[min(Int(from), all.count)..<min(Int(from) + count, all.count)])
    }

    var shelf: TileShelf { TileShelf(read: read) }
}

private func leaves(_ count: Int) -> [TreeHash] { (0..<count).map { .leaf(Array("leaf \($0)".utf8)) } }

@Suite struct TreeTests {
    /// The leaves and roots of the test vectors that Certificate Transparency's own programs carry.
    private static let known: [(leaf: String, root: String)] = [
        ("", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
        ("00", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"),
        ("10", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"),
        ("2021", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        ("3031", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"),
        ("40414243", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"),
        ("5051525354555657", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"),
        ("606162636465666768696a6b6c6d6e6f", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
    ]

    @Test func `the known vectors of Certificate Transparency come out`() throws {
        #expect(TreeEdge().root.hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        var edge = TreeEdge()
        for (leaf, root) in Self.known {
            edge.add(.leaf(try #require(Hex.bytes(leaf))))
            #expect(edge.root.hex == root)
        }
    }

    @Test func `the edge has the root of the plain definition at every size, also when it is taken up again`() throws {
        let all = leaves(700)
        var edge = TreeEdge()
        let tree = MemoryTree(all)
        for size in 0...all.count {
            #expect(edge.root == plainRoot(all[..<size]), "of \(size)")
            if size % 37 == 0 || size > 690 {
                var shelf = MemoryTree(all[..<size]).shelf
                #expect(try TreeEdge(size: Int64(size), of: &shelf) == edge)
            }
            if size < all.count { edge.add(all[size]) }
        }
        #expect(tree.root == edge.root)
    }

    @Test func `every leaf of every tree proves, and only at its place, in its tree`() throws {
        let all = leaves(66)
        for size in 1...all.count {
            let tree = MemoryTree(all[..<size])
            var shelf = tree.shelf
            for index in 0..<size {
                let proof = try InclusionProof(of: Int64(index), in: Int64(size), from: &shelf)
                #expect(proof.holds(all[index], in: tree.root))
                #expect(proof.path.count <= Int64.bitWidth - (size - 1).leadingZeroBitCount)
                let wrong = (0..<size).first { other in
                    other != index && (proof.holds(all[other], in: tree.root)
                        || InclusionProof(index: Int64(other), size: Int64(size), path: proof.path)
                            .holds(all[index], in: tree.root))
                }
                #expect(wrong == nil)
            }
        }
    }

    @Test func `any changed byte of leaf, root or path fails, and a path that is longer or shorter`() throws {
        let all = leaves(600)
        let tree = MemoryTree(all)
        var (shelf, random) = (tree.shelf, SeededRandom(seed: 9162))
        for _ in 0..<25 {
            let index = Int.random(in: 0..<all.count, using: &random)
            let proof = try InclusionProof(of: Int64(index), in: 600, from: &shelf)
            let root = tree.root
            #expect(proof.holds(all[index], in: root))
            for byte in 0..<TreeHash.byteCount {
                #expect(!proof.holds(all[index].changed(at: byte), in: root))
                #expect(!proof.holds(all[index], in: root.changed(at: byte)))
                let wrong = proof.path.indices.first { step in
                    var path = proof.path
                    path[step] = path[step].changed(at: byte)
                    return InclusionProof(index: proof.index, size: 600, path: path).holds(all[index], in: root)
                }
                #expect(wrong == nil)
            }
            let wrong = [Array(proof.path.dropLast()), proof.path + [root], Array(proof.path.reversed()), []]
            for path in wrong {
                #expect(!InclusionProof(index: proof.index, size: 600, path: path).holds(all[index], in: root))
            }
        }
    }

    @Test func `a place or a size that cannot be fails without a trap`() throws {
        let leaf = leaves(1)[0]
        let numbers = [Int64.min, -1, 0, 1, 2, Int64.max - 1, Int64.max]
        for index in numbers {
            for size in numbers where !(index == 0 && size == 1) {
                #expect(!InclusionProof(index: index, size: size, path: []).holds(leaf, in: leaf))
                _ = InclusionProof(index: index, size: size, path: leaves(70)).holds(leaf, in: leaf)
                #expect(!ConsistencyProof(first: index, second: size, path: leaves(70)).holds(from: leaf, to: leaf))
            }
        }
        #expect(InclusionProof(index: 0, size: 1, path: []).holds(leaf, in: leaf))
    }

    @Test func `every earlier tree is shown to be the beginning of every later one`() throws {
        let all = leaves(70)
        let roots = (0...all.count).map { plainRoot(all[..<$0]) }
        for second in 1...all.count {
            var shelf = MemoryTree(all[..<second]).shelf
            for first in 1...second {
                let proof = try ConsistencyProof(from: Int64(first), to: Int64(second), from: &shelf)
                #expect(proof.holds(from: roots[first], to: roots[second]), "\(first) to \(second)")
                guard first < second else { continue }
                #expect(!proof.holds(from: roots[first].changed(at: first % 32), to: roots[second]))
                #expect(!proof.holds(from: roots[first], to: roots[second].changed(at: second % 32)))
                #expect(!proof.holds(from: roots[first - 1], to: roots[second]))
                for step in proof.path.indices {
                    var path = proof.path
                    path[step] = path[step].changed(at: step)
                    #expect(!ConsistencyProof(first: proof.first, second: proof.second, path: path)
                        .holds(from: roots[first], to: roots[second]))
                }
            }
        }
    }

    @Test func `among a hundred thousand leaves a proof reads few tiles`() throws {
        let all = leaves(100_000)
        let tree = MemoryTree(all)
        var reads = 0
        var shelf = TileShelf { level, from, count in
            reads += 1
            return tree.read(level, from, count)
        }
        let proof = try InclusionProof(of: 12_345, in: 100_000, from: &shelf)
        #expect(proof.holds(all[12_345], in: tree.root))
        #expect(proof.path.count == 17)
        #expect(reads <= 6)
        let consistency = try ConsistencyProof(from: 65_537, to: 100_000, from: &shelf)
        var early = TreeEdge()
        for leaf in all[..<65_537] { early.add(leaf) }
        #expect(consistency.holds(from: early.root, to: tree.root))
        #expect(reads <= 12)
    }

    @Test func `a subtree that is not there is said`() throws {
        var shelf = TileShelf { _, _, _ in [] }
        #expect(throws: TreeGap(node: TreeNode(level: 1, index: 0))) {
            try InclusionProof(of: 2, in: 4, from: &shelf)
        }
    }
}

extension TreeHash {
    fileprivate func changed(at place: Int) -> TreeHash {
        var bytes = bytes
        bytes[place] ^= 1
        return TreeHash(bytes: bytes) ?? .empty
    }
}
