/// What is filled into a template. A field that is empty prints a dotted line to be filled by hand.
package struct PaperValues: Sendable, Equatable {
    package var fields: [String: String]
    /// Rows by list; a row's fields are asked for as `list.field`.
    package var lists: [String: [[String: String]]]

    package init(fields: [String: String] = [:], lists: [String: [[String: String]]] = [:]) {
        self.fields = fields
        self.lists = lists
    }

    func value(_ name: String, row: (list: String, fields: [String: String])?) -> String {
        guard let row, name.hasPrefix("\(row.list).") else { return fields[name] ?? "" }
        return row.fields[String(name.dropFirst(row.list.count + 1))] ?? ""
    }

    /// Whether a field is filled, or a list has rows.
    func has(_ name: String, row: (list: String, fields: [String: String])?) -> Bool {
        !(lists[name]?.isEmpty ?? true) || !value(name, row: row).isEmpty
    }
}
