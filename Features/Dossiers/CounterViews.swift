import Base
import Catalogue
import Deadlines
import Identity
import Mandates
import Web

/// How the counter's screen looks: what the reader and the keyboard fill on the left, what follows from it on the right.
struct CounterViews {
    let procedure: Procedure
    let agency: Agency
    let offices: [Office]
    /// The communes for which one may file here, this one among them.
    let served: [Agency]
    let calendar: WorkCalendar
    let request: WebRequest

    /// Which field each part of a card's text fills (handbook 9: number, old number, name, birth, sex, address, issued).
    private static let cardFields: HTML =
        " data-card=\"applicant-personal-id||applicant-name|applicant-birth-date||applicant-address|\""

    private var t: Strings { request.strings }

    func page(_ form: FormView, problem: Problem?) -> Page {
        let main: HTML = """
            \(Components.backLink(to: "/quay", t, label: t("dossier.counter.other")))\(form.summary)\(DossierWords.refusal(problem, t))
            <h1>\(procedure.name)</h1><p class="hint">\(procedure.code) · \(procedure.field)</p>
            \(Components.form(action: "/quay/\(procedure.code)", request, attributes: Self.cardFields) {
                """
                <div class="columns"><div class="column-main">\(person(form))\(papers(form))</div>
                <div class="column-side">\(terms(form))
                \(Components.button(t("dossier.counter.receive"), name: "receive", value: "1",
                    attributes: " data-key=\"a\" data-after-card"))
                </div></div>
                """
            })
            """
        return Page(title: form.title("\(t("dossier.counter.title")) · \(procedure.name)"), density: .officer,
            section: "/quay", main: main)
    }

    private func person(_ form: FormView) -> HTML {
        """
        <section><h2>\(t("dossier.applicant"))</h2>
        <div class="card-line">\(form.text("card", label: t("dossier.counter.card"), hint: t("dossier.counter.card.hint"),
            isOptional: true, attributes: " autofocus autocomplete=\"off\""))
        \(Components.button(t("dossier.counter.read-card"), .secondary, name: "read-card", value: "1"))</div>
        <div class="fields">\(PartyFields.fields(form, prefix: "applicant-", known: nil, t))</div>
        <details\(if: form.value("filer-differs") == "1", " open")><summary>\(t("dossier.counter.filer"))</summary>
        \(form.checkbox("filer-differs", label: t("dossier.counter.filer.differs")))
        <div class="fields">\(PartyFields.fields(form, prefix: "filer-", known: nil, t))</div>
        \(acting(form))</details></section>
        """
    }

    /// On what ground the person at the desk acts for the applicant, and the paper that they show.
    private func acting(_ form: FormView) -> HTML {
        """
        \(form.select("acting", label: t("dossier.acting"),
            Mandate.Kind.allCases.map { .init($0.rawValue, t("mandate.kind.\($0.rawValue)")) },
            none: t("dossier.acting.none"), isOptional: true))
        \(form.text("acting-paper", label: t("dossier.acting.paper"), width: .half, isOptional: true))
        \(form.text("acting-place", label: t("dossier.acting.place"), isOptional: true))
        \(form.date("acting-day", label: t("dossier.acting.paper.day"), isOptional: true))
        """
    }

    private func papers(_ form: FormView) -> HTML {
        let isFirstTime = !form.values.has("once")
        let rows = procedure.components.filter { $0.kind != .presentOnly }.map { component -> Components.TableRow in
            let number = component.number
            let isTicked = isFirstTime ? component.kind == .submit : form.values.all("paper").contains("\(number)")
            func count(_ name: String, _ initial: Int) -> HTML {
                let value = form.values.has(name) ? form.value(name) : "\(initial)"
                return """
                    <input class="number-box" type="text" inputmode="numeric" name="\(name)" value="\(value)" \
                    aria-label="\(t("dossier.papers.\(name.hasPrefix("o") ? "originals" : "copies")")): \(component.name)">
                    """
            }
            return Components.TableRow([
                """
                <div class="choice"><input type="checkbox" id="paper-\(number)" name="paper" value="\(number)"\(if: isTicked, " checked")>\
                <label for="paper-\(number)">\(component.name)</label></div>
                """,
                count("originals-\(number)", component.originals), count("copies-\(number)", component.copies),
            ])
        }
        let shown = procedure.components.filter { $0.kind == .presentOnly }.map { "<li>\($0.name)</li>" as HTML }
        return """
            <section><h2>\(t("dossier.papers"))</h2>\(Components.table(caption: t("dossier.papers"),
                columns: [.init(t("dossier.papers.name")), .init(t("dossier.papers.originals"), .number),
                    .init(t("dossier.papers.copies"), .number)], rows: rows, hidesCaption: true, folds: false,
                empty: "<p class=\"hint\">\(t("dossier.papers.none"))</p>"))
            \(if: !shown.isEmpty, "<p class=\"hint\">\(t("dossier.papers.shown")):</p><ul>\(shown)</ul>")
            \(form.text("sets", label: t("dossier.sets"), kind: .number, width: .short, initial: "1"))
            \(form.textArea("request", label: t("dossier.request.label"), rows: 2, isOptional: true))</section>
            """
    }

    private func terms(_ form: FormView) -> HTML {
        let term = procedure.time.term(remote: agency.isRemote)
        let due: HTML = term.flatMap { term -> HTML? in
            guard let due = try? Deadline.due(for: term, acceptedAt: request.now, in: calendar) else { return nil }
            return "<p class=\"due\">\(t("dossier.counter.due")) <b>\(t.formats.dateTime(due.instant))</b></p>"
        } ?? TermFields.fields(form, t)
        let working = offices.filter { $0.kind != .leaders && $0.kind != .centre }
        return """
            <section><h2>\(t("dossier.terms"))</h2><p>\(DossierWords.term(term, t))</p>\(due)
            \(FeeFields.section(form, procedure: procedure, t))
            \(form.select("office", label: t("dossier.counter.office"), working.map { .init("\($0.id)", $0.name) },
                initial: "\(OfficeChoice.office(for: procedure, among: offices).id)"))
            \(form.select("return-method", label: t("dossier.return"),
                ReturnMethod.allCases.map { .init($0.rawValue, t("dossier.return.\($0.rawValue)")) }, initial: "counter"))
            \(form.text("return-address", label: t("dossier.return-address"), isOptional: true))
            \(form.select("channel", label: t("dossier.channel"),
                [Channel.counter, .post].map { .init($0.rawValue, t("dossier.channel.\($0.rawValue)")) }, initial: "counter"))
            \(elsewhere(form))</section>
            """
    }

    /// Phi địa giới: another commune decides, or hands the result over.
    private func elsewhere(_ form: FormView) -> HTML {
        guard served.count > 1 else { return .empty }
        let choices = served.map { FormView.Choice("\($0.id)", $0.name) }
        let isOpen = ["agency", "return-agency"].contains { field in
            form.values.has(field) && form.value(field) != agency.id.description
        }
        return """
            <details\(if: isOpen, " open")><summary>\(t("dossier.counter.elsewhere"))</summary>
            \(form.select("agency", label: t("dossier.agency"), choices, initial: "\(agency.id)"))
            \(form.select("return-agency", label: t("dossier.returning-agency"), choices, initial: "\(agency.id)"))
            </details>
            """
    }
}
