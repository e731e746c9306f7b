import Access
import Calendars
import Storage
import Web

extension Permission {
    /// See the ways and practise on them.
    package static let seeWorkflows: Permission = "workflow.see"
    /// Give a procedure a way of its own.
    package static let editWorkflows: Permission = "workflow.edit"
}

/// Quy trình nội bộ: who does what of a dossier and in how many hours, procedure by procedure. The front door.
package enum WorkflowsFeature {
    package static func make(calendar: LiveCalendar) -> Feature {
        Feature(
            name: "workflows", migrations: migrations, grants: grants,
            routes: WorkflowPages(live: calendar).routes + PracticePages(live: calendar).routes,
            navigation: [
                .init(.administrator, title: "workflow.title", path: WorkflowPages.path, permission: .seeWorkflows,
                    order: 37, icon: .file, about: "workflow.about"),
                .init(.officer, title: "workflow.practice", path: PracticePages.path, permission: .seeWorkflows,
                    order: 90),
            ])
    }

    package static let grants: [AccessPolicy.Grant] = [
        .staff(.seeWorkflows, [.administrator, .centreDirector, .centreDeputy, .officeHead, .leader, .specialist,
            .reception, .procedureController, .inspector]),
        .staff(.editWorkflows, [.administrator, .centreDirector, .centreDeputy, .procedureController]),
    ]
}
