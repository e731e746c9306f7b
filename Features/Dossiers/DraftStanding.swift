import Base
import Catalogue
import Storage

/// Whether the version of the procedure that a draft was begun under still counts: a dossier is filed under the version
/// in force on the day of filing, never under an older one.
package enum DraftStanding: Sendable, Equatable {
    case current
    /// There is a newer version: what was typed is taken over into it, then looked through again.
    case replaced(by: Procedure)
    /// The procedure has ended on this day, or is no longer filed online: what was typed is kept, but cannot be filed.
    case withdrawn(since: LocalDate)
    case counterOnly(since: LocalDate)

    package static func of(_ procedure: Procedure, on today: LocalDate, in snapshot: Snapshot) throws -> DraftStanding {
        guard let current = try ProcedureStore.current(code: procedure.code, on: today, in: snapshot) else {
            return .withdrawn(since: today)
        }
        if current.isWithdrawn { return .withdrawn(since: current.effectiveFrom) }
        if current.id == procedure.id { return .current }
        return current.isFiledOnline ? .replaced(by: current) : .counterOnly(since: current.effectiveFrom)
    }

    /// Why a draft that stands so cannot be filed; nil for one that can.
    var problem: Problem? {
        switch self {
        case .current: nil
        case .replaced: Problem("draft-version-replaced", status: 409)
        case .withdrawn: Problem("draft-procedure-withdrawn", status: 409)
        case .counterOnly: Problem("draft-counter-only", status: 409)
        }
    }
}

extension FilingDraft {
    /// The same draft under a newer version: all that was typed stays; files and promises go with the paper of the same
    /// name. Files for a paper that the new version does not ask for stay as papers outside the list (component 0).
    package func renewed(from old: Procedure, to new: Procedure) -> FilingDraft {
        var answers = self.answers.values
        var outside = files(of: 0)
        var taken: [Int: Int] = [:]
        for component in old.components {
            answers["files-\(component.number)"] = nil
            answers["promise-\(component.number)"] = nil
            let name = VietnameseText.folded(component.name)
            taken[component.number] = new.components.first {
                VietnameseText.folded($0.name) == name && !taken.values.contains($0.number)
            }?.number
        }
        for component in old.components {
            guard let number = taken[component.number] else {
                outside += files(of: component.number)
                continue
            }
            let kept = files(of: component.number)
            if !kept.isEmpty { answers["files-\(number)"] = kept.map(\.description).joined(separator: " ") }
            if isPromised(component.number) { answers["promise-\(number)"] = "1" }
        }
        var draft = FilingDraft(id: id, account: account, procedure: new.id, agency: agency, answers: Answers(answers),
            savedAt: savedAt, dossier: dossier)
        draft.setFiles(outside, of: 0)
        return draft
    }
}
