import Base

/// A sentence that a person must give: a reason, a note, a proposal.
enum Remark {
    static func checked(
        _ text: String, field: String, lengthMax: Int = DossierNote.lengthMax
    ) throws(Problem) -> String {
        let tidied = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { VietnameseText.tidied(String($0)) }.joined(separator: "\n")
            .trimmingPrefix { $0.isWhitespace }
        if tidied.allSatisfy(\.isWhitespace) { throw .invalid([FieldFault(field, "dossier.\(field)-missing")]) }
        if tidied.count > lengthMax { throw .invalid([FieldFault(field, "dossier.too-long", ["max": "\(lengthMax)"])]) }
        return String(tidied)
    }
}
