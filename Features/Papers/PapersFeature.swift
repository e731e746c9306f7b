import Access
import Books
import Deadlines
import Dossiers
import Web

extension Permission {
    /// Make a slip void, with a reason.
    package static let voidSlip: Permission = "paper.void"
    /// Look into the register of dossiers and print it.
    package static let registerSee: Permission = "paper.register"
    /// Look at the layouts and put others in their place.
    package static let templatesManage: Permission = "paper.templates"
}

/// Giấy tờ: forms 01 to 07 from layouts that can be replaced, the register, and the slips of each dossier.
package enum PapersFeature {
    /// - Parameter calendar: the working calendar as it is when it is asked for.
    package static func make(calendar: @escaping @Sendable () -> WorkCalendar) -> Feature {
        Feature(
            name: "papers", migrations: migrations, grants: grants,
            routes: SlipPages(calendar: calendar).routes + RegisterPages.routes + TemplatePages.routes,
            navigation: [
                NavigationEntry(.officer, title: "paper.register", path: RegisterPages.path,
                    permission: .registerSee, order: 50),
                NavigationEntry(.administrator, title: "paper.templates", path: TemplatePages.path,
                    permission: .templatesManage, order: 37, icon: .print, about: "paper.templates.about"),
            ])
    }

    /// «Giấy tờ đã cấp» on the pages of a dossier.
    package static let panel = DossierPanel(for: [.officer, .citizen]) { folder, request in
        let id = folder.dossier.id.description
        let slips = try await request.site.database.read { try BookStore.slips(of: id, in: $0) }
        return PapersPanel(
            papers: DossierSlips(folder: folder, slips: slips),
            reader: request.caller.citizen == nil ? .officer : .citizen, request: request).section
    }

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.voidSlip, [.centreDirector]),
        .staff(.registerSee, [
            .reception, .recordsClerk, .procedureController, .reporter, .inspector, .centreDirector, .centreDeputy,
            .administrator,
        ]),
        .staff(.templatesManage, [.administrator]),
    ]
}
