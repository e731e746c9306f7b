import Access
import Base
import Journal
import Web

/// `/quan-tri/webhook`: how the receivers of the own agency stand, and the buttons that halt, resume and replay.
enum WebhookPages {
    static let path = "/quan-tri/webhook"

    static let routes: [Route] = [
        .get(path, .webhookSee, list),
        .get("\(path)/:id", .webhookSee) { try await one($0, nil) },
        .post("\(path)/:id/tam-dung", .webhookManage) { request in
            let deed = HaltSubscriber(try request.id("id"))
            return try await request.once { tx in
                try deed.run(in: tx, act: request.act)
                return .redirect(to: "\(path)/\(deed.id)", notice: "webhook-halted")
            }
        },
        .post("\(path)/:id/tiep-tuc", .webhookManage) { request in
            let deed = ResumeSubscriber(try request.id("id"))
            return try await request.once { tx in
                try deed.run(in: tx, act: request.act)
                return .redirect(to: "\(path)/\(deed.id)", notice: "webhook-resumed")
            }
        },
        .post("\(path)/:id/gui-lai", .webhookManage, replay),
    ]

    @Sendable private static func replay(_ request: WebRequest) async throws -> Answer {
        let id: ID<Subscriber> = try request.id("id")
        guard let from = Int64(request.form["from"]), from > 0 else {
            return try await one(request, .invalid([FieldFault("from", "webhook.from-number")]))
        }
        return try await request.once { tx in
            try ReplaySubscriber(id, from: from).run(in: tx, act: request.act)
            return .redirect(to: "\(path)/\(id)", notice: "webhook-replayed")
        }
    }

    @Sendable private static func list(_ request: WebRequest) async throws -> Answer {
        let t = request.strings
        let agency = request.permit.agency
        let (subscribers, head) = try await request.site.database.read { snapshot in
            (try SubscriberStore.all(of: agency, in: snapshot), try Journal.head(in: snapshot).number)
        }
        return .page(Page(title: t("webhook.title"), density: .officer, section: path, main: """
            \(Components.backLink(to: "/quan-tri", t, label: t("administration.title")))
            <h1>\(t("webhook.title"))</h1>
            <p>\(t("webhook.lead"))</p>
            \(Components.table(
                caption: t("webhook.title"),
                columns: [
                    .init(t("webhook.url")), .init(t("webhook.standing")), .init(t("webhook.waiting"), .number),
                    .init(t("webhook.delivered")), .init(t("webhook.error")),
                ],
                rows: subscribers.map { row($0, head: head, t) }, hidesCaption: true, folds: true,
                empty: Components.emptyState(t("webhook.none"), text: t("webhook.none.text"))))
            """))
    }

    private static func row(_ one: Subscriber, head: Int64, _ t: Strings) -> Components.TableRow {
        Components.TableRow(
            [
                "<a href=\"\(path)/\(one.id)\">\(host(of: one))</a>", standing(one, t), "\(max(0, head - one.reached))",
                "\(delivered(one, t))", "\(one.lastError)",
            ], tone: one.halt == nil || one.halt == .paused ? nil : .late)
    }

    private static func one(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        let t = request.strings
        let id: ID<Subscriber> = try request.id("id")
        let (one, head) = try await request.site.database.read { snapshot in
            (try SubscriberStore.subscriber(id, for: request.permit, in: snapshot),
                try Journal.head(in: snapshot).number)
        }
        let form = FormView(request, problem)
        let kinds = one.kinds.isEmpty ? t("webhook.kinds.all") : one.kinds.joined(separator: ", ")
        var rows: [Components.SummaryRow] = [
            .init(t("webhook.url"), "<code>\(one.url)</code>"), .init(t("webhook.standing"), standing(one, t)),
            .init(t("webhook.kinds"), "\(kinds)"),
            .init(t("webhook.reached"), "\(t("webhook.reached.of", ["reached": "\(one.reached)", "head": "\(head)"]))"),
            .init(t("webhook.delivered"), "\(delivered(one, t))"),
        ]
        if !one.lastError.isEmpty { rows.append(.init(t("webhook.error"), "\(one.lastError)")) }
        if one.halt == nil, one.failures > 0 {
            rows.append(.init(t("webhook.next"), "\(t.formats.dateTime(one.nextAt))"))
        }
        return .page(Page(title: form.title(host(of: one)), density: .officer, section: path, main: """
            \(form.summary)
            \(Components.backLink(to: path, t, label: t("webhook.title")))
            <h1>\(host(of: one))</h1>
            \(Components.summaryList(rows, t))
            \(buttons(one, request))
            <h2>\(t("webhook.replay"))</h2>
            \(Components.form(action: "\(path)/\(one.id)/gui-lai", request) { """
                \(form.text("from", label: t("webhook.from"), hint: t("webhook.from.hint"), kind: .number,
                    width: .short))
                \(Components.button(t("webhook.replay"), .secondary))
                """ })
            """), status: problem?.status ?? 200)
    }

    private static func buttons(_ one: Subscriber, _ request: WebRequest) -> HTML {
        let t = request.strings
        let halt = Components.action(t("webhook.pause"), to: "\(path)/\(one.id)/tam-dung", request)
        let resume = Components.action(
            t(one.halt == nil ? "webhook.try-now" : "webhook.resume"), to: "\(path)/\(one.id)/tiep-tuc", request,
            .primary)
        return Components.buttonRow(one.halt != nil ? [resume] : one.failures > 0 ? [resume, halt] : [halt])
    }

    private static func host(of one: Subscriber) -> String { ReceiverAddress(one.url)?.host ?? one.url }

    private static func delivered(_ one: Subscriber, _ t: Strings) -> String {
        one.deliveredAt.map { t.formats.dateTime($0) } ?? t("webhook.never")
    }

    private static func standing(_ one: Subscriber, _ t: Strings) -> HTML {
        let tone: Tone =
            switch one.halt {
            case nil: one.failures > 0 ? .warn : .good
            case .paused?: .neutral
            case .gone?, .account?, .failing?: .late
            }
        return Components.tag(t("webhook.standing.\(one.standing)"), tone)
    }
}
