import Base
import Web

/// One procedure as a citizen reads it: what do I need, what does it cost, how long, where, what happens next.
struct ProcedureView {
    let procedure: Procedure
    /// All versions, the latest first.
    let editions: [ProcedureStore.Edition]
    let today: LocalDate
    let t: Strings

    private var wording: ProcedureWording { ProcedureWording(t: t) }

    var page: Page {
        Page(title: procedure.name, density: .citizen, section: "/thu-tuc", main: """
            \(Components.breadcrumbs([(t("catalogue.title"), "/thu-tuc"),
                (procedure.field, "/thu-tuc?linh-vuc=\(ProcedureFilter.slug(procedure.field))")], procedure.code, t))
            \(standing)
            <h1>\(procedure.name)</h1>
            \(Components.readAloud(t))
            \(actions)
            \(Components.summaryList(facts, t))
            \(doubts)
            <h2 id="giay-to">\(t("catalogue.papers"))</h2>\(papers)
            <h2 id="cac-buoc">\(t("catalogue.steps"))</h2>\(steps)
            \(requirements)
            <h2 id="can-cu">\(t("catalogue.legal-basis"))</h2>\(legalBasis)
            \(origin)
            """)
    }

    /// The version that counts today.
    private var current: ProcedureStore.Edition? { editions.first { $0.effectiveFrom <= today } }

    /// Says when this is not what counts today.
    private var standing: HTML {
        if let current, current.version != procedure.version {
            return Components.notice(.warn, title: t("catalogue.old-version", ["version": String(procedure.version)])) {
                "<p><a href=\"/thu-tuc/\(procedure.code)\">\(t("catalogue.old-version.current"))</a></p>"
            }
        }
        guard procedure.isWithdrawn else { return .empty }
        return Components.notice(.warn, title: t("catalogue.withdrawn")) {
            "<p>\(t("catalogue.withdrawn.text", ["date": t.formats.date(procedure.effectiveFrom)]))</p>"
        }
    }

    private var actions: HTML {
        guard procedure.version == current?.version, !procedure.isWithdrawn else { return .empty }
        let notice = Components.buttonLink(t("catalogue.notice"), to: "/thu-tuc/\(procedure.code)/niem-yet", .plain,
            icon: .print)
        guard procedure.isFiledOnline else {
            return "<p>\(t("catalogue.counter-only.text"))</p>\(Components.buttonRow([notice]))"
        }
        return Components.buttonRow([
            Components.buttonLink(t("catalogue.file-online"), to: "/nop-ho-so/\(procedure.code)", .primary,
                icon: .send), notice,
        ])
    }

    private var facts: [Components.SummaryRow] {
        let results = procedure.results.map(\.name)
        return [
            .init(t("catalogue.time"), lines(wording.timeLines(procedure.time))),
            .init(t("catalogue.fee"), lines(wording.feeLines(procedure))),
            .init(t("catalogue.where"), lines([t("catalogue.where.place")] + wording.channels(procedure))),
            .init(t("catalogue.result"), lines(results.isEmpty ? [t("catalogue.unknown")] : results)),
            .init(t("catalogue.audience"), lines([wording.audiences(procedure)])),
            .init(t("catalogue.authority"), lines([procedure.authority])),
            .init(t("catalogue.level"), lines([wording.level(procedure.online)])),
            .init(t("catalogue.official"), lines([procedure.officialName, "\(t("catalogue.code")) \(procedure.code)"])),
        ]
    }

    private func lines(_ texts: [String]) -> HTML { "\(texts.map { "<p>\($0)</p>" as HTML })" }

    /// What the source itself is unsure of is said, so that nobody comes with the wrong money or on the wrong day.
    private var doubts: HTML {
        let words = ["time", "fee", "components", "authority", "online_level"].filter(procedure.doubts.contains)
        guard !words.isEmpty else { return .empty }
        let list = words.map { t("catalogue.doubt.\($0)") }.joined(separator: ", ")
        return Components.notice(.info) { "<p>\(t("catalogue.doubt", ["list": list]))</p>" }
    }

    /// Papers by the case for which they are needed.
    private var papers: HTML {
        guard !procedure.components.isEmpty else { return "<p>\(t("catalogue.papers.unknown"))</p>" }
        var groups: [(name: String?, items: [Component])] = []
        for component in procedure.components {
            if let last = groups.indices.last, groups[last].name == component.group {
                groups[last].items.append(component)
            } else {
                groups.append((component.group, [component]))
            }
        }
        let columns: [Components.Column] = [
            .init(t("catalogue.papers.name")), .init(t("catalogue.papers.count")), .init(t("catalogue.papers.kind")),
        ]
        let tables = groups.map { group in
            Components.table(caption: group.name ?? t("catalogue.papers"), columns: columns,
                rows: group.items.map { .init([name(of: $0), "\(wording.copies($0))", "\(wording.kind($0.kind))"]) },
                hidesCaption: group.name == nil)
        }
        return "\(tables)"
    }

    private func name(of component: Component) -> HTML {
        let form = component.form.map { t("catalogue.form", ["form": $0]) } ?? ""
        return "\(component.name)\(if: !form.isEmpty, " <span class=\"hint\">\(form)</span>")"
    }

    private var steps: HTML {
        let steps = PlainSteps.steps(for: procedure, in: t.language).map { "<li>\($0)</li>" as HTML }
        return "<ol>\(steps)</ol>"
    }

    private var requirements: HTML {
        guard !procedure.requirements.isEmpty else { return .empty }
        return "<h2 id=\"dieu-kien\">\(t("catalogue.requirements"))</h2><p>\(procedure.requirements)</p>"
    }

    private var legalBasis: HTML {
        guard !procedure.legalBasis.isEmpty else { return "<p>\(t("catalogue.unknown"))</p>" }
        return "<ul>\(procedure.legalBasis.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private var origin: HTML {
        let source: HTML = procedure.source.hasPrefix("https://")
            ? "<a href=\"\(procedure.source)\" rel=\"noreferrer\">\(procedure.source)</a>" : "\(procedure.source)"
        let versions = editions.filter { $0.version != procedure.version }.map { edition -> HTML in
            """
            <li><a href="/thu-tuc/\(edition.code)?phien-ban=\(edition.version)">\
            \(t("catalogue.version", ["version": String(edition.version),
                "date": t.formats.date(edition.effectiveFrom)]))</a></li>
            """
        }
        return """
            <p class="hint">\(t("catalogue.version", ["version": String(procedure.version),
                "date": t.formats.date(procedure.effectiveFrom)]))\
            \(if: !procedure.source.isEmpty, ". \(t("catalogue.source")): \(source)")</p>
            \(if: !versions.isEmpty,
                "<details><summary>\(t("catalogue.versions"))</summary><ul>\(versions)</ul></details>")
            """
    }
}
