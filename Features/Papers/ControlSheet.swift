import Base
import Deadlines
import Dossiers
import Journal

/// Phiếu kiểm soát (form 06): who handed a dossier to whom and when, as the journal tells it. One row for each place
/// where it lay; nobody writes it by hand.
package struct ControlSheet: Sendable, Equatable {
    /// A stay of the dossier with an office or a person.
    package struct Stay: Sendable, Equatable {
        /// Cơ quan, bộ phận nhận.
        package let holder: String
        package let giver: String
        package let givenAt: Instant
        package internal(set) var taker = ""
        /// Nil while nobody of the office has taken it.
        package internal(set) var takenAt: Instant?
        /// When it was passed on; nil where it lies now.
        package internal(set) var doneAt: Instant?
        /// Another agency has it, within a time of its own.
        let isLeg: Bool
        /// Of the leg, once it is taken; of the step of the internal way; of the dossier where there is none.
        package internal(set) var due: Instant?
        package internal(set) var notes: [String] = []
        /// Whether its time is the agency's. Once the result is out, waiting for the person to come is not.
        let isCounted: Bool
        fileprivate let entry: Int64

        /// Nil while it lies there, and where it is not counted.
        package var punctuality: Punctuality? {
            isCounted ? doneAt.map { Punctuality(due: due, finished: $0, now: $0) } : nil
        }
    }

    package private(set) var stays: [Stay] = []
    private var due: Instant?
    private var office = ""
    private let filer: String
    private let collector: String

    private static let counter = "Bộ phận tiếp nhận và trả kết quả"
    private static let head = "Lãnh đạo phòng"
    private static let leader = "Lãnh đạo UBND"
    private static let clerk = "Văn thư, phát hành"
    private static let person = "Người nhận kết quả"

    /// - Parameters:
    ///   - history: the dossier's entries, oldest first.
    ///   - steps: the steps of the internal way that it went; each office is judged by the one that it ended.
    ///   - filer: who brought it; collector: who came for the result.
    package init(_ history: [JournalEntry], steps: [StepSpan] = [], filer: String, collector: String) {
        self.filer = filer
        self.collector = collector
        for (index, entry) in history.enumerated() {
            take(entry, history[..<index])
            due = entry.facts["due"].flatMap { Instant(iso8601: $0) } ?? due
            // While the dossier lies there its date may move; a leg has a date of its own.
            guard let last = stays.indices.last, stays[last].doneAt == nil else { continue }
            if !stays[last].isLeg {
                stays[last].due = due
            } else if let legDue = entry.facts["leg-due"] {
                stays[last].due = Instant(iso8601: legDue)
            }
        }
        for place in stays.indices where !stays[place].isLeg && stays[place].isCounted {
            stays[place].due = Self.step(of: stays[place], among: steps)?.due ?? stays[place].due
        }
    }

    /// The last step that was under way while the dossier lay there; of a stay of no time, the step that began with it.
    private static func step(of stay: Stay, among steps: [StepSpan]) -> StepSpan? {
        let begun = stay.takenAt ?? stay.givenAt
        return steps.last { step in
            (stay.doneAt.map { step.from < $0 } ?? true) && (step.to.map { $0 > stay.givenAt } ?? true)
        } ?? steps.first { $0.from == begun }
    }

    private static let actions = Dictionary(
        DossierAction.allCases.map { ($0.entryKind, $0) }) { first, _ in first }

    private mutating func take(_ entry: JournalEntry, _ before: ArraySlice<JournalEntry>) {
        let facts = entry.facts
        switch Self.actions[entry.kind] {
        case .accept:
            give(Self.counter, entry, giver: filer, at: before.first?.at ?? entry.at)
            receive(entry)
        case .forward:
            office = facts["office"] ?? office
            give(office, entry)
        case .claim: receive(entry)
        case .assign:
            if stays.last?.takenAt != nil { give(office, entry) }
            receive(entry, taker: facts["assignee"])
        case .reviewDraft: passOn(to: Self.head, entry)
        case .passDraft, .propose: passOn(to: Self.leader, entry)
        case .sendBack, .returnDraft: passOn(to: office, entry, note: facts["reason"])
        case .approve: passOn(to: Self.clerk, entry)
        case .publish: passOn(to: Self.counter, entry)
        case .handOver:
            passOn(to: Self.person, entry)
            receive(entry, taker: collector)
            finish(entry)
        case .sendOn, .passOn: passOn(to: facts["to-agency"] ?? "", entry)
        case .takeOn: receive(entry)
        case .giveBack: passOn(to: home, entry)
        case .receiveBack: receiveBack(entry)
        case .takeBack: undo(entry, before)
        case .withdraw, .stop, .decline:
            note(entry)
            finish(entry)
        case .submit, .refuse, .note, .addPaper, .settleFee, .askSupplement, .askAgain, .supply, .askDuty, .settleDuty,
            .suspend, .resume, .askOpinion, .giveOpinion, .visit, .extend, .apologise, .moveDue,
            .moveVersion, nil:
            note(entry)
        }
    }

    private var home: String { office.isEmpty ? Self.counter : office }

    // MARK: Hand-overs

    private mutating func give(
        _ holder: String, _ entry: JournalEntry, giver: String? = nil, at instant: Instant? = nil
    ) {
        finish(entry)
        stays.append(Stay(
            holder: holder, giver: giver ?? Self.actor(entry), givenAt: instant ?? entry.at,
            isLeg: entry.facts["to-agency"] != nil, isCounted: entry.facts["finished"] == nil, entry: entry.number))
    }

    /// Whoever passes something on has had it.
    private mutating func passOn(to holder: String, _ entry: JournalEntry, note: String? = nil) {
        receive(entry)
        give(holder, entry)
        if let note { stays[stays.count - 1].notes.append(note) }
    }

    private mutating func receive(_ entry: JournalEntry, taker: String? = nil) {
        guard let last = stays.indices.last, stays[last].takenAt == nil else { return }
        stays[last].takenAt = entry.at
        stays[last].taker = taker ?? Self.actor(entry)
        if let legDue = entry.facts["leg-due"] { stays[last].due = Instant(iso8601: legDue) }
    }

    /// Who did it, and in whose place.
    private static func actor(_ entry: JournalEntry) -> String {
        entry.onBehalfOf.map { "\(entry.actorName), thay \($0)" } ?? entry.actorName
    }

    private mutating func finish(_ entry: JournalEntry) {
        guard let last = stays.indices.last, stays[last].doneAt == nil else { return }
        stays[last].doneAt = entry.at
    }

    /// A hand-over that was taken back was none.
    private mutating func undo(_ entry: JournalEntry, _ before: ArraySlice<JournalEntry>) {
        guard let last = before.last else { return }
        let run = before.reversed().prefix {
            $0.requestID == last.requestID && $0.at == last.at && $0.actor == last.actor
        }
        let undone = Set(run.map(\.number))
        stays.removeAll { undone.contains($0.entry) }
        guard let place = stays.indices.last else { return }
        if stays[place].takenAt == last.at, run.contains(where: { Self.takings.contains($0.kind) }) {
            stays[place].takenAt = nil
            stays[place].taker = ""
        }
        stays[place].doneAt = nil
    }

    private static let takings = Set([DossierAction.claim, .assign].map(\.entryKind))

    /// Back from the other agency, or called back before anybody there had taken it.
    private mutating func receiveBack(_ entry: JournalEntry) {
        if let last = stays.indices.last, stays[last].isLeg {
            stays[last].notes.append("Thu hồi \(entry.at.localDate)")
            give(home, entry)
        }
        receive(entry)
    }

    /// What stops the clock or moves the date belongs beside the row where the dossier lay.
    private mutating func note(_ entry: JournalEntry) {
        guard let last = stays.indices.last, let words = Self.actions[entry.kind].flatMap(Self.words) else { return }
        stays[last].notes.append("\(words) \(entry.at.localDate)")
    }

    private static func words(_ action: DossierAction) -> String? {
        switch action {
        case .askSupplement: "Yêu cầu bổ sung"
        case .askAgain: "Yêu cầu bổ sung lần nữa"
        case .supply: "Đã bổ sung"
        case .askDuty: "Chờ nghĩa vụ tài chính"
        case .settleDuty: "Xong nghĩa vụ tài chính"
        case .suspend: "Tạm dừng tính thời gian"
        case .resume: "Tiếp tục tính thời gian"
        case .askOpinion: "Lấy ý kiến"
        case .giveOpinion: "Có ý kiến"
        case .visit: "Xác minh thực địa"
        case .extend: "Gia hạn"
        case .apologise: "Xin lỗi"
        case .moveDue: "Lịch làm việc thay đổi"
        case .withdraw: "Rút hồ sơ"
        case .stop: "Dừng giải quyết"
        case .decline: "Từ chối giải quyết"
        case .submit, .accept, .refuse, .forward, .claim, .assign, .note, .addPaper, .settleFee, .sendOn, .takeOn,
            .passOn, .giveBack, .receiveBack, .reviewDraft, .passDraft, .returnDraft, .propose, .approve, .sendBack,
            .publish, .handOver, .takeBack, .moveVersion: nil
        }
    }
}

extension ControlSheet {
    /// The rows of the template's list `handovers`.
    var rows: [[String: String]] {
        stays.enumerated().map { index, stay in
            [
                "index": "\(index + 1)", "holder": stay.holder, "given": PaperWords.short(stay.givenAt),
                "giver": stay.giver, "taken": stay.takenAt.map(PaperWords.short) ?? "", "taker": stay.taker,
                "result": stay.punctuality.map(PaperWords.result) ?? "", "note": stay.notes.joined(separator: "\n"),
            ]
        }
    }
}
