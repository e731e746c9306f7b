import Base
import Journal
import Web

/// What happened to a dossier, told from its journal: in office words to officers, in plain words to the citizen.
enum DossierTimeline {
    enum Reader { case officer, citizen }

    static func timeline(_ folder: DossierFolder, for reader: Reader, _ t: Strings) -> HTML {
        let shown = folder.history.filter { tells($0, to: reader) }
        return Components.timeline(shown.reversed().enumerated().map { index, entry in
            let detail = Self.detail(of: entry)
            let when = t.formats.dateTime(entry.at)
            return Components.Moment(sentence(entry, for: reader, t),
                when: reader == .officer ? "\(when) · \(entry.actorName)" : when,
                text: detail.map { "<p>\(DossierWords.lines($0))</p>" } ?? .empty, state: index == 0 ? .now : .past)
        })
    }

    static func tells(_ entry: JournalEntry, to reader: Reader) -> Bool {
        switch reader {
        case .officer: true
        case .citizen: citizenKinds.contains(entry.kind)
        }
    }

    /// In office words to officers, in plain words to the citizen; dates as people write them.
    static func sentence(_ entry: JournalEntry, for reader: Reader, _ t: Strings) -> String {
        var words = entry.facts
        for name in ["due", "old-due"] {
            words["\(name)-date"] = entry.facts[name].flatMap { Instant(iso8601: $0) }.map(t.formats.dateTime)
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
