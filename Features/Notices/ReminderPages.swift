import Access
import Base
import Dossiers
import Identity
import Storage
import Web

/// `/nhac-viec`: what the signed-in official is reminded of, why, and the way to each dossier.
struct ReminderPages {
    static let path = "/nhac-viec"

    var routes: [Route] {
        [
            .get(Self.path, .reminderSee) { try await list($0, nil) },
            .post("\(Self.path)/da-doc", .reminderSee, markRead),
            .post("\(Self.path)/thu-dien-tu", .reminderSee, keepAddress),
        ]
    }

    @Sendable private func list(_ request: WebRequest, _ problem: Problem?) async throws -> Answer {
        .page(try await page(request, problem), status: problem?.status ?? 200)
    }

    private func page(_ request: WebRequest, _ problem: Problem?) async throws -> Page {
        let t = request.strings
        let account = try account(of: request)
        let (lines, unread, address) = try await request.site.database.read { snapshot in
            let reminders = try ReminderStore.list(of: account, in: snapshot)
            return (try ReminderLine.lines(reminders, for: request.permit, in: snapshot),
                try ReminderStore.unread(of: account, in: snapshot),
                try ReminderStore.address(of: account, in: snapshot) ?? "")
        }
        let form = FormView(request, problem)
        let readAll: HTML = unread == 0
            ? .empty
            : Components.action(t("notices.reminder.read-all"), to: "\(Self.path)/da-doc", request, icon: .check)
        return Page(title: form.title(t("notices.reminder.title")), density: .officer, section: Self.path, main: """
            \(form.summary)
            <div class="page-head"><h1>\(t("notices.reminder.title"))</h1>\(readAll)</div>
            <p class="lead">\(t("notices.reminder.unread", ["count": "\(unread)"]))</p>
            \(table(lines, request))
            <h2>\(t("notices.reminder.mail"))</h2>
            \(Components.form(action: "\(Self.path)/thu-dien-tu", request) { """
                \(form.text("email", label: t("notices.reminder.email"), hint: t("notices.reminder.email.hint"),
                    kind: .email, width: .half, initial: address, autocomplete: "email", isOptional: true))
                \(Components.button(t("notices.keep"), .secondary))
                """ })
            """)
    }

    private func table(_ lines: [ReminderLine], _ request: WebRequest) -> HTML {
        let t = request.strings
        return Components.table(
            caption: t("notices.reminder.title"),
            columns: [
                .init(t("notices.code"), .code), .init(t("notices.procedure")), .init(t("notices.dates")),
                .init(t("notices.reason")), .init(t("notices.reminder.since")),
                .init(t("notices.reminder.read"), .action),
            ],
            rows: lines.map { line in
                let (one, dossier) = (line.reminder, line.dossier)
                let read: HTML = one.readAt == nil
                    ? Components.action(t("notices.reminder.read"), to: "\(Self.path)/da-doc", request,
                        fields: [("dossier", dossier.id.description)])
                    : "\(t("notices.reminder.is-read"))"
                return Components.TableRow(
                    [
                        "<a href=\"/ho-so/\(dossier.id)\">\(dossier.code.text)</a>", "\(line.procedure)",
                        "\(line.dates(t))",
                        Components.tag(line.reason(t), Self.tone(of: one.kind)),
                        "\(t.formats.dateTime(one.createdAt))", read,
                    ], tone: one.readAt == nil && one.kind == .late ? .late : nil)
            }, hidesCaption: true, folds: true,
            empty: Components.emptyState(t("notices.reminder.none"), text: t("notices.reminder.none.text")))
    }

    static func tone(of kind: ReminderKind) -> Tone {
        switch kind {
        case .share: .info
        case .dayBefore, .due: .warn
        case .late: .late
        }
    }

    /// The one dossier that the form names, or all.
    @Sendable private func markRead(_ request: WebRequest) async throws -> Answer {
        let account = try account(of: request)
        let named = request.form["dossier"]
        let dossier = ID<Dossier>(named)
        guard named.isEmpty || dossier != nil else { throw Problem.notFound }
        return try await request.once(lane: .free) { tx in
            try ReminderStore.markRead(dossier, of: account, at: request.now, in: tx)
            return .redirect(to: Self.path)
        }
    }

    @Sendable private func keepAddress(_ request: WebRequest) async throws -> Answer {
        let account = try account(of: request)
        let typed = request.form["email"]
        guard typed.isEmpty || EmailAddress(typed) != nil && MailMessage.isAddress(typed) else {
            return try await list(request, .invalid([FieldFault("email", "notices-email")]))
        }
        return try await request.once(lane: .free) { tx in
            try ReminderStore.keepAddress(typed, of: account, in: tx)
            return .redirect(to: Self.path, notice: "reminder-mail-kept")
        }
    }

    private func account(of request: WebRequest) throws -> AccountID {
        guard let account = request.caller.account else { throw Problem.notFound }
        return account
    }
}
