import Base

/// Cuts a whole into exact parts: the parts add up to the whole whatever the weights are (largest remainder; the first
/// of equals wins).
enum Shares {
    /// - Precondition: no weight is negative, and one is more than nothing unless the whole is nothing.
    static func cut(_ whole: Int, by weights: [Int]) -> [Int] {
        let sum = weights.reduce(0, +)
        precondition(whole == 0 || sum > 0, "\(whole) cannot be cut by no weight")
        guard whole > 0 else { return weights.map { _ in 0 } }
        var parts = weights.map { whole * $0 / sum }
        let rest = whole - parts.reduce(0, +)
        let order = weights.indices.sorted { one, other in
            let (left, right) = (whole * weights[one] % sum, whole * weights[other] % sum)
            return left == right ? one < other : left > right
        }
        for place in order.prefix(rest) { parts[place] += 1 }
        return parts
    }

    /// From this many on, a rare case is kept in a smaller whole.
    private static let wholeWithRareCases = 20

    /// A part of a smaller whole: what there was at all stays there at all, unless the whole becomes tiny.
    static func scaled(_ part: Int, of whole: Int, to smaller: Int) -> Int {
        guard part > 0, whole > 0, smaller > 0 else { return 0 }
        return max(smaller < wholeWithRareCases ? 0 : 1, (part * smaller + whole / 2) / whole)
    }
}
