import Access
import Base
import Catalogue
import Identity
import Mandates
import Web

/// What the counter's screen was filled with.
struct CounterForm: Sendable {
    let values: FormValues

    /// The filing that was typed, with the faults that only the form can find: they are told with all others.
    /// - Parameters:
    ///   - own: the agency of the counter; it resolves and returns where nothing else was chosen.
    ///   - served: the communes that may be chosen (phi địa giới).
    func filing(
        procedure: Procedure, own: Agency, among served: [Agency]
    ) -> (filing: Filing, faults: [FieldFault]) {
        let channel: Channel = values["channel"] == "post" ? .post : .counter
        let fee = FeeFields.typed(values, rule: procedure.feeRule(for: channel))
        var faults: [FieldFault] = []
        func chosen(_ field: String) -> Agency {
            let typed = values[field]
            if typed.isEmpty || typed == own.id.description { return own }
            if let found = served.first(where: { $0.id.description == typed }) { return found }
            faults.append(FieldFault(field, "dossier.agency-missing"))
            return own
        }
        let (agency, returning) = (chosen("agency"), chosen("return-agency"))
        let applicant = party("applicant-", &faults)
        let filer = values["filer-differs"] == "1" ? party("filer-", &faults) : nil
        let papers = procedure.components.compactMap { component -> Filing.Paper? in
            guard values.all("paper").contains("\(component.number)") else { return nil }
            return Filing.Paper(component: component.number, name: component.name,
                originals: count("originals-\(component.number)"), copies: count("copies-\(component.number)"),
                isPromised: false, file: nil)
        }
        var filing = Filing(procedure: procedure, agency: agency, channel: channel, applicant: applicant, filer: filer,
            request: values["request"], papers: papers,
            returnMethod: ReturnMethod(rawValue: values["return-method"]) ?? .counter,
            returningAgency: returning.id, returnAddress: values["return-address"], feeStanding: fee.standing,
            feeCount: fee.count,
            feeIfUnknown: fee.amount)
        filing.acting = filer == nil ? nil : acting(&faults)
        // Nothing typed is one set; what is no number is refused with the rest.
        if !values["sets"].isEmpty { filing.sets = Int(values["sets"]) ?? 0 }
        if fee.standing == .paid, filing.fee == nil, fee.faults.isEmpty {
            faults.append(FieldFault("fee-amount", "dossier.fee-amount-missing"))
        }
        return (filing, faults + fee.faults)
    }

    /// The paper that the person at the desk has shown; nil when they have said nothing.
    private func acting(_ faults: inout [FieldFault]) -> Acting? {
        guard let kind = Mandate.Kind(rawValue: values["acting"]) else { return nil }
        var paper = Mandate.Paper(number: VietnameseText.tidied(values["acting-paper"]),
            place: VietnameseText.tidied(values["acting-place"]))
        switch values.date("acting-day") {
        case .none: break
        case .wrong: faults.append(FieldFault("acting-day", "dossier.date-shape"))
        case .date(let day): paper.day = day
        }
        return Acting(kind: kind, paper: paper)
    }

    /// Whether it names an agency that decides or returns in the place of the counter's own.
    func namesAnother(than own: AgencyID) -> Bool {
        ["agency", "return-agency"].contains { !["", own.description].contains(values[$0]) }
    }

    private func party(_ prefix: String, _ faults: inout [FieldFault]) -> Party {
        var party = Party(name: values[prefix + "name"], personalID: values[prefix + "personal-id"],
            phone: values[prefix + "phone"], email: values[prefix + "email"], address: values[prefix + "address"])
        switch values.date(prefix + "birth-date") {
        case .none: break
        case .wrong: faults.append(FieldFault(prefix + "birth-date", "dossier.date-shape"))
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
