import Access
import Base
import Dossiers
import Storage
import Web

/// The mirrored dossiers on the desk and in the search, beside our own.
enum ExternalShelf {
    static let shelf = DossierShelf(
        word: "ngoai", title: "external.title", permission: .seeExternal, home: ExternalPages.path,
        counts: { try ExternalStore.counts(for: $0, at: $1, in: $2) },
        list: { part, number, permit, now, snapshot in
            let filter = ExternalFilter(.nothing, part: part)
            return page(try ExternalStore.page(filter, number: number, for: permit, at: now, in: snapshot))
        },
        find: { query, standing, permit, now, snapshot in
            let filter = ExternalFilter(query, state: standing)
            return page(try ExternalStore.page(filter, number: 1, for: permit, at: now, in: snapshot))
        })

    private static func page(_ page: (dossiers: [ExternalDossier], total: Int)) -> DossierShelf.Page {
        (page.dossiers.map(item), page.total)
    }

    /// Nothing of it can be opened here: the row leads to its line in the list of all.
    private static func item(_ one: ExternalDossier) -> DossierShelf.Item {
        DossierShelf.Item(
            code: one.code.text, source: one.source, applicant: one.ownerName,
            subject: [one.procedureCode, one.subject].filter { !$0.isEmpty }.joined(separator: " · "),
            state: "external.status.\(one.status.rawValue)", tone: one.status.isOpen ? .info : .good,
            due: one.status.isClockStanding ? nil : one.dueAt?.localDate,
            finished: (one.finishedAt ?? one.returnedAt)?.localDate,
            link: "\(ExternalPages.path)?q=\(PercentCoding.encoded(one.code.text))")
    }
}
