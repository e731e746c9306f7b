import Dossiers
import Storage
import Web

/// Gọi nhắc việc: the calls about one dossier, on the officer's page.
enum CallPanel {
    static func html(_ dossier: Dossier, _ request: WebRequest) async throws -> HTML {
        let calls = try await request.site.database.read { try CallStore.calls(about: dossier.id, in: $0) }
        return list(calls, request.strings)
    }

    static func list(_ calls: [ReminderCall], _ t: Strings) -> HTML {
        guard !calls.isEmpty else { return .empty }
        return """
            <section><h2>\(t("notices.call.panel"))</h2>\(Components.timeline(calls.map { call in
                Components.Moment(t("notices.call.line", ["caller": call.callerName, "called": call.calledName]),
                    when: t.formats.dateTime(call.at), text: "<p>\(call.said)</p>", state: .past)
            }))</section>
            """
    }
}
