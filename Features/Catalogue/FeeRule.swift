import Base

/// How the fee of a procedure is counted (cách tính phí, lệ phí). The published record gives one amount; what it is an
/// amount for stands in the circular. Pure: values in, a bill out.
package enum FeeRule: Sendable, Equatable {
    /// One amount for the case, however many papers; zero is free.
    case fixed(Dong)
    /// So much for each copy that is issued.
    case byCopy(Dong)
    /// So much for each page of the original, and for each copy made of it.
    case byPage(PagePrice)
    /// Set by the provincial council, or not published: somebody must say it.
    case unknown

    /// Prices by the page of the original: the first pages cost more, one copy never costs more than the cap.
    package struct PagePrice: Sendable, Equatable {
        package let first: Dong
        package let firstPages: Int
        package let further: Dong
        package let capPerCopy: Dong

        package func perCopy(pages: Int) -> Dong {
            let dear = Int64(min(pages, firstPages)), cheap = Int64(max(0, pages - firstPages))
            return min(capPerCopy, Dong(first.amount * dear + further.amount * cheap))
        }
    }
}

/// A fee with how it came about.
package struct FeeBill: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        package let pages: Int
        package let copies: Int
        package let perCopy: Dong
        /// The cap for one copy was reached.
        package let isCapped: Bool
        package let sum: Dong
    }

    package let total: Dong
    /// One for each original; empty for a fixed fee.
    package let lines: [Line]
}

extension FeeRule {
    /// Whether pages or copies must be asked for.
    package var isCounted: Bool {
        switch self {
        case .byCopy, .byPage: true
        case .fixed, .unknown: false
        }
    }

    /// The bill. A counted fee without a count is that of one copy of one page, the least it can be.
    /// - Returns: nil where the rule is unknown.
    package func bill(for count: FeeCount?) -> FeeBill? {
        switch self {
        case .unknown: nil
        case .fixed(let amount): FeeBill(total: amount, lines: [])
        case .byCopy(let price): bill(count) { _ in (price, false) }
        case .byPage(let price): bill(count) { pages in
            let perCopy = price.perCopy(pages: pages)
            return (perCopy, perCopy == price.capPerCopy)
        }
        }
    }

    private func bill(_ count: FeeCount?, perCopy: (Int) -> (Dong, Bool)) -> FeeBill {
        let originals = count?.originals ?? [FeeCount.Original(pages: 1, copies: 1)]
        let lines = originals.map { original -> FeeBill.Line in
            let (price, isCapped) = perCopy(original.pages)
            return FeeBill.Line(pages: original.pages, copies: original.copies, perCopy: price, isCapped: isCapped,
                sum: Dong(price.amount * Int64(original.copies)))
        }
        return FeeBill(total: lines.reduce(.zero) { $0 + $1.sum }, lines: lines)
    }
}

extension Procedure {
    /// Certified copies are paid by the page of the original: 2,000 for pages 1 and 2, 1,000 from page 3 on, at most
    /// 200,000 a copy (TT 226/2016/TT-BTC, article 4; handbook 7.1).
    private static let certifiedCopies: Set<String> = ["2.000815", "2.000942"]
    /// Extracts of civil status are paid by the copy (TT 281/2016/TT-BTC, article 4).
    private static let civilStatusExtracts: Set<String> = ["2.000635"]

    /// How the fee is counted for somebody who files by this channel.
    package func feeRule(for channel: Channel) -> FeeRule {
        guard let amount = fee.amount(for: channel), !(amount == .zero && fee.isSetByProvince) else { return .unknown }
        if amount == .zero { return .fixed(amount) }
        if Self.certifiedCopies.contains(code) {
            return .byPage(FeeRule.PagePrice(first: amount, firstPages: 2, further: Dong(1000),
                capPerCopy: Dong(200_000)))
        }
        return Self.civilStatusExtracts.contains(code) ? .byCopy(amount) : .fixed(amount)
    }
}
