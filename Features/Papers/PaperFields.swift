/// The names that a template of a form may ask for: nothing else compiles into it.
package struct PaperFields: Sendable {
    package let names: Set<String>
    /// The fields of a row, by list.
    package let lists: [String: Set<String>]
    /// Whether the form is about one dossier: then it must carry its code as a bar code and a QR code.
    package let hasDossier: Bool

    func knows(_ name: String, in list: String?) -> Bool {
        if let list, name.hasPrefix("\(list).") {
            return lists[list]?.contains(String(name.dropFirst(list.count + 1))) ?? false
        }
        return names.contains(name)
    }

    private static let agency: Set<String> = ["agency", "centre", "place", "head-agency", "head-centre", "hotline"]
    private static let dossier: Set<String> = [
        "code", "lookup", "number", "date", "applicant", "applicant-id", "address", "phone", "email", "filer",
        "ground", "procedure", "field", "request", "officer", "received", "due", "resolver",
    ]

    package static func of(_ form: PaperForm) -> PaperFields {
        switch form {
        case .receipt:
            PaperFields(
                names: agency.union(dossier).union(["sets", "term", "return-place", "fee", "book", "sequence"]),
                lists: ["papers": ["index", "name", "form", "count"]], hasDossier: true)
        case .supplement:
            PaperFields(
                names: agency.union(dossier).union(["reason", "second", "override"]),
                lists: ["points": ["index", "text"]], hasDossier: true)
        case .refusal:
            PaperFields(names: agency.union(dossier).union(["reason", "at-intake"]), lists: [:], hasDossier: true)
        case .apology:
            PaperFields(
                names: agency.union(dossier).union(["reason", "old-due", "new-due", "is-late"]), lists: [:],
                hasDossier: true)
        case .stop:
            PaperFields(
                names: agency.union(dossier).union(["reason", "given-back", "requested"]), lists: [:],
                hasDossier: true)
        case .control:
            PaperFields(
                names: agency.union(dossier).union(["finished"]),
                lists: ["handovers": ["index", "holder", "given", "giver", "taken", "taker", "result", "note"]],
                hasDossier: true)
        case .register:
            PaperFields(
                names: agency.union(["period", "book", "printed", "count"]),
                lists: ["dossiers": [
                    "index", "code", "procedure", "sets", "applicant", "contact", "resolver", "received", "due",
                    "passed-on", "result-in", "result-out", "return-method", "note",
                ]], hasDossier: false)
        }
    }
}
