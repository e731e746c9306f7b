import Base
import Calendars
import Deadlines
import Web

/// The officer's "vì sao?" beside a due date: every day of the count with its reason, on the screen and to print.
struct DeadlinePages {
    let live: LiveCalendar

    var routes: [Route] {
        [
            .get("/ho-so/:id/vi-sao", "dossier.see", show).reads(.page),
            .get("/ho-so/:id/in-vi-sao", "dossier.see", paper).reads(.paper),
        ]
    }

    private func show(_ request: WebRequest) async throws -> Answer {
        let views = try await views(request)
        let (t, path) = (request.strings, "/ho-so/\(views.folder.dossier.id)")
        return .page(Page(title: title(views, t), density: .officer, section: "/ban-lam-viec", main: """
            \(Components.backLink(to: path, t, label: views.folder.dossier.code.text))\(views.whole)
            \(Components.buttonRow([
                Components.buttonLink(t("dossier.why.print"), to: "\(path)/in-vi-sao", .secondary, icon: .print)]))
            """))
    }

    private func paper(_ request: WebRequest) async throws -> Answer {
        let views = try await views(request)
        let t = request.strings
        return .page(Page(title: title(views, t), density: .paper, main: """
            \(views.whole)
            """))
    }

    private func title(_ views: DeadlineViews, _ t: Strings) -> String {
        "\(t("dossier.why.title")) · \(views.folder.dossier.code.text)"
    }

    /// - Throws: `deadline-not-begun` (409) before acceptance, or when the calendar does not reach that far.
    private func views(_ request: WebRequest) async throws -> DeadlineViews {
        let id: ID<Dossier> = try request.id("id")
        let folder = try await request.site.database.read { try DossierFolder.read(id, for: request.permit, in: $0) }
        guard let views = DeadlineViews(folder, calendar: live.current, now: request.now, request.strings) else {
            throw Problem("deadline-not-begun", status: 409, arguments: ["code": folder.dossier.code.text])
        }
        return views
    }
}
