import Base
import Web

/// Something in a catalogue file that a person must look at: where, and what. A fault stops the import; a remark only
/// says what could not be understood and is therefore left unknown.
package struct CatalogueFault: Sendable, Equatable, CustomStringConvertible {
    /// From 1.
    package let line: Int
    /// `fee.amount_vnd`, `components[3].kind`; members of lists count from 1. Empty for the file as a whole.
    package let field: String
    /// The sentence is `catalogue.fault.<code>`.
    package let code: String
    package let arguments: [String: String]

    init(line: Int, field: String, _ code: String, _ arguments: [String: String] = [:]) {
        self.line = line
        self.field = field
        self.code = code
        self.arguments = arguments
    }

    /// `dòng 123, fee.amount_vnd: phải là số nguyên không âm`
    package func text(_ t: Strings) -> String {
        let sentence = t("catalogue.fault.\(code)", arguments)
        let place = field.isEmpty ? "catalogue.fault.line" : "catalogue.fault.place"
        return t(place, ["line": String(line), "field": field, "sentence": sentence])
    }

    package var description: String { text(CatalogueStrings.vietnamese) }
}

/// All faults of a file at once; never empty.
package struct CatalogueFaults: Error, Sendable, Equatable, CustomStringConvertible {
    package let faults: [CatalogueFault]

    package var description: String { faults.map(\.description).joined(separator: "\n") }
}
