import Synchronization

/// Numbers about the running process, in the text form that Prometheus reads. Labels must have few values: a route's
/// pattern, never an address or a person.
package final class Metrics: Sendable {
    package typealias Labels = [(String, String)]

    private enum Family {
        case counter([String: Double])
        case gauge([String: Double])
        case histogram([String: Histogram])
    }

    private struct Histogram {
        var counts = [Int](repeating: 0, count: Metrics.bucketSeconds.count)
        var sum = 0.0
        var count = 0
    }

    /// Upper bounds of the histogram's buckets.
    static let bucketSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    /// Label sets of one name; more are counted together under `other`, so that nothing can fill the memory.
    static let seriesMax = 2000

    private let families = Mutex<[String: Family]>([:])

    package init() {}

    /// Adds to a counter, which only rises.
    package func count(_ name: String, _ labels: Labels = [], by amount: Double = 1) {
        families.withLock { families in
            guard case .counter(var series) = families[name, default: .counter([:])] else { return }
            families[name] = nil
            series[Self.key(labels, in: series), default: 0] += amount
            families[name] = .counter(series)
        }
    }

    /// Sets a gauge, which rises and falls.
    package func set(_ name: String, _ labels: Labels = [], to value: Double) {
        change(name, labels) { _ in value }
    }

    package func add(_ name: String, _ labels: Labels = [], by amount: Double) {
        change(name, labels) { $0 + amount }
    }

    /// Notes how long something took.
    package func observe(_ name: String, _ labels: Labels = [], seconds: Double) {
        families.withLock { families in
            guard case .histogram(var series) = families[name, default: .histogram([:])] else { return }
            families[name] = nil
            var histogram = series[Self.key(labels, in: series)] ?? Histogram()
            if let bucket = Self.bucketSeconds.firstIndex(where: { seconds <= $0 }) { histogram.counts[bucket] += 1 }
            histogram.sum += seconds
            histogram.count += 1
            series[Self.key(labels, in: series)] = histogram
            families[name] = .histogram(series)
        }
    }

    /// Everything, in the order of names.
    package var text: String {
        let families = families.withLock { $0 }
        return families.sorted { $0.key < $1.key }.map { name, family in
            switch family {
            case .counter(let series): "# TYPE \(name) counter\n" + Self.lines(name, series)
            case .gauge(let series): "# TYPE \(name) gauge\n" + Self.lines(name, series)
            case .histogram(let series): "# TYPE \(name) histogram\n" + Self.lines(name, series)
            }
        }.joined()
    }

    private func change(_ name: String, _ labels: Labels, _ body: (Double) -> Double) {
        families.withLock { families in
            guard case .gauge(var series) = families[name, default: .gauge([:])] else { return }
            families[name] = nil
            let key = Self.key(labels, in: series)
            series[key] = body(series[key] ?? 0)
            families[name] = .gauge(series)
        }
    }

    private static func key(_ labels: Labels, in series: [String: some Any]) -> String {
        let key = labels.map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
        return series[key] != nil || series.count < seriesMax ? key : "other=\"true\""
    }

    private static func escaped(_ value: String) -> String {
        let isPlain = value.utf8.allSatisfy { ![UInt8(ascii: "\\"), UInt8(ascii: "\""), 10].contains($0) }
        if isPlain { return value }
        return value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func lines(_ name: String, _ series: [String: Double]) -> String {
        series.sorted { $0.key < $1.key }.map { key, value in
            "\(name)\(key.isEmpty ? "" : "{\(key)}") \(number(value))\n"
        }.joined()
    }

    private static func lines(_ name: String, _ series: [String: Histogram]) -> String {
        series.sorted { $0.key < $1.key }.map { key, histogram in
            let comma = key.isEmpty ? "" : ","
            var total = 0
            var out = ""
            for (bound, count) in zip(bucketSeconds, histogram.counts) {
                total += count
                out += "\(name)_bucket{\(key)\(comma)le=\"\(number(bound))\"} \(total)\n"
            }
            let labels = key.isEmpty ? "" : "{\(key)}"
            return out + """
                \(name)_bucket{\(key)\(comma)le="+Inf"} \(histogram.count)
                \(name)_sum\(labels) \(number(histogram.sum))
                \(name)_count\(labels) \(histogram.count)

                """
        }.joined()
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}
