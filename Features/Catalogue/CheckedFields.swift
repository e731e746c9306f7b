import Base

/// Reads members of JSON objects by name and type and keeps the faults and remarks met on the way. A missing member and
/// a null one are the same: unknown.
struct CheckedFields {
    private(set) var faults: [CatalogueFault] = []
    private(set) var remarks: [CatalogueFault] = []

    mutating func fault(_ node: JSONNode, _ field: String, _ code: String, _ arguments: [String: String] = [:]) {
        faults.append(CatalogueFault(line: node.line, field: field, code, arguments))
    }

    mutating func remark(_ node: JSONNode, _ field: String, _ code: String, _ arguments: [String: String] = [:]) {
        remarks.append(CatalogueFault(line: node.line, field: field, code, arguments))
    }

    /// A text that must be there; the empty text after a fault.
    mutating func text(_ object: JSONNode, _ key: String, at place: String? = nil, max: Int = 500) -> String {
        let before = faults.count
        if let text = optionalText(object, key, at: place, max: max), !text.isEmpty { return text }
        if faults.count == before { fault(object[key] ?? object, place ?? key, "missing") }
        return ""
    }

    mutating func optionalText(_ object: JSONNode, _ key: String, at place: String? = nil, max: Int = 500) -> String? {
        guard let node = present(object, key) else { return nil }
        guard let text = node.text.map(VietnameseText.tidied) else {
            fault(node, place ?? key, "text")
            return nil
        }
        guard text.count <= max else {
            fault(node, place ?? key, "long", ["max": String(max)])
            return nil
        }
        return text.isEmpty ? nil : text
    }

    mutating func flag(_ object: JSONNode, _ key: String) -> Bool {
        guard let node = present(object, key) else { return false }
        guard case .bool(let flag) = node.value else {
            fault(node, key, "flag")
            return false
        }
        return flag
    }

    /// A whole number from 0 to `max`, or nil.
    mutating func number(_ object: JSONNode, _ key: String, at place: String, max: Int) -> Int? {
        guard let node = present(object, key) else { return nil }
        guard let number = node.integer, number >= 0 else {
            fault(node, place, "number")
            return nil
        }
        guard number <= Int64(max) else {
            fault(node, place, "large", ["max": grouped(max)])
            return nil
        }
        return Int(number)
    }

    /// A number that need not be whole, from 0 to 10,000.
    mutating func decimal(_ object: JSONNode, _ key: String, at place: String) -> Double? {
        guard let node = present(object, key) else { return nil }
        let number: Double? = switch node.value {
        case .integer(let whole): Double(whole)
        case .decimal(let decimal): decimal
        case .null, .bool, .text, .list, .object: nil
        }
        guard let number, (0...10_000).contains(number) else {
            fault(node, place, "number")
            return nil
        }
        return number
    }

    mutating func object(_ object: JSONNode, _ key: String, at place: String? = nil) -> JSONNode? {
        guard let node = present(object, key) else { return nil }
        guard case .object = node.value else {
            fault(node, place ?? key, "object")
            return nil
        }
        return node
    }

    mutating func list(_ object: JSONNode, _ key: String, required: Bool = false) -> [JSONNode] {
        guard let node = present(object, key) else {
            if required { fault(object[key] ?? object, key, "missing") }
            return []
        }
        guard let items = node.list, items.count <= CatalogueLimits.listMax else {
            fault(node, key, "list", ["max": String(CatalogueLimits.listMax)])
            return []
        }
        return items
    }

    mutating func objects(_ object: JSONNode, _ key: String) -> [JSONNode] {
        list(object, key).enumerated().filter { index, item in
            if case .object = item.value { return true }
            fault(item, "\(key)[\(index + 1)]", "object")
            return false
        }.map(\.element)
    }

    mutating func texts(_ object: JSONNode, _ key: String) -> [String] {
        list(object, key).enumerated().compactMap { index, item in
            let text = item.text.map(VietnameseText.tidied) ?? ""
            if text.isEmpty || text.count > CatalogueLimits.textMax { fault(item, "\(key)[\(index + 1)]", "text") }
            return text.isEmpty ? nil : text
        }
    }

    private func present(_ object: JSONNode, _ key: String) -> JSONNode? {
        guard let node = object[key], node.value != .null else { return nil }
        return node
    }
}

/// The limits of this feature.
enum CatalogueLimits {
    /// A file of the whole national catalogue is about 30 MB; one commune's about 1 MB.
    static let fileBytesMax = 32_000_000
    static let recordsMax = 20_000
    static let nameMax = 2000
    static let textMax = 20_000
    static let listMax = 500
    /// Ten years, in days.
    static let timeMax = 3650
    static let amountMax = 1_000_000_000_000
    static let sheetsMax = 99
    /// Letters of a search; the rest is not looked at.
    static let queryMax = 200
    static let suggestionsMax = 8
    static let resultsMax = 200
    static let resultsPerPage = 20
    static let synonymsMax = 5000
}
