import Base
import Files
import Identity
import Web

/// How a mandate looks, to either side and to the officer.
package struct MandateViews {
    let request: WebRequest

    private var t: Strings { request.strings }
    private var today: LocalDate { request.now.localDate }

    package static func tag(_ state: Mandate.State, _ t: Strings) -> HTML {
        let tone: Tone =
            switch state {
            case .inForce: .good
            case .awaiting, .unconfirmed, .coming: .warn
            case .over, .ended: .neutral
            case .refused: .late
            }
        return Components.tag(t("mandate.state.\(state.rawValue)"), tone)
    }

    private static func icon(_ kind: Mandate.Kind) -> Icon {
        switch kind {
        case .representative: .sign
        case .parent: .birth
        case .helper: .people
        case .member: .business
        }
    }

    /// The grounds to choose from, each with its picture.
    func choice(_ back: String) -> HTML {
        let cards = Mandate.Kind.ofPeople.map { kind -> HTML in
            """
            <li class="my-card"><a href="\(MandatePages.path)/them?loai=\(kind.rawValue)\(back)">
            \(Self.icon(kind).html)\(t("mandate.kind.\(kind.rawValue).mine"))</a>
            <p class="hint">\(t("mandate.kind.\(kind.rawValue).hint"))</p></li>
            """
        }
        let organisation: HTML = """
            <li class="my-card"><a href="\(OrganisationPages.path)/them">\(Self.icon(.member).html)\
            \(t("mandate.organisation.add"))</a><p class="hint">\(t("mandate.organisation.hint"))</p></li>
            """
        return "<ul class=\"my-list\">\(cards)\(organisation)</ul>"
    }

    /// A line of a list: for the agent the person's name, for the person the agent's.
    func card(_ mandate: Mandate, isAgent: Bool, path: String) -> HTML {
        let state = mandate.state(on: today)
        let name = isAgent ? mandate.principal.name : mandate.agentName
        // Who is out of an organisation sees its page no more.
        let isIn = state == .inForce || state == .awaiting
        let link = isIn ? mandate.organisation.map { "\(OrganisationPages.path)/\($0)" } : nil
        return """
            <li class="my-card"><a href="\(link ?? "\(path)/\(mandate.id)")">\(Self.icon(mandate.kind).html)\(name)</a>
            \(Self.tag(state, t))\
            <p class="hint">\(t("mandate.kind.\(mandate.kind.rawValue)")) · \(days(mandate))</p></li>
            """
    }

    func days(_ mandate: Mandate) -> String {
        guard let through = mandate.through else {
            return t("mandate.days.open", ["from": mandate.from.description])
        }
        return t("mandate.days", ["from": mandate.from.description, "through": through.description])
    }

    /// Everything of it. Whoever is only said to be meant sees neither scan nor address before saying yes.
    /// - Parameter scans: with the addresses behind which they are.
    func facts(_ mandate: Mandate, scans: [(file: KeptFile, path: String)], isWhole: Bool) -> HTML {
        let person = mandate.principal
        var rows: [Components.SummaryRow] = [
            .init(t("mandate.agent"), "\(mandate.agentName)"),
            .init(t("mandate.principal"), "<b>\(person.name)</b>"),
            .init(t("mandate.kind"), "\(t("mandate.kind.\(mandate.kind.rawValue)"))"),
            .init(t("mandate.term"), "\(days(mandate))"),
            .init(t("mandate.scope"), mandate.scope.words.isEmpty
                ? "\(t("mandate.scope.all"))" : "\(mandate.scope.words.joined(separator: "; "))"),
        ]
        if isWhole { rows += details(mandate, scans) }
        if let at = mandate.decidedAt {
            rows.append(.init(t("mandate.decided"), "\(mandate.decidedBy), \(t.formats.dateTime(at))"))
        }
        if !mandate.reason.isEmpty { rows.append(.init(t("mandate.reason"), "\(mandate.reason)")) }
        return Components.summaryList(rows, t)
    }

    private func details(
        _ mandate: Mandate, _ scans: [(file: KeptFile, path: String)]
    ) -> [Components.SummaryRow] {
        let person = mandate.principal
        var rows: [Components.SummaryRow] = []
        func add(_ key: String, _ value: String) {
            if !value.isEmpty { rows.append(.init(t(key), "\(value)")) }
        }
        add("mandate.personal-id", person.personalID)
        add("mandate.birth-date", person.birthDate?.description ?? "")
        add("mandate.phone", person.phone)
        add("mandate.address", person.address)
        add("mandate.paper", mandate.paper.number)
        add("mandate.paper.place", mandate.paper.place)
        add("mandate.paper.day", mandate.paper.day?.description ?? "")
        if let consent = mandate.consent {
            add("mandate.consent", t("mandate.consent.\(consent.way.rawValue)"))
            add("mandate.purpose", consent.purpose)
            add("mandate.witness", consent.witness)
        }
        if mandate.principalAccount != nil { add("mandate.confirmed", t("mandate.confirmed.yes")) }
        if !scans.isEmpty {
            let links = scans.map { "<li><a href=\"\($0.path)\">\($0.file.name)</a></li>" as HTML }
            rows.append(.init(t("mandate.scans"), "<ul>\(links)</ul>"))
        }
        return rows
    }

    /// The box in which it is ended: either side may, at any moment.
    func ending(_ form: FormView, action: String, needsReason: Bool) -> HTML {
        """
        <details\(if: form.fault("reason") != nil, " open")><summary>\(t("mandate.end"))</summary>
        \(Components.form(action: action, request) { """
            <p>\(t("mandate.end.lead"))</p>
            \(form.textArea("reason", label: t("mandate.reason"), rows: 2, isOptional: !needsReason))
            \(Components.button(t("mandate.end"), .danger))
            """ })</details>
        """
    }
}
