/// What a fee by page or copy is counted from: for each original its pages, and how many copies are made of it.
package struct FeeCount: Sendable, Equatable {
    package struct Original: Sendable, Equatable {
        package let pages: Int
        package let copies: Int

        package init(pages: Int, copies: Int) {
            self.pages = pages
            self.copies = copies
        }
    }

    package static let originalsMax = 20
    package static let pagesRange = 1...2000
    package static let copiesRange = 1...500

    /// At least one, at most `originalsMax`, each within the ranges.
    package let originals: [Original]

    /// - Returns: nil for what nobody brings to a counter.
    package init?(_ originals: [Original]) {
        guard (1...Self.originalsMax).contains(originals.count), originals.allSatisfy({
            Self.pagesRange.contains($0.pages) && Self.copiesRange.contains($0.copies)
        })
        else { return nil }
        self.originals = originals
    }

    /// So many copies of one page each: for fees by the copy alone.
    package init?(copies: Int) { self.init([Original(pages: 1, copies: copies)]) }

    package var copies: Int { originals.reduce(0) { $0 + $1.copies } }

    /// The short form of tables: `5x2 10x1`, pages by copies.
    package var code: String { originals.map { "\($0.pages)x\($0.copies)" }.joined(separator: " ") }

    /// Reads the short form; nil for anything else.
    package init?(code: String) {
        var originals: [Original] = []
        for part in code.split(separator: " ") {
            let numbers = part.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
            guard numbers.count == 2, let pages = numbers[0], let copies = numbers[1] else { return nil }
            originals.append(Original(pages: pages, copies: copies))
        }
        self.init(originals)
    }
}
