import Base

/// A JSON value that knows on which line of the file it began, so that a fault can be shown to whoever wrote the file.
struct JSONNode: Sendable, Equatable {
    indirect enum Value: Sendable, Equatable {
        case null
        case bool(Bool)
        case integer(Int64)
        case decimal(Double)
        case text(String)
        case list([JSONNode])
        /// In the order written; a name stands once.
        case object([Member])
    }

    struct Member: Sendable, Equatable {
        let name: String
        let node: JSONNode
    }

    /// From 1; 0 when the value was made by the program.
    let line: Int
    let value: Value

    init(_ value: Value, line: Int = 0) {
        self.value = value
        self.line = line
    }

    subscript(_ name: String) -> JSONNode? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.name == name }?.node
    }

    var text: String? {
        guard case .text(let text) = value else { return nil }
        return text
    }

    var integer: Int64? {
        guard case .integer(let number) = value else { return nil }
        return number
    }

    var list: [JSONNode]? {
        guard case .list(let nodes) = value else { return nil }
        return nodes
    }

    /// One text for one value: names sorted, no space. What digests are taken of.
    var canonicalText: String {
        var out = ""
        write(into: &out, indent: nil)
        return out
    }

    /// With line breaks, one member a line, as people edit it.
    var indentedText: String {
        var out = ""
        write(into: &out, indent: 0)
        return out + "\n"
    }

    private func write(into out: inout String, indent: Int?) {
        switch value {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .integer(let number): out += String(number)
        case .decimal(let number): out += String(number)
        case .text(let text): JSONNode.quote(text, into: &out)
        case .list(let nodes):
            JSONNode.write(nodes, between: ("[", "]"), indent, into: &out) { node, out, inner in
                node.write(into: &out, indent: inner)
            }
        case .object(let members):
            let sorted = members.sorted { $0.name < $1.name }
            JSONNode.write(sorted, between: ("{", "}"), indent, into: &out) { member, out, inner in
                JSONNode.quote(member.name, into: &out)
                out += inner == nil ? ":" : ": "
                member.node.write(into: &out, indent: inner)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item], between ends: (String, String), _ indent: Int?, into out: inout String,
        _ write: (Item, inout String, Int?) -> Void
    ) {
        out += ends.0
        for (index, item) in items.enumerated() {
            if index > 0 { out += "," }
            if let indent { out += "\n" + String(repeating: " ", count: indent + 1) }
            write(item, &out, indent.map { $0 + 1 })
        }
        if let indent, !items.isEmpty { out += "\n" + String(repeating: " ", count: indent) }
        out += ends.1
    }

    private static func quote(_ text: String, into out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\u{0}"..<" ": out += "\\u00" + Hex.text([UInt8(scalar.value)])
            default: out.unicodeScalars.append(scalar)
            }
        }
        out += "\""
    }
}
