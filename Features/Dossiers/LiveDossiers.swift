import Access
import Base
import Calendars
import Deadlines
import Foundation
import Journal
import Storage
import Web

/// What open pages of this feature are told while people look at them: the desk, and a dossier.
struct LiveDossiers {
    let live: LiveCalendar

    /// Longer lists are told by their counts and their beginning.
    static let idsMax = 500

    var routes: [Route] {
        [
            .live("/ban-lam-viec/thay-doi", "dossier.see", desk),
            .live("/ho-so/:id/thay-doi", "dossier.see") { try await dossier($0, as: .officer) },
            .live("/ho-so-cua-toi/:id/thay-doi", "dossier.own") { try await dossier($0, as: .citizen) },
        ]
    }

    // MARK: On the pages

    /// - Parameter isWhole: the page shows every dossier of the list.
    static func deskBand(_ list: Worklist, isWhole: Bool, _ t: Strings) -> HTML {
        Components.watch(
            "/ban-lam-viec/thay-doi?viec=\(list.rawValue)", again: t("dossier.live.reload-list"),
            list: .init(fresh: t("dossier.live.fresh"), gone: t("dossier.live.gone"), isWhole: isWhole))
    }

    /// - Parameter path: of the dossier's page.
    static func dossierBand(_ folder: DossierFolder, at path: String, _ t: Strings) -> HTML {
        Components.watch("\(path)/thay-doi?sau=\(folder.history.last?.number ?? 0)", again: t("dossier.live.reload"))
    }

    // MARK: What they are told

    private func desk(_ request: WebRequest) async throws -> Answer {
        guard let staff = request.caller.staff else { throw Problem.notFound }
        let list = Worklist(rawValue: request.query["viec"])
        let site = request.site
        return .live(request, about: { $0.subjectKind == "dossier" && $0.agency == staff.agency }, {
            let horizon = try WorklistHorizon(now: site.clock.now, calendar: live.current(for: staff.agency))
            let news = try await site.database.read { snapshot in
                let ids = try list.map {
                    try WorklistStore.ids($0, limit: Self.idsMax, for: request.permit, horizon: horizon, in: snapshot)
                } ?? []
                let counts = try WorklistStore.counts(for: request.permit, horizon: horizon, in: snapshot)
                return ListNews(
                    counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
                    ids: ids.map(\.description), whole: ids.count < Self.idsMax)
            }
            return ServerEvent(name: "list", data: try news.text)
        })
    }

    private struct ListNews: Encodable {
        let counts: [String: Int]
        let ids: [String]
        let whole: Bool

        /// With sorted keys, so that the same news is the same text.
        var text: String {
            get throws {
                let encoder = JSONEncoder()
                encoder.outputFormatting = .sortedKeys
                return String(decoding: try encoder.encode(self), as: UTF8.self)
            }
        }
    }

    /// What somebody else did after the entry that the page shows last, in the words of the page's timeline.
    private func dossier(_ request: WebRequest, as reader: DossierTimeline.Reader) async throws -> Answer {
        let id: ID<Dossier> = try request.id("id")
        let shown = Int64(request.query["sau"]) ?? 0
        let (site, t) = (request.site, request.strings)
        // Out of reach answers like not there, before anything is streamed.
        _ = try await site.database.read { try DossierStore.dossier(id, for: request.permit, in: $0) }
        return .live(request, about: { $0.subject == id.description && $0.subjectKind == "dossier" }, {
            let entries = try await site.database.read { snapshot in
                let dossier = try DossierStore.dossier(id, for: request.permit, in: snapshot)
                return try Journal.entries(of: "dossier", dossier.id.description, in: snapshot)
            }
            let news = entries.last {
                $0.number > shown && $0.actor != request.caller.account && DossierTimeline.tells($0, to: reader)
            }
            return news.map { entry in
                ServerEvent(id: "\(entry.number)", name: "changed", data: Self.sentence(entry, for: reader, t))
            }
        })
    }

    /// Citizens are not told who of the office did it.
    private static func sentence(_ entry: JournalEntry, for reader: DossierTimeline.Reader, _ t: Strings) -> String {
        let time = entry.at.localTime.description
        return switch reader {
        case .officer:
            t("dossier.live.changed", [
                "name": entry.actor(t), "what": DossierTimeline.sentence(entry, for: reader, t), "time": time,
            ])
        case .citizen:
            t("dossier.live.news", ["what": DossierTimeline.sentence(entry, for: reader, t), "time": time])
        }
    }
}
