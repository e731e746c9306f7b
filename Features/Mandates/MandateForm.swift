import Access
import Base
import Blobs
import Identity
import Web

/// The form in which somebody says for whom they act: read, and drawn.
struct MandateForm {
    let kind: Mandate.Kind
    let values: FormValues

    func deed(files: [StagedFile]) -> AddMandate {
        var faults: [FieldFault] = []
        func date(_ field: String) -> LocalDate? {
            switch values.date(field) {
            case .none: return nil
            case .date(let date): return date
            case .wrong:
                faults.append(FieldFault(field, "mandate.date-shape"))
                return nil
            }
        }
        let principal = Principal(name: values["name"], personalID: values["personal-id"], phone: values["phone"],
            address: values["address"], birthDate: date("birth-date"))
        var deed = AddMandate(kind, agency: AgencyID(values["agency"]), principal: principal)
        deed.paper = Mandate.Paper(
            number: values["paper-number"], place: values["paper-place"], day: date("paper-day"))
        if let way = Consent.Way(rawValue: values["consent"]) {
            deed.consent = Consent(way: way, purpose: values["purpose"], witness: values["witness"])
        } else {
            deed.consent = nil
        }
        deed.scope = values["scope"] == "some" ? MandateScope(lines: values["scope-words"]) : MandateScope([])
        if values["scope"] == "some", deed.scope.words.isEmpty {
            faults.append(FieldFault("scope-words", "mandate.scope-missing"))
        }
        (deed.from, deed.through) = (date("from"), date("through"))
        deed.files = files
        deed.faultsOfDoor = faults
        return deed
    }

    // MARK: To draw

    static func fields(_ kind: Mandate.Kind, _ form: FormView, served: [Agency], _ t: Strings) -> HTML {
        """
        \(person(kind, form, t))\(ground(kind, form, t))
        \(form.file("file", label: t("mandate.scan.\(kind.rawValue)"), hint: t("mandate.scan.hint"), several: true,
            isOptional: kind != .representative))
        \(form.select("agency", label: t("mandate.agency"), served.map { .init("\($0.id)", $0.name) },
            hint: t("mandate.agency.hint")))
        """
    }

    private static func person(_ kind: Mandate.Kind, _ form: FormView, _ t: Strings) -> HTML {
        """
        \(form.text("name", label: t("mandate.name.\(kind.rawValue)"), hint: t("mandate.name.hint")))
        \(form.text("personal-id", label: t("mandate.personal-id"), hint: t("mandate.personal-id.hint"), kind: .number,
            width: .half))
        \(form.date("birth-date", label: t("mandate.birth-date"), isOptional: kind != .parent))
        \(form.text("phone", label: t("mandate.phone"), hint: t("mandate.phone.hint"), kind: .phone, width: .half,
            isOptional: true))
        \(form.text("address", label: t("mandate.address"), isOptional: true))
        """
    }

    private static func ground(_ kind: Mandate.Kind, _ form: FormView, _ t: Strings) -> HTML {
        switch kind {
        case .member: .empty
        case .parent: """
            \(form.text("paper-number", label: t("mandate.birth-paper"), hint: t("mandate.birth-paper.hint"),
                width: .half, isOptional: true))
            \(form.text("paper-place", label: t("mandate.birth-paper.place"), isOptional: true))
            <p class="hint">\(t("mandate.parent.until"))</p>
            """
        case .representative: """
            \(form.text("paper-number", label: t("mandate.paper"), hint: t("mandate.paper.hint"), width: .half,
                isOptional: true))
            \(form.text("paper-place", label: t("mandate.paper.place"), hint: t("mandate.paper.place.hint"),
                isOptional: true))
            \(form.date("paper-day", label: t("mandate.paper.day"), isOptional: true))
            \(form.date("through", label: t("mandate.through"), hint: t("mandate.through.hint"), isOptional: true))
            \(scope(form, t))
            """
        case .helper: """
            \(form.text("purpose", label: t("mandate.purpose"), hint: t("mandate.purpose.hint")))
            \(form.date("through", label: t("mandate.through"), hint: t("mandate.through.helper")))
            \(form.radios("consent", label: t("mandate.consent"), Consent.Way.allCases.map {
                .init($0.rawValue, t("mandate.consent.\($0.rawValue)"), hint: t("mandate.consent.\($0.rawValue).hint"))
            }))
            \(form.text("witness", label: t("mandate.witness"), hint: t("mandate.witness.hint"), isOptional: true))
            \(scope(form, t))
            """
        }
    }

    private static func scope(_ form: FormView, _ t: Strings) -> HTML {
        """
        \(form.radios("scope", label: t("mandate.scope"), [.init("all", t("mandate.scope.all")),
            .init("some", t("mandate.scope.some"))], initial: "all"))
        \(form.textArea("scope-words", label: t("mandate.scope.words"), hint: t("mandate.scope.words.hint"), rows: 2,
            isOptional: true))
        """
    }
}
