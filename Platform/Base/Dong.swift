/// An amount of Vietnamese money, in whole đồng.
package struct Dong: Hashable, Sendable, Comparable {
    package let amount: Int64

    package init(_ amount: Int64) { self.amount = amount }

    package static let zero = Dong(0)
    package static func < (left: Dong, right: Dong) -> Bool { left.amount < right.amount }
    package static func + (left: Dong, right: Dong) -> Dong { Dong(left.amount + right.amount) }

    /// `1.234.567 ₫`
    package var text: String { grouped(amount) + " ₫" }
}

/// A whole number with the Vietnamese thousands point: `1.234.567`.
package func grouped(_ number: some BinaryInteger) -> String {
    let digits = Array(String(number.magnitude))
    var out = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { out.append(".") }
        out.append(digit)
    }
    return out
}
