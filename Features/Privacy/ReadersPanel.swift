import Base
import Dossiers
import Identity
import Storage
import Web

/// What a dossier's own page says of readings.
enum ReadersPanel {
    private static let looksMax = 500
    private static let shownMax = 20

    /// Officials must know that they are watched before they are.
    static func told(_ t: Strings) -> HTML {
        """
        <p class="hint">\(t("privacy.told")) <a href="\(ReadLogPages.ownPath)">\(t("privacy.own"))</a></p>
        """
    }

    /// A day on which an office opened it.
    struct Visit: Hashable {
        let day: LocalDate
        let place: String
    }

    /// On which days which office has opened it; no names of officials.
    static func readers(of dossier: Dossier, _ request: WebRequest) async throws -> HTML {
        let visits = try await request.site.database.read { try Self.visits(of: dossier, in: $0) }
        guard !visits.isEmpty else { return .empty }
        let t = request.strings
        return """
            <section><h2>\(t("privacy.readers"))</h2><p class="hint">\(t("privacy.readers.hint"))</p>
            <ul>\(visits.map { "<li>\(t.formats.date($0.day)): \($0.place)</li>" as HTML })</ul></section>
            """
    }

    /// The newest first, at most `shownMax`.
    static func visits(of dossier: Dossier, in snapshot: Snapshot) throws -> [Visit] {
        var names: [String: String] = [:]
        var visits: [Visit] = []
        for look in try ReadLogStore.officialLooks(at: dossier.id.description, limit: looksMax, in: snapshot) {
            let key = look.office?.description ?? look.agency?.description ?? ""
            if names[key] == nil {
                names[key] = try look.office.flatMap { try AgencyStore.office($0, in: snapshot)?.name }
                    ?? look.agency.flatMap { try AgencyStore.agency($0, in: snapshot)?.name } ?? ""
            }
            let visit = Visit(day: look.at.localDate, place: names[key] ?? "")
            if !visits.contains(visit) { visits.append(visit) }
            if visits.count == shownMax { break }
        }
        return visits
    }
}
