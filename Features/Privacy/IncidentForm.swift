import Base
import Web

/// The fields of an incident, drawn and read.
enum IncidentForm {
    /// - Throws: `invalid-form` for what is no date or time; the rest is the deed's to check.
    static func typed(_ form: FormValues, before: IncidentFacts? = nil) throws(Problem) -> IncidentFacts {
        var faults: [FieldFault] = []
        let kind = Incident.Kind(rawValue: form["kind"])
        if kind == nil { faults.append(FieldFault("kind", "privacy.incident-kind")) }
        var found = before?.foundAt
        if before == nil {
            if case .date(let day) = form.date("found"), let time = time(form["time"]) {
                found = Instant(day, time)
            } else {
                faults.append(FieldFault("found", "privacy.incident-found"))
            }
        }
        func day(_ field: String) -> LocalDate? {
            switch form.date(field) {
            case .none: return nil
            case .wrong:
                faults.append(FieldFault(field, "privacy.incident-day"))
                return nil
            case .date(let day): return day
            }
        }
        let (from, through) = (day("from"), day("through"))
        guard faults.isEmpty, let kind, let found else { throw .invalid(faults) }
        return IncidentFacts(
            kind: kind, foundAt: found, description: form["description"], consequences: form["consequences"],
            measures: form["measures"], login: form["login"], address: form["address"], from: from, through: through)
    }

    /// `9:05` or `09:05`.
    private static func time(_ text: String) -> LocalTime? {
        let parts = text.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0...23).contains(parts[0]), (0...59).contains(parts[1]) else { return nil }
        return LocalTime(hour: parts[0], minute: parts[1])
    }

    /// - Parameter facts: what stands in the fields; nil for a new incident, which also asks when it was found.
    static func fields(_ form: FormView, _ facts: IncidentFacts?, at now: Instant, _ t: Strings) -> HTML {
        let found: HTML = facts == nil
            ? """
            \(form.date("found", label: t("privacy.incident.found"), initial: now.localDate))
            \(form.text("time", label: t("privacy.incident.time"), hint: t("privacy.incident.time.hint"), width: .short,
                initial: now.localTime.description))
            """ : ""
        return """
            \(form.select("kind", label: t("privacy.incident.kind"), Incident.Kind.allCases.map {
                .init($0.rawValue, t("privacy.incident.kind.\($0.rawValue)"))
            }, initial: facts?.kind.rawValue ?? ""))
            \(found)
            \(form.textArea("description", label: t("privacy.incident.description"),
                hint: t("privacy.incident.description.hint"), initial: facts?.description ?? ""))
            \(form.textArea("consequences", label: t("privacy.incident.consequences"),
                initial: facts?.consequences ?? "", isOptional: true))
            \(form.textArea("measures", label: t("privacy.incident.measures"), initial: facts?.measures ?? "",
                isOptional: true))
            \(form.group(t("privacy.incident.scope"), hint: t("privacy.incident.scope.hint")) { """
                \(form.text("login", label: t("privacy.incident.login"), width: .half, initial: facts?.login ?? "",
                    isOptional: true))
                \(form.text("address", label: t("privacy.address"), width: .half, initial: facts?.address ?? "",
                    isOptional: true))
                \(form.date("from", label: t("privacy.from"), initial: facts?.from, isOptional: true))
                \(form.date("through", label: t("privacy.through"), initial: facts?.through, isOptional: true))
                """ })
            """
    }
}
