import Base
import Web

/// The schedule on the screen.
enum PurgeViews {
    static let itemsShown = 200

    static func previews(_ previews: [PurgePreview], _ t: Strings) -> HTML {
        Components.table(
            caption: t("privacy.purge.preview"),
            columns: [
                .init(t("privacy.kinds.kind")), .init(t("privacy.kinds.keep")), .init(t("privacy.purge.before"), .date),
                .init(t("privacy.purge.count"), .number), .init(t("privacy.purge.held"), .number),
                .init(t("privacy.purge.years")),
            ],
            rows: previews.flatMap { one in
                let years = one.years.map { "\($0.year): \(t.formats.number($0.count))" }.joined(separator: ", ")
                let whole = Components.TableRow([
                    "\(one.kind.name.text(t.language.tag))", "\(RecordKindPages.keep(one.kind, t))",
                    "\(t.formats.date(one.before.localDate))", "\(t.formats.number(one.total))",
                    "\(t.formats.number(one.held))", "\(years)",
                ])
                return [whole] + one.along.map { kind in
                    let with = t("privacy.purge.with", ["kind": one.kind.name.text(t.language.tag)])
                    return Components.TableRow([
                        "\(kind.name.text(t.language.tag))", "\(RecordKindPages.keep(kind, t))",
                        "\(t.formats.date(one.before.localDate))", "–", "–", "\(with)",
                    ])
                }
            }, hidesCaption: true)
    }

    static func fadings(_ fadings: [FadingPreview], _ t: Strings) -> HTML {
        Components.table(
            caption: t("privacy.fading"),
            columns: [
                .init(t("privacy.kinds.kind")), .init(t("privacy.kinds.keep")),
                .init(t("privacy.fading.over"), .number),
            ],
            rows: fadings.map { one in
                Components.TableRow([
                    "\(one.kind.name.text(t.language.tag))", "\(RecordKindPages.keep(one.kind, t))",
                    "\(one.over.map { t.formats.number($0) } ?? "–")",
                ])
            }, hidesCaption: true)
    }

    static func runs(_ runs: [PurgeRun], _ t: Strings) -> HTML {
        Components.table(
            caption: t("privacy.purge.runs"),
            columns: [
                .init(t("privacy.purge.code"), .code), .init(t("privacy.kinds.kind")),
                .init(t("privacy.purge.proposed")), .init(t("privacy.incident.standing")),
            ],
            rows: runs.map { run in
                Components.TableRow([
                    "<a href=\"\(PurgePages.path)/dot/\(run.id)\">\(run.code)</a>", "\(kind(run, t))",
                    "\(run.proposedName), \(t.formats.date(run.proposedAt.localDate))", standing(run, t),
                ])
            }, hidesCaption: true, empty: Components.emptyState(t("privacy.purge.none"), icon: .list))
    }

    static func kind(_ run: PurgeRun, _ t: Strings) -> String {
        RecordKind.kind(run.kind)?.name.text(t.language.tag) ?? run.kind
    }

    private static func standing(_ run: PurgeRun, _ t: Strings) -> HTML {
        let tone: Tone =
            switch run.state {
            case .proposed: .warn
            case .approved: .late
            case .done: .neutral
            case .calledBack: .good
            }
        return Components.tag(t("privacy.purge.state.\(run.state.rawValue)"), tone)
    }

    static func facts(_ run: PurgeRun, _ counts: [PurgeItem.State: Int], _ t: Strings) -> HTML {
        var rows: [Components.SummaryRow] = [
            .init(t("privacy.incident.standing"), standing(run, t)), .init(t("privacy.kinds.kind"), "\(kind(run, t))"),
            .init(t("privacy.purge.before"), "\(t.formats.date(run.before.localDate))"),
            .init(t("privacy.purge.ground"), "\(run.ground)"),
            .init(t("privacy.purge.proposed"), "\(run.proposedName), \(t.formats.dateTime(run.proposedAt))"),
        ]
        if let at = run.approvedAt {
            rows.append(.init(t("privacy.purge.approved"), "\(run.approvedName), \(t.formats.dateTime(at))"))
        }
        if let due = run.due, run.state == .approved {
            rows.append(.init(t("privacy.purge.due"), "\(t.formats.dateTime(due))"))
        }
        if let at = run.endedAt { rows.append(.init(t("privacy.purge.ended"), "\(t.formats.dateTime(at))")) }
        for state in PurgeItem.State.allCases where (counts[state] ?? 0) > 0 {
            rows.append(.init(t("privacy.purge.item.\(state.rawValue)"), "\(t.formats.number(counts[state] ?? 0))"))
        }
        return Components.summaryList(rows, t)
    }

    static func items(_ items: [PurgeItem], _ t: Strings) -> HTML {
        Components.table(
            caption: t("privacy.purge.items"),
            columns: [
                .init(t("privacy.purge.item"), .code), .init(t("privacy.purge.since"), .date),
                .init(t("privacy.incident.standing")),
            ],
            rows: items.map { item in
                Components.TableRow([
                    "\(item.label.isEmpty ? item.record : item.label)", "\(t.formats.date(item.since.localDate))",
                    "\(t("privacy.purge.item.\(item.state.rawValue)"))",
                ])
            })
    }

    static func holds(_ holds: [LegalHold], _ request: WebRequest) -> HTML {
        let t = request.strings
        let items = holds.map { hold -> HTML in
            let lifted: HTML = hold.liftedAt.map { at in
                """
                <p>\(t("privacy.hold.lifted", ["name": hold.liftedName, "time": t.formats.dateTime(at)])): \
                \(hold.liftReason)</p>
                """
            } ?? Components.form(action: "\(PurgePages.holdPath)/\(hold.id)/bo", request) {
                let form = FormView(t, idPrefix: "hold-\(hold.id)")
                return """
                    \(form.text("reason", label: t("privacy.hold.lift.reason")))
                    \(Components.button(t("privacy.hold.lift"), .secondary))
                    """
            }
            return """
                <section><h2>\(t("privacy.hold.subject.\(hold.subject.rawValue)")): \(hold.label)</h2>
                <p>\(hold.reason)</p>
                <p class="hint">\(hold.byName), \(t.formats.dateTime(hold.at))</p>\(lifted)</section>
                """
        }
        return holds.isEmpty ? Components.emptyState(t("privacy.hold.none"), icon: .lock) : "\(items)"
    }
}
