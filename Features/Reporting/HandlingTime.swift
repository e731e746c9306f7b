import Base

/// How long a dossier took from its acceptance to its result: time by the clock, nights and free days included, because
/// that is how long the person waited; less the time during which the person had to supplement.
///
/// Kept in whole hours up to ten days and in whole days beyond, rounded up: medians and percentiles are exact to that.
package struct HandlingTime: Sendable, Hashable, Comparable {
    static let hoursExactMax = 240

    package let hours: Int

    package init(hours: Int) { self.hours = hours }

    init(microseconds: Int64) {
        let hours = Int((max(0, microseconds) + 3_599_999_999) / 3_600_000_000)
        self.hours = hours <= Self.hoursExactMax ? hours : (hours + 23) / 24 * 24
    }

    package static func < (left: HandlingTime, right: HandlingTime) -> Bool { left.hours < right.hours }
}

/// How many dossiers took how long.
package struct HandlingTimes: Sendable, Equatable {
    private var dossiers: [HandlingTime: Int] = [:]

    package init() {}

    package var count: Int { dossiers.values.reduce(0, +) }

    package mutating func add(_ time: HandlingTime, _ count: Int) { dossiers[time, default: 0] += count }

    package static func += (left: inout HandlingTimes, right: HandlingTimes) {
        for (time, count) in right.dossiers { left.add(time, count) }
    }

    package var median: HandlingTime? { percentile(50) }

    /// The time within which `share` percent of the dossiers were done (nearest rank); nil for none.
    package func percentile(_ share: Int) -> HandlingTime? {
        let rank = (count * share + 99) / 100
        var passed = 0
        for (time, count) in dossiers.sorted(by: { $0.key < $1.key }) {
            passed += count
            if passed >= max(1, rank) { return time }
        }
        return nil
    }
}
