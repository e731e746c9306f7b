import Access
import Base
import Catalogue
import Dossiers
import Storage
import Web

/// A reminder with what it is about, as far as the reader may see it.
struct ReminderLine: Sendable {
    let reminder: Reminder
    let dossier: Dossier
    let procedure: String

    /// The nearer of its dates; what has none comes last.
    var dueAt: Instant {
        [dossier.dueAt, reminder.stepDueAt].compactMap(\.self).min() ?? Instant(microseconds: .max)
    }

    /// Both dates in one line: the one that it is about leads, the other is named behind it.
    func dates(_ t: Strings) -> String {
        let whole = dossier.dueAt.map { t("notices.due.dossier", ["date": t.formats.date($0.localDate)]) }
        let part = reminder.stepDueAt.map { due in
            t("notices.due.\(reminder.about == .leg ? "leg" : "step")", ["date": t.formats.shortDateTime(due)])
        }
        let dates = reminder.about == .dossier ? [whole, part] : [part, whole]
        return dates.compactMap(\.self).joined(separator: ", ")
    }

    func reason(_ t: Strings) -> String {
        switch reminder.about {
        case .dossier: t("notices.reason.\(reminder.kind.rawValue)")
        case .step, .leg: t("notices.reason.\(reminder.about.rawValue).\(reminder.kind.rawValue)")
        }
    }

    /// One line a dossier, the newest reason of each; what is out of reach, or cannot be read, is left out.
    static func lines(
        _ reminders: [Reminder], for permit: Permit, in snapshot: Snapshot
    ) throws -> [ReminderLine] {
        var newest: [ID<Dossier>: Reminder] = [:]
        for one in reminders where newest[one.dossier].map({ $0.id < one.id }) ?? true { newest[one.dossier] = one }
        var found: [(Reminder, Dossier)] = []
        for one in reminders where newest[one.dossier]?.id == one.id {
            do { found.append((one, try DossierStore.dossier(one.dossier, for: permit, in: snapshot))) } catch {
                guard snapshot.failure == nil else { throw error }
            }
        }
        let names = try ProcedureStore.names(of: Set(found.map(\.1.procedure)), in: snapshot)
        return found.map { ReminderLine(reminder: $0, dossier: $1, procedure: names[$1.procedure] ?? $1.procedureCode) }
    }
}
