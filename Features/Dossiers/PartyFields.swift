import Base
import Identity
import Web

/// The fields of a person, the same on the phone and at the counter.
enum PartyFields {
    static func fields(_ form: FormView, prefix: String, known: CitizenProfile?, _ t: Strings) -> HTML {
        """
        \(form.text(prefix + "name", label: t("dossier.party.name"), hint: t("dossier.party.name.hint"),
            initial: known?.name ?? "", autocomplete: "name"))
        \(form.text(prefix + "personal-id", label: t("dossier.party.personal-id"), hint: t("dossier.party.personal-id.hint"),
            kind: .number, width: .half, initial: known?.personalID?.digits ?? "", isOptional: true))
        \(form.date(prefix + "birth-date", label: t("dossier.party.birth-date"), initial: known?.birthDate, isOptional: true))
        \(form.text(prefix + "phone", label: t("dossier.party.phone"), hint: t("dossier.party.phone.hint"), kind: .phone,
            width: .half, initial: known?.phone?.digits ?? "", autocomplete: "tel", isOptional: true))
        \(form.text(prefix + "email", label: t("dossier.party.email"), kind: .email,
            initial: known?.email?.text ?? "", autocomplete: "email", isOptional: true))
        \(form.text(prefix + "address", label: t("dossier.party.address"), hint: t("dossier.party.address.hint"),
            initial: known?.address ?? "", autocomplete: "street-address", isOptional: true))
        """
    }

    /// What a mandate does not say of the person, or what may have changed since.
    static func contact(_ form: FormView, prefix: String, asksBirth: Bool, _ t: Strings) -> HTML {
        """
        \(if: asksBirth, form.date(prefix + "birth-date", label: t("dossier.party.birth-date"), isOptional: true))
        \(form.text(prefix + "phone", label: t("dossier.party.phone"), hint: t("dossier.party.phone.theirs"),
            kind: .phone, width: .half, isOptional: true))
        \(form.text(prefix + "email", label: t("dossier.party.email"), kind: .email, isOptional: true))
        \(form.text(prefix + "address", label: t("dossier.party.address"), hint: t("dossier.party.address.hint"),
            isOptional: true))
        """
    }

    /// A person in a few lines.
    static func lines(_ party: Party, _ t: Strings) -> HTML {
        var lines: [HTML] = ["<b>\(party.name)</b>"]
        if let birth = party.birthDate { lines.append("\(t("dossier.party.born", ["date": birth.description]))") }
        if !party.personalID.isEmpty { lines.append("\(t("dossier.party.personal-id")): \(party.personalID)") }
        if !party.phone.isEmpty { lines.append("\(t("dossier.party.phone")): \(party.phone)") }
        if !party.email.isEmpty { lines.append("\(party.email)") }
        if !party.address.isEmpty { lines.append("\(party.address)") }
        return "\(lines.enumerated().map { ($0.offset > 0 ? "<br>" : "") + $0.element })"
    }
}
