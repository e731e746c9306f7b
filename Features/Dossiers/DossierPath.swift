import Base
import Deadlines
import Journal

/// Ai giữ hồ sơ: with which office and which agency a dossier lay from when on, as the journal's hand-overs tell it.
/// What answers "where did the time go".
struct DossierPath: Sendable, Equatable {
    /// How those are called whose names no entry tells.
    struct Names: Sendable {
        let leaders: String
        let issuing: String
    }

    private(set) var handOvers: [ElapsedTime.HandOver] = []
    /// The entry that each came with.
    private var entries: [Int64] = []
    private var office = ""

    /// - Parameter history: the dossier's entries, oldest first.
    init(_ history: [JournalEntry], names: Names) {
        for (index, entry) in history.enumerated() {
            guard let action = DossierAction(entryKind: entry.kind) else { continue }
            if action == .takeBack {
                undo(DossierHistory.lastBreath(of: history[..<index]))
            } else if let holder = holder(after: action, entry, names) {
                handOvers.append(.init(at: entry.at, holder: holder))
                entries.append(entry.number)
            }
        }
    }

    static func == (left: DossierPath, right: DossierPath) -> Bool { left.handOvers == right.handOvers }

    /// Nil where it stays with whom it was.
    private mutating func holder(after action: DossierAction, _ entry: JournalEntry, _ names: Names) -> TimeHolder? {
        switch action {
        case .accept:
            office = ""
            return .office("")
        case .forward:
            office = entry.facts["office"] ?? office
            return .office(office)
        case .propose, .passDraft: return .office(names.leaders)
        case .approve: return .office(names.issuing)
        case .sendBack, .returnDraft, .giveBack, .receiveBack: return .office(office)
        case .sendOn, .passOn: return .agency(entry.facts["to-agency"] ?? "")
        case .submit, .refuse, .claim, .assign, .note, .askSupplement, .askAgain, .supply, .askDuty, .settleDuty,
            .suspend, .resume, .askOpinion, .giveOpinion, .visit, .takeOn, .reviewDraft, .decline, .publish, .handOver,
            .withdraw, .stop, .extend, .apologise, .moveDue, .addPaper, .settleFee, .moveVersion, .takeBack:
            return nil
        }
    }

    /// A hand-over that was taken back was none.
    private mutating func undo(_ run: ArraySlice<JournalEntry>) {
        let undone = Set(run.map(\.number))
        let kept = zip(entries, handOvers).filter { !undone.contains($0.0) }
        (entries, handOvers) = (kept.map(\.0), kept.map(\.1))
        office = handOvers.last { $0.holder.kind == "office" }?.holder.name ?? ""
    }
}
