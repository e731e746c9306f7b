/// A JSON value that knows on which line of the file it began, so that a fault can be shown to whoever wrote the file.
package struct JSONNode: Sendable, Equatable {
    package indirect enum Value: Sendable, Equatable {
        case null
        case bool(Bool)
        case integer(Int64)
        case decimal(Double)
        case text(String)
        case list([JSONNode])
        /// In the order written; a name stands once.
        case object([Member])
    }

    package struct Member: Sendable, Equatable {
        package let name: String
        package let node: JSONNode

        package init(name: String, node: JSONNode) {
            self.name = name
            self.node = node
        }
    }

    /// From 1; 0 when the value was made by the program.
    package let line: Int
    package let value: Value

    package init(_ value: Value, line: Int = 0) {
        self.value = value
        self.line = line
    }

    package subscript(_ name: String) -> JSONNode? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.name == name }?.node
    }

    package var text: String? {
        guard case .text(let text) = value else { return nil }
        return text
    }

    package var integer: Int64? {
        guard case .integer(let number) = value else { return nil }
        return number
    }

    package var list: [JSONNode]? {
        guard case .list(let nodes) = value else { return nil }
        return nodes
    }

    /// One text for one value: names sorted, no space. What digests are taken of.
    package var canonicalText: String {
        var out = ""
        write(into: &out, indent: nil)
        return out
    }

    /// The members in the order in which they were put in, no space: what programs are answered with.
    package var orderedText: String {
        var out = ""
        write(into: &out, indent: nil, isSorted: false)
        return out
    }

    /// With line breaks, one member a line, as people edit it.
    package var indentedText: String {
        var out = ""
        write(into: &out, indent: 0)
        return out + "\n"
    }

    private func write(into out: inout String, indent: Int?, isSorted: Bool = true) {
        switch value {
        case .null: out += "null"
        case .bool(let flag): out += flag ? "true" : "false"
        case .integer(let number): out += String(number)
        case .decimal(let number): out += String(number)
        case .text(let text): JSONNode.quote(text, into: &out)
        case .list(let nodes):
            JSONNode.write(nodes, between: ("[", "]"), indent, into: &out) { node, out, inner in
                node.write(into: &out, indent: inner, isSorted: isSorted)
            }
        case .object(let members):
            let sorted = isSorted ? members.sorted { $0.name < $1.name } : members
            JSONNode.write(sorted, between: ("{", "}"), indent, into: &out) { member, out, inner in
                JSONNode.quote(member.name, into: &out)
                out += inner == nil ? ":" : ": "
                member.node.write(into: &out, indent: inner, isSorted: isSorted)
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
