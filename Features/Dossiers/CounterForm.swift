import Base
import Catalogue
import Identity
import Web

/// What the counter's screen was filled with.
struct CounterForm: Sendable {
    let values: FormValues

    func filing(procedure: Procedure, agency: Agency) throws(Problem) -> Filing {
        let hasFiler = values["filer-differs"] == "1"
        let filer = hasFiler ? try party("filer-") : nil
        let papers = procedure.components.compactMap { component -> Filing.Paper? in
            guard values.all("paper").contains("\(component.number)") else { return nil }
            return Filing.Paper(component: component.number, name: component.name,
                originals: count("originals-\(component.number)"), copies: count("copies-\(component.number)"),
                isPromised: false, file: nil)
        }
        return Filing(procedure: procedure, agency: agency, channel: values["channel"] == "post" ? .post : .counter,
            applicant: try party("applicant-"), filer: filer, request: values["request"], papers: papers,
            returnMethod: ReturnMethod(rawValue: values["return-method"]) ?? .counter,
            returnAddress: values["return-address"], isFeePaid: values["fee-paid"] == "1")
    }

    private func party(_ prefix: String) throws(Problem) -> Party {
        var party = Party(name: values[prefix + "name"], personalID: values[prefix + "personal-id"],
            phone: values[prefix + "phone"], email: values[prefix + "email"], address: values[prefix + "address"])
        switch values.date(prefix + "birth-date") {
        case .none: break
        case .wrong: throw .invalid([FieldFault(prefix + "birth-date", "dossier.date-shape")])
        case .date(let date): party.birthDate = date
        }
        return party
    }

    private func count(_ name: String) -> Int { min(999, max(0, Int(values[name]) ?? 0)) }

    /// The form with the person of a card in place of what was typed for the applicant.
    static func filled(_ values: FormValues, from card: IdentityCard) -> FormValues {
        let replaced: Set<String> = ["card", "read-card", "csrf", "once", "applicant-name", "applicant-personal-id",
            "applicant-address", "applicant-birth-date-ngay", "applicant-birth-date-thang", "applicant-birth-date-nam"]
        var pairs: [(name: String, value: String)] = []
        for name in Set(values.names).subtracting(replaced) {
            pairs += values.all(name).map { (name: name, value: $0) }
        }
        pairs.append((name: "applicant-name", value: card.name))
        pairs.append((name: "applicant-personal-id", value: card.personalID.digits))
        pairs.append((name: "applicant-address", value: card.residence))
        pairs += FormValues.pairs("applicant-birth-date", card.birthDate)
        return FormValues(pairs)
    }
}
