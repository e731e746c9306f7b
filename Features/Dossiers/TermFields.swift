import Deadlines
import Web

/// The term that an officer states when the catalogue gives none, in the unit of the published decision.
enum TermFields {
    static let countMax = 365
    /// The units of `Term.code`, the usual one first.
    private static let units = ["wd", "h", "d", "mo"]

    static func fields(_ form: FormView, _ t: Strings, isLeg: Bool = false) -> HTML {
        """
        <div class="number-and-unit">
        \(form.text("term", label: t(isLeg ? "dossier.leg.term" : "dossier.term.ask"),
            hint: t(isLeg ? "dossier.leg.term.hint" : "dossier.term.ask.hint"), kind: .number, width: .short))
        \(form.select("term-unit", label: t("dossier.term.unit"),
            units.map { .init($0, t("dossier.term.unit.\($0)")) }, initial: "wd"))</div>
        """
    }

    /// Nil when no term was stated, or none that can be.
    static func typed(_ form: FormValues) -> Term? {
        guard let count = Int(form["term"]), (1...countMax).contains(count) else { return nil }
        let unit = form["term-unit"].isEmpty ? "wd" : form["term-unit"]
        return units.contains(unit) ? Term(code: "\(count)\(unit)") : nil
    }
}
