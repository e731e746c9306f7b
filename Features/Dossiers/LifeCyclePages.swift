import Access
import Web

/// Vòng đời hồ sơ for whoever runs the centre: the drawing, and each step with who may do it. `/quan-tri/vong-doi`.
struct LifeCyclePages: Sendable {
    static let path = "/quan-tri/vong-doi"

    var routes: [Route] { [.get(Self.path, "dossier.life-cycle", show)] }

    @Sendable private func show(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        let policy = request.site.policy
        let rows = LifeCycle.steps.enumerated().map { index, step in
            Components.TableRow([
                "\(index + 1)", "\(t("dossier.do.\(step.action.rawValue)"))", places(step.from, t), target(step, t),
                people(step, policy, t),
                step.form.map { "\(t("dossier.life.form-number", ["number": "0\($0)"]))" } ?? "",
                step.clock == .nothing ? "" : "\(t("dossier.life.clock.\(step.clock.rawValue)"))",
            ])
        }
        let columns = ["step", "action", "from", "to", "who", "form", "clock"].map {
            Components.Column(t("dossier.life.\($0)"))
        }
        return .page(Page(title: t("dossier.life"), density: .officer, section: Self.path, main: """
            <h1>\(t("dossier.life"))</h1>
            <p class="lead">\(t("dossier.life.lead"))</p>
            <div class="life-cycle">
            \(LifeCycleDrawing(t: t).html)
            \(Components.table(caption: t("dossier.life.steps"), columns: columns, rows: rows))
            </div>
            """))
    }

    private func places(_ states: Set<DossierState>, _ t: Strings) -> HTML {
        guard !states.isEmpty else { return "\(t("dossier.life.beginning"))" }
        if states == Set(DossierState.allCases.filter(\.isOpen)) { return "\(t("dossier.life.open"))" }
        return list(DossierState.allCases.filter(states.contains).map { t("dossier.state.\($0.rawValue)") })
    }

    private func target(_ step: LifeCycle.Step, _ t: Strings) -> HTML {
        switch step.to {
        case .state(let state): "\(t("dossier.state.\(state.rawValue)"))"
        case .stays: "\(t("dossier.life.stays"))"
        case .back: "\(t("dossier.life.back"))"
        }
    }

    private func people(_ step: LifeCycle.Step, _ policy: AccessPolicy, _ t: Strings) -> HTML {
        let roles = step.staff.map(policy.roles) ?? []
        var names = Role.allCases.filter(roles.contains).map { t("identity.role.\($0.rawValue)") }
        if step.doneBy.contains(.filer) { names.append(t("dossier.life.filer")) }
        let agency = t("dossier.life.\(whose(step))")
        return "\(list(names))<span class=\"hint\">\(agency)</span>"
    }

    private func whose(_ step: LifeCycle.Step) -> String {
        if step.doneBy.contains(.receiving) { return "counters" }
        if step.doneBy.contains(.resolving) { return "deciders" }
        return step.doneBy.contains(.linked) ? "linked" : "system"
    }

    private func list(_ words: [String]) -> HTML { "\(words.joined(separator: ", "))" }
}
