/// A table with columns whose texts are sealed (cột mã hoá), declared by the store that owns it: what a change of keys
/// goes over, and what is sealed when keys come to data that had none.
package struct SealedTable: Sendable {
    package struct Column: Sendable {
        package let name: String
        /// The column of its blind codes, `…_index`; nil where nobody looks for it.
        package let index: String?

        package init(_ name: String, index: String? = nil) {
            self.name = name
            self.index = index
        }
    }

    package let name: String
    /// The columns that name a row, in the order of an index.
    package let key: [String]
    package let columns: [Column]

    package init(_ name: String, key: [String], _ columns: [Column]) {
        self.name = name
        self.key = key
        self.columns = columns
    }
}
