import Access
import Identity
import Web

/// The people to whom a dossier may be given, as a form lists them: whoever is away says so, with who works in their
/// place.
enum AssigneeChoices {
    static func of(_ workers: [StaffMember], away: [AccountID: Absence], _ t: Strings) -> [FormView.Choice] {
        workers.map { worker in
            let name = "\(worker.name) (\(worker.title))"
            guard let absence = away[worker.account] else { return .init("\(worker.account)", name) }
            return .init("\(worker.account)", t("dossier.assignee.away", [
                "name": name, "through": "\(absence.until)", "deputy": absence.deputyName,
            ]))
        }
    }
}
