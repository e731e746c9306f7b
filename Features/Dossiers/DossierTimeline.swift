import Base
import Journal
import Web

/// What happened to a dossier, told from its journal: in office words to officers, in plain words to the citizen.
enum DossierTimeline {
    enum Reader { case officer, citizen }

    /// The newest first. The last entry of the journal is where the dossier stands, whatever was sent since.
    /// - Parameter beside: what other features know; of the same moment, after the entry.
    static func timeline(
        _ folder: DossierFolder, for reader: Reader, beside lines: [StoryLine] = [], _ t: Strings
    ) -> HTML {
        let shown = folder.history.filter { tells($0, to: reader) }
        let entries = shown.enumerated().map { index, entry in
            (at: entry.at, moment: moment(entry, isLast: index == shown.count - 1, for: reader, t))
        }
        let others = lines.map { line in
            (at: line.at, moment: Components.Moment(
                line.what, when: t.formats.dateTime(line.at), text: line.text, state: line.state))
        }
        let all = (entries + others).enumerated().sorted {
            ($0.element.at, $0.offset) > ($1.element.at, $1.offset)
        }
        return Components.timeline(all.map(\.element.moment))
    }

    private static func moment(
        _ entry: JournalEntry, isLast: Bool, for reader: Reader, _ t: Strings
    ) -> Components.Moment {
        let when = t.formats.dateTime(entry.at)
        return Components.Moment(
            sentence(entry, for: reader, t), when: reader == .officer ? "\(when) · \(entry.actor(t))" : when,
            text: detail(of: entry).map { "<p>\(DossierWords.lines($0))</p>" } ?? .empty,
            state: isLast ? .now : .past)
    }

    static func tells(_ entry: JournalEntry, to reader: Reader) -> Bool {
        switch reader {
        case .officer: true
        case .citizen: citizenKinds.contains(entry.kind) && entry.facts[MoveDue.innerFact] == nil
        }
    }

    /// In office words to officers, in plain words to the citizen; dates as people write them.
    static func sentence(_ entry: JournalEntry, for reader: Reader, _ t: Strings) -> String {
        var words = entry.facts
        for name in ["due", "old-due", "leg-due", "old-leg-due", "step-due", "old-step-due"] {
            words["\(name)-date"] = entry.facts[name].flatMap { Instant(iso8601: $0) }.map(t.formats.dateTime)
        }
        if entry.facts[MoveDue.innerFact] != nil {
            return t("dossier.event.\(entry.facts["leg-due"] == nil ? "step" : "leg")-due-moved", words)
        }
        return switch reader {
        case .officer: t("dossier.event.\(entry.kind)", words)
        case .citizen: t("dossier.story.\(entry.kind)", words)
        }
    }

    /// The fact that belongs beside the sentence.
    static func detail(of entry: JournalEntry) -> String? {
        ["reason", "points", "duty", "basis", "proof", "content", "answer", "minutes", "task", "leg-result", "office",
            "assignee", "number", "ground"]
            .lazy.compactMap { entry.facts[$0] }.first
    }

    /// What concerns the citizen; inner hand-overs and notes do not.
    static let citizenKinds = Set(
        [DossierAction.submit, .accept, .refuse, .forward, .askSupplement, .supply, .approve, .publish, .handOver,
            .withdraw, .takeBack, .askAgain, .askDuty, .settleDuty, .suspend, .resume, .sendOn, .passOn, .receiveBack,
            .decline, .stop, .extend, .apologise, .moveDue]
            .map(\.entryKind))
}

extension JournalEntry {
    /// Who did it, and in whose place: "A, thay B".
    func actor(_ t: Strings) -> String {
        onBehalfOf.map { t("dossier.in-place-of", ["name": actorName, "absent": $0]) } ?? actorName
    }
}
