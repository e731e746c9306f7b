import Base

/// A sentence that a person must give: a reason, a note, a proposal.
enum Remark {
    /// - Parameter faults: what is wrong with the form already, told together with this.
    static func checked(
        _ text: String, field: String, lengthMax: Int = DossierNote.lengthMax, beside faults: [FieldFault] = []
    ) throws(Problem) -> String {
        var faults = faults
        let checked = checked(text, field: field, lengthMax: lengthMax, into: &faults)
        guard faults.isEmpty else { throw .invalid(faults) }
        return checked
    }

    /// For forms of several fields: the fault is kept with the others.
    static func checked(
        _ text: String, field: String, lengthMax: Int = DossierNote.lengthMax, into faults: inout [FieldFault]
    ) -> String {
        let tidied = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { VietnameseText.tidied(String($0)) }.joined(separator: "\n")
            .trimmingPrefix { $0.isWhitespace }
        if tidied.allSatisfy(\.isWhitespace) { faults.append(FieldFault(field, "dossier.\(field)-missing")) }
        if tidied.count > lengthMax { faults.append(FieldFault(field, "dossier.too-long", ["max": "\(lengthMax)"])) }
        return String(tidied)
    }
}
