import Testing

@testable import Simulation

@Suite struct SharesTests {
    struct Case: Sendable {
        let whole: Int
        let weights: [Int]
        let parts: [Int]

        init(_ whole: Int, _ weights: [Int], _ parts: [Int]) {
            self.whole = whole
            self.weights = weights
            self.parts = parts
        }
    }

    @Test(arguments: [
        Case(10, [1, 1, 1], [4, 3, 3]), Case(0, [3, 5], [0, 0]), Case(7, [0, 1], [0, 7]), Case(0, [], []),
        Case(100, [1, 2, 97], [1, 2, 97]), Case(5, [1, 2, 97], [0, 0, 5]), Case(2517, [2339, 178], [2339, 178]),
        Case(3, [1, 1, 1, 1], [1, 1, 1, 0]),
    ])
    func `parts are as near to their weights as whole numbers can be`(example: Case) {
        #expect(Shares.cut(example.whole, by: example.weights) == example.parts)
    }

    @Test func `whatever the weights are, the parts add up`() {
        for whole in [0, 1, 7, 99, 1545, 11_000] {
            for weights in [[1], [3, 1, 4, 1, 5], [0, 0, 2], Array(1...40)] {
                #expect(Shares.cut(whole, by: weights).reduce(0, +) == whole)
            }
        }
    }

    @Test(arguments: [
        (2, 2517, 2517, 2), (2, 2517, 40, 1), (0, 2517, 40, 0), (2, 2517, 0, 0), (24, 3366, 1683, 12), (4, 31, 1, 0),
    ])
    func `what there was at all is still there in a smaller season`(part: Int, whole: Int, smaller: Int, scaled: Int) {
        #expect(Shares.scaled(part, of: whole, to: smaller) == scaled)
    }
}
