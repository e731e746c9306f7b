/// Something in a file of external dossiers that a person must look at.
package struct ExternalFault: Sendable, Equatable {
    /// From 1.
    package let line: Int
    /// As the national portal names it: `MaHoSo`. Empty for the file as a whole.
    package let field: String
    /// The sentence is `external.fault.<code>`.
    package let code: String
    package let value: String

    init(_ line: Int, _ field: String, _ code: String, _ value: String = "") {
        self.line = line
        self.field = field
        self.code = code
        self.value = String(value.prefix(60))
    }
}

/// All faults of a file at once; never empty.
package struct ExternalFaults: Error, Sendable, Equatable {
    package let faults: [ExternalFault]
}
